#include "domain/electorate.hpp"

#include <algorithm>

namespace torg::domain {

using protocol::Electorate;
using protocol::ErrorCode;

boost::system::result<Voter, protocol::Error> voter_in(Meeting const& meeting, Box const& box,
                                                       Asker const& asker) {
  if (!asker.participant || !meeting.participants.contains(*asker.participant)) {
    return refusal(ErrorCode::not_entitled);
  }
  switch (box.electorate()) {
    case Electorate::open:
      return Voter::phone(*asker.participant);
    case Electorate::codes:
      if (!asker.seat || !is_live(meeting, *asker.seat)) {
        return refusal(ErrorCode::voting_code_needed);
      }
      if (!box.had_seat(*asker.seat)) return refusal(ErrorCode::not_entitled);
      return Voter::seat(*asker.seat);
  }
  return refusal(ErrorCode::not_entitled);
}

std::int64_t entitled_in(Meeting const& meeting, Box const& box) {
  if (box.electorate() == Electorate::open) {
    return static_cast<std::int64_t>(meeting.participants.size());
  }
  return std::count_if(meeting.seats.begin(), meeting.seats.end(), [&](auto const& entry) {
    bool const may_have_voted = !entry.second.revoked || box.revoked_seats.contains(entry.first);
    return may_have_voted && box.had_seat(entry.first);
  });
}

std::int64_t live_seats(Meeting const& meeting) {
  return std::count_if(meeting.seats.begin(), meeting.seats.end(),
                       [](auto const& entry) { return !entry.second.revoked; });
}

bool is_live(Meeting const& meeting, SeatId seat) {
  auto const found = meeting.seats.find(seat);
  return found != meeting.seats.end() && !found->second.revoked;
}

}  // namespace torg::domain
