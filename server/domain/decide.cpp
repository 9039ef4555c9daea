#include "domain/decide.hpp"

#include <algorithm>
#include <variant>

#include "domain/deciding.hpp"
#include "domain/limits.hpp"
#include "domain/permissions.hpp"

namespace torg::domain {

using protocol::BoxState;
using protocol::ErrorCode;

namespace {

bool is_known(Meeting const& meeting, Asker const& asker) {
  if (asker.role != Role::participant) return true;
  return asker.participant && meeting.participants.contains(*asker.participant);
}

}  // namespace

Verdict decide(Meeting const& meeting, Request const& request, protocol::Command const& command) {
  if (meeting.version == 0) return refusal(ErrorCode::unknown_meeting);
  auto const forbidden = refused_by_permission(request.asker.role, meeting.phase, command);
  if (forbidden) return refusal(*forbidden);
  if (!is_known(meeting, request.asker)) return refusal(ErrorCode::not_permitted);

  Deciding deciding(meeting, request);
  auto const refused =
      std::visit([&](auto const& one) { return decide_on(deciding, one); }, command);
  if (refused) return *refused;
  return deciding.take();
}

Refused decide_on(Deciding&, protocol::CastBallot const&) {
  return refusal(ErrorCode::not_permitted);
}
Refused decide_on(Deciding&, protocol::WithdrawBallot const&) {
  return refusal(ErrorCode::not_permitted);
}
Refused decide_on(Deciding&, protocol::EditForum const&) {
  return refusal(ErrorCode::not_permitted);
}
Refused decide_on(Deciding&, protocol::CreateMeeting const&) {
  return refusal(ErrorCode::not_permitted);
}

Verdict decide_join(Meeting const& meeting, Request const& request) {
  if (meeting.version == 0) return refusal(ErrorCode::unknown_meeting);
  if (meeting.phase == protocol::MeetingPhase::draft) return refusal(ErrorCode::wrong_phase);
  if (meeting.phase == protocol::MeetingPhase::closed) return refusal(ErrorCode::meeting_closed);
  if (meeting.participants.size() >= most_participants) {
    return refusal_with_limit(ErrorCode::limit_reached, most_participants);
  }
  Deciding deciding(meeting, request);
  protocol::ParticipantJoined joined;
  joined.participant = meeting.last_participant + 1;
  deciding.record(joined);
  return deciding.take();
}

Refused check_wait(Deciding const& deciding, std::int64_t from_ms, std::int64_t wait_ms,
                   char const* field) {
  if (wait_ms < 1 || from_ms + wait_ms > deciding.request.now_ms + longest_wait_ms) {
    return refusal_at(ErrorCode::out_of_range, field);
  }
  return std::nullopt;
}

bool has_standing_box(Meeting const& meeting, Item const& item) {
  Box const* const box = meeting.newest_box(item);
  return box != nullptr && (box->state == BoxState::open || box->state == BoxState::stopped);
}

Refused refuse_while_ballot_open(Meeting const& meeting) {
  if (!meeting.current) return std::nullopt;
  Item const* const item = meeting.find_item(*meeting.current);
  Box const* const box = item == nullptr ? nullptr : meeting.newest_box(*item);
  if (box != nullptr && box->state == BoxState::open) return refusal(ErrorCode::ballot_open);
  return std::nullopt;
}

}  // namespace torg::domain
