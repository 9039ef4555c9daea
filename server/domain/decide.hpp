#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "protocol/commands.hpp"

namespace torg::domain {

// What a command of a client does to a meeting. Pure. Checks the permission table first, then the
// command against the state; late commands are refused whether or not a timer fired.
// Not decided here: `cast_ballot` and `withdraw_ballot` (domain/ballot_box.hpp) and the commands of
// the forum (domain/forum.hpp), which are refused with `not_permitted` here.
Verdict decide(Meeting const& meeting, Request const& request, protocol::Command const& command);

// A phone whose token the meeting does not know came in through the link or the code.
Verdict decide_join(Meeting const& meeting, Request const& request);

// Stops boxes whose time is up. No events when nothing is due, so repeating it is harmless.
Verdict decide_deadline_passed(Meeting const& meeting, Request const& request);

// Earliest moment at which decide_deadline_passed has something to do.
std::optional<std::int64_t> next_deadline(Meeting const& meeting);

// Boxes that have to be counted and sealed before `command` can be decided (show_result on a
// stopped box, seal_ballot, close_meeting). Open ones among them are to be stopped first. It does
// not know who asks: only act on it when refused_by_permission lets the command pass.
std::vector<BoxId> boxes_to_seal(Meeting const& meeting, protocol::Command const& command);

// Stops an open box because the meeting closes or the server could not continue it.
Verdict decide_stop(Meeting const& meeting, Request const& request, BoxId box,
                    protocol::StopCause cause);

// Records the count of a stopped box and what other rules would have given. `digest` as in
// domain/ballot_digest.hpp.
Verdict decide_seal(Meeting const& meeting, Request const& request, BoxId box,
                    protocol::Result const& result,
                    std::optional<protocol::Comparison> const& comparison, Bytes32 const& digest);

}  // namespace torg::domain
