#pragma once

#include <string>
#include <vector>

#include "archive/catalogue.hpp"
#include "archive/meeting_record.hpp"
#include "archive/round.hpp"

namespace torg::archive {

// Pages as they stand inside the archive face's shell. `path` is the address of the page, from
// which its downloads are named; `key` is the one that signs them.
std::string meeting_page(MeetingRecord const& record, std::string const& path,
                         store::Digest const& key, Catalogue const& catalogue);
// All ballots of a round that has_ballot_rows; `path` is that of the meeting.
std::string box_page(Round const& round, std::string const& path);
std::string index_page(std::vector<MeetingRecord> const& meetings, Catalogue const& catalogue);
std::string missing_page(Catalogue const& catalogue);
// The store could not be read just now.
std::string failing_page(Catalogue const& catalogue);
// What stands over every page of a rehearsal, here and in a phone's first view.
std::string rehearsal_mark(Catalogue const& catalogue);

}  // namespace torg::archive
