#pragma once

#include <string>

#include "archive/meeting_record.hpp"

namespace torg::archive {

// Whether a box can be had as a .pb file: a counted vote with dots or on projects, not void, whose
// ballots may be listed.
bool can_write_pb(MeetingRecord const& record, domain::Box const& box);

// The box in the Pabulib format. Voters are numbered from 1 in the order of the voter keys; a group
// stands beside a ballot where it may be told. Ballots that chose nothing are left out, since a
// meeting's rule gives them no part of the pot. Dots have no pot: projects cost what they would
// cost and the budget is their sum, or each costs 1 and the budget is how many go on. Titles are in
// `language`. The box must be one that can_write_pb.
std::string to_pb(MeetingRecord const& record, domain::Box const& box, std::string_view language);

}  // namespace torg::archive
