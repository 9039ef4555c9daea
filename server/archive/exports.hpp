#pragma once

#include <string>

#include "archive/catalogue.hpp"
#include "archive/meeting_record.hpp"
#include "store/key_ring.hpp"

namespace torg::archive {

// Everything needed to recount the meeting, as one JSON object: agenda, and for each box its frozen
// rule and options, its result, digest and ballots. A ballot's class stands in it only where its
// group's figures may be shown; elsewhere its hash, from which the digest can still be recomputed.
std::string to_json(MeetingRecord const& record, store::KeyRing const& keys);

// The results as a table for a spreadsheet, one row for each option of each round. Text that a
// spreadsheet would run as a formula is disarmed with an apostrophe. Columns are separated as
// spreadsheets of the language expect: semicolon in Swedish, comma in English.
std::string to_csv(MeetingRecord const& record, Catalogue const& catalogue);

}  // namespace torg::archive
