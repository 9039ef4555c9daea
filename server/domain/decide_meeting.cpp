#include <algorithm>

#include "domain/agenda.hpp"
#include "domain/deciding.hpp"

namespace torg::domain {

using protocol::BoxState;
using protocol::ErrorCode;

Refused decide_on(Deciding& deciding, protocol::OpenMeeting const&) {
  deciding.record(protocol::MeetingOpened{});
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::StartMeeting const&) {
  auto const first = next_item(deciding.meeting);
  if (!first) return refusal(ErrorCode::no_planned_item);
  if (deciding.meeting.phase == protocol::MeetingPhase::draft) {
    deciding.record(protocol::MeetingOpened{});
  }
  deciding.record(protocol::MeetingStarted{});
  start(deciding, *deciding.meeting.find_item(*first));
  return std::nullopt;
}

// Whoever sends the command has stopped and sealed what boxes_to_seal named.
Refused decide_on(Deciding& deciding, protocol::CloseMeeting const&) {
  for (auto const& [id, box] : deciding.meeting.boxes) {
    if (box.state == BoxState::open) return refusal(ErrorCode::ballot_open);
    if (box.state == BoxState::stopped) return refusal(ErrorCode::wrong_box_state);
  }
  deciding.record(protocol::MeetingClosed{});
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::PublishMeeting const& command) {
  bool const outside = command.publication == protocol::Publication::public_ ||
                       command.publication == protocol::Publication::unlisted;
  if (deciding.meeting.created.rehearsal && outside) {
    return refusal_at(ErrorCode::not_permitted, "command.publication");
  }
  if (command.publication == deciding.meeting.publication) return std::nullopt;
  protocol::MeetingPublished published;
  published.publication = command.publication;
  deciding.record(published);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ChooseGroup const& command) {
  if (command.group && !knows_group(deciding.meeting, *command.group)) {
    return refusal_at(ErrorCode::unknown_group, "command.group");
  }
  ParticipantId const participant = *deciding.request.asker.participant;
  if (deciding.meeting.participants.at(participant).group == command.group) return std::nullopt;
  protocol::GroupChosen chosen;
  chosen.participant = participant;
  chosen.group = command.group;
  deciding.record(std::move(chosen));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::StartTimer const& command) {
  std::int64_t const now_ms = deciding.request.now_ms;
  if (auto refused = check_wait(deciding, now_ms, command.duration_ms, "command.duration_ms")) {
    return refused;
  }
  protocol::TimerStarted started;
  started.ends_at_ms = now_ms + command.duration_ms;
  deciding.record(started);
  return std::nullopt;
}

// Time that ran out is not owed: a timer at zero, or none at all, goes on from now.
Refused decide_on(Deciding& deciding, protocol::ExtendTimer const& command) {
  std::int64_t const now_ms = deciding.request.now_ms;
  std::int64_t const from_ms = std::max(deciding.meeting.timer_ends_at_ms.value_or(now_ms), now_ms);
  if (auto refused = check_wait(deciding, from_ms, command.add_ms, "command.add_ms")) {
    return refused;
  }
  protocol::TimerStarted started;
  started.ends_at_ms = from_ms + command.add_ms;
  deciding.record(started);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::StopTimer const&) {
  if (deciding.meeting.timer_ends_at_ms) deciding.record(protocol::TimerStopped{});
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::SetScreen const& command) {
  if (command.view == deciding.meeting.screen) return std::nullopt;
  protocol::ScreenSet set;
  set.view = command.view;
  deciding.record(set);
  return std::nullopt;
}

}  // namespace torg::domain
