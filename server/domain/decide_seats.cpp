#include "domain/deciding.hpp"
#include "domain/electorate.hpp"
#include "domain/limits.hpp"

// Voting codes and the seats they stand for. Which code is whose, and which phone holds it, is
// known to whoever asks: the request says it.
namespace torg::domain {

using protocol::ErrorCode;

namespace {

Refused unknown_seat() { return refusal_at(ErrorCode::unknown_seat, "command.seat"); }

}  // namespace

Refused decide_on(Deciding& deciding, protocol::IssueVotingCodes const& command) {
  Meeting const& meeting = deciding.meeting;
  if (meeting.seats.size() + command.codes.size() > most_seats) {
    return refusal_with_limit(ErrorCode::limit_reached, most_seats);
  }
  protocol::VotingCodesIssued issued;
  issued.first = meeting.last_seat + 1;
  issued.count = static_cast<std::int64_t>(command.codes.size());
  deciding.answer.seats.emplace();
  for (std::int64_t place = 0; place < issued.count; ++place) {
    deciding.answer.seats->push_back(issued.first + place);
  }
  deciding.record(issued);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::RevokeVotingCode const& command) {
  if (!deciding.meeting.seats.contains(command.seat)) return unknown_seat();
  if (!is_live(deciding.meeting, command.seat)) return std::nullopt;
  protocol::VotingCodeRevoked revoked;
  revoked.seat = command.seat;
  deciding.record(revoked);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ReissueVotingCode const& command) {
  if (!deciding.meeting.seats.contains(command.seat)) return unknown_seat();
  protocol::VotingCodeReissued reissued;
  reissued.seat = command.seat;
  deciding.record(reissued);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::TakeVotingCode const&) {
  Request const& request = deciding.request;
  if (!request.code_seat || !is_live(deciding.meeting, *request.code_seat)) {
    return refusal_at(ErrorCode::unknown_voting_code, "command.code");
  }
  if (request.asker.seat == request.code_seat) return std::nullopt;
  if (request.code_held) {
    protocol::VotingCodeMoved moved;
    moved.seat = *request.code_seat;
    deciding.record(moved);
  } else {
    protocol::VotingCodeTaken taken;
    taken.seat = *request.code_seat;
    deciding.record(taken);
  }
  return std::nullopt;
}

}  // namespace torg::domain
