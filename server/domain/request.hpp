#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <boost/system/result.hpp>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "protocol/messages.hpp"

namespace torg::domain {

// Who asks. `clock` is the server itself: deadlines, counting, joining, start-up.
enum class Role { participant, facilitator, screen, organiser, clock };

struct Asker {
  Role role = Role::clock;
  std::optional<ParticipantId> participant;  // set when the role is participant
  std::optional<SeatId> seat{};              // whose voting code that participant's phone holds
};

// What a decision may depend on besides the state: no clock and no randomness is read elsewhere.
struct Request {
  Asker asker;
  std::int64_t now_ms = 0;  // wall clock at start of the process plus monotonic time since
  Bytes32 entropy{};        // fresh random bytes for salts
  // Ballots that stand in the box which the command names, when that box is open or stopped:
  // void_ballot records it, since ballots are no part of the meeting's state.
  std::int64_t turnout = 0;
  // The seat whose valid code take_voting_code names, and whether another phone had that code
  // before.
  std::optional<SeatId> code_seat{};
  bool code_held = false;
  // For open_ballot: whose phones hold a voting code.
  std::vector<ParticipantId> code_holders{};
};

struct Decision {
  std::vector<protocol::Event> events;
  std::vector<Content> contents;
  protocol::Answer answer;
};

using Verdict = boost::system::result<Decision, protocol::Error>;

inline protocol::Error refusal(protocol::ErrorCode code) {
  protocol::Error error;
  error.code = code;
  return error;
}

}  // namespace torg::domain
