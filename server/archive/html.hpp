#pragma once

#include <string>
#include <string_view>

namespace torg::archive {

// Text for element content and quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace torg::archive
