#pragma once

#include <string>

#include "archive/catalogue.hpp"
#include "archive/meeting_record.hpp"

namespace torg::archive {

// One round of a vote as a reader sees it: what was asked, how it was counted, the figures as a
// table with bars, figures per group where they may be shown, what other rules would have given; a
// void one struck through. `path` is the address of the page, from which downloads are named.
std::string round_html(MeetingRecord const& record, domain::Box const& box, std::string const& path,
                       Catalogue const& catalogue);

}  // namespace torg::archive
