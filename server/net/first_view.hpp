#pragma once

#include <string>
#include <string_view>

#include "domain/view.hpp"

namespace torg::net {

// What somebody sees who opens the join link, before any script has come: head, place in the
// agenda, the running item. As the phone draws it afterwards, so that nothing moves then.
std::string first_view(domain::Sections const& sections, std::string_view language);
std::string meeting_title(domain::Sections const& sections, std::string_view language);

}  // namespace torg::net
