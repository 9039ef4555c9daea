#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/base64url.hpp"
#include "domain/counting_rule.hpp"
#include "domain/decide.hpp"
#include "domain/deciding.hpp"
#include "domain/definition.hpp"
#include "domain/electorate.hpp"
#include "domain/group_weights.hpp"
#include "domain/limits.hpp"

namespace torg::domain {

using protocol::BoxState;
using protocol::ErrorCode;

namespace {

Box const* find(Meeting const& meeting, BoxId id) {
  auto const found = meeting.boxes.find(id);
  return found == meeting.boxes.end() ? nullptr : &found->second;
}

Refused unknown_box() { return refusal_at(ErrorCode::unknown_box, "command.box"); }

// A box whose time is up accepts nothing, whether or not the clock has said so yet.
bool accepts_ballots(Box const& box, std::int64_t now_ms) {
  return box.state == BoxState::open && (!box.closes_at_ms || now_ms < *box.closes_at_ms);
}

bool is_due(Box const& box, std::int64_t now_ms) {
  return box.state == BoxState::open && !accepts_ballots(box, now_ms);
}

// The planned end that a command asks for, counted from now.
Refused plan_end(Deciding const& deciding, std::optional<std::int64_t> closes_in_ms,
                 std::optional<std::int64_t>& closes_at_ms) {
  if (!closes_in_ms) return std::nullopt;
  std::int64_t const now_ms = deciding.request.now_ms;
  if (auto refused = check_wait(deciding, now_ms, *closes_in_ms, "command.closes_in_ms")) {
    return refused;
  }
  closes_at_ms = now_ms + *closes_in_ms;
  return std::nullopt;
}

std::int64_t cast_in(protocol::Result const& result) {
  return std::visit([](auto const& one) { return one.cast; }, result);
}

std::vector<ParticipantId> everybody_in(Meeting const& meeting) {
  std::vector<ParticipantId> everybody;
  for (auto const& [id, participant] : meeting.participants) everybody.push_back(id);
  return everybody;
}

void record_stop(Deciding& deciding, BoxId box, protocol::StopCause cause) {
  protocol::BallotStopped stopped;
  stopped.box = box;
  stopped.cause = cause;
  deciding.record(stopped);
}

}  // namespace

Refused decide_on(Deciding& deciding, protocol::OpenBallot const& command) {
  Meeting const& meeting = deciding.meeting;
  Item const* const item = meeting.find_item(command.item);
  if (item == nullptr) return refusal_at(ErrorCode::unknown_item, "command.item");
  if (!is_voting_kind(item->definition.kind)) {
    return refusal_at(ErrorCode::wrong_kind, "command.item");
  }
  if (meeting.current != command.item) return refusal(ErrorCode::item_not_running);
  if (has_standing_box(meeting, *item)) return refusal(ErrorCode::wrong_box_state);
  if (auto refused = check_ready(item->definition, "command.item")) return refused;
  auto const electorate = item->definition.electorate.value_or(protocol::Electorate::open);
  auto const voters = electorate == protocol::Electorate::codes ? deciding.request.code_holders
                                                                : everybody_in(meeting);
  if (auto refused = check_classes(meeting, voters, *item->definition.rule, "command.item.rule")) {
    return refused;
  }
  if (electorate == protocol::Electorate::codes && live_seats(meeting) == 0) {
    return refusal_at(ErrorCode::no_voting_codes, "command.item");
  }
  if (item->boxes.size() >= most_rounds) {
    return refusal_with_limit(ErrorCode::limit_reached, most_rounds);
  }

  protocol::BallotOpened opened;
  if (auto refused = plan_end(deciding, command.closes_in_ms, opened.closes_at_ms)) return refused;
  tally::RuleId const rule = counting_rule_id(*item->definition.rule);
  opened.box = meeting.last_box + 1;
  opened.item = command.item;
  opened.round = static_cast<std::int64_t>(item->boxes.size()) + 1;
  opened.rule = *item->definition.rule;
  opened.rule_name = std::string(rule.name);
  opened.rule_version = rule.version;
  if (item->definition.options) opened.options = *item->definition.options;
  opened.authority = item->definition.authority.value_or(protocol::Authority::advisory);
  opened.electorate = electorate;
  if (electorate == protocol::Electorate::codes) opened.last_seat = meeting.last_seat;
  opened.decided_by = item->definition.decided_by;
  opened.left_goes_to = item->definition.left_goes_to;
  if (Lot lot = ensure_lot(deciding, *item, item->definition); !lot.empty()) {
    opened.lot = std::move(lot);
  }
  deciding.answer.box = opened.box;
  deciding.record(std::move(opened));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ExtendBallot const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  std::int64_t const now_ms = deciding.request.now_ms;
  if (!accepts_ballots(*box, now_ms)) return refusal(ErrorCode::box_not_open);
  std::int64_t const from_ms = box->closes_at_ms.value_or(now_ms);
  if (auto refused = check_wait(deciding, from_ms, command.add_ms, "command.add_ms")) {
    return refused;
  }
  protocol::BallotExtended extended;
  extended.box = command.box;
  extended.closes_at_ms = from_ms + command.add_ms;
  deciding.record(extended);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::StopBallot const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  // The clock or another facilitator was quicker.
  if (box->state == BoxState::stopped) return std::nullopt;
  if (box->state != BoxState::open) return refusal(ErrorCode::wrong_box_state);
  record_stop(deciding, command.box, protocol::StopCause::facilitator);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ReopenBallot const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  if (box->state != BoxState::stopped) return refusal(ErrorCode::wrong_box_state);
  if (deciding.meeting.current != box->opened.item) return refusal(ErrorCode::item_not_running);
  protocol::BallotReopened reopened;
  reopened.box = command.box;
  if (auto refused = plan_end(deciding, command.closes_in_ms, reopened.closes_at_ms)) {
    return refused;
  }
  deciding.record(reopened);
  return std::nullopt;
}

// Whoever sends the command has counted and sealed the box by decide_seal.
Refused decide_on(Deciding& deciding, protocol::SealBallot const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  if (box->state == BoxState::open) return refusal(ErrorCode::ballot_open);
  if (box->state != BoxState::sealed) return refusal(ErrorCode::wrong_box_state);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ShowResult const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  if (box->state == BoxState::shown) return std::nullopt;
  if (box->state == BoxState::open) return refusal(ErrorCode::ballot_open);
  if (box->state != BoxState::sealed) return refusal(ErrorCode::wrong_box_state);
  protocol::ResultShown shown;
  shown.box = command.box;
  deciding.record(shown);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::VoidBallot const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  if (box->state == BoxState::void_) return refusal(ErrorCode::wrong_box_state);
  if (is_blank(command.reason)) return refusal_at(ErrorCode::too_short, "command.reason");
  protocol::BallotVoided voided;
  voided.box = command.box;
  voided.reason = deciding.detacher.detach(command.reason);
  if (box->sealed) {
    voided.turnout = cast_in(box->sealed->result);
    voided.digest = box->sealed->digest;
  } else {
    voided.turnout = deciding.request.turnout;
  }
  deciding.record(std::move(voided));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::AskMoreTime const& command) {
  Box const* const box = find(deciding.meeting, command.box);
  if (box == nullptr) return unknown_box();
  if (!accepts_ballots(*box, deciding.request.now_ms)) return refusal(ErrorCode::box_not_open);
  auto const voter = voter_in(deciding.meeting, *box, deciding.request.asker);
  if (!voter) return voter.error();
  ParticipantId const participant = *deciding.request.asker.participant;
  if (box->want_more_time.contains(participant)) return std::nullopt;
  protocol::MoreTimeAsked asked;
  asked.box = command.box;
  asked.participant = participant;
  deciding.record(asked);
  return std::nullopt;
}

Verdict decide_deadline_passed(Meeting const& meeting, Request const& request) {
  Deciding deciding(meeting, request);
  for (auto const& [id, box] : meeting.boxes) {
    if (is_due(box, request.now_ms)) record_stop(deciding, id, protocol::StopCause::clock);
  }
  return deciding.take();
}

std::optional<std::int64_t> next_deadline(Meeting const& meeting) {
  std::optional<std::int64_t> earliest;
  for (auto const& [id, box] : meeting.boxes) {
    if (box.state != BoxState::open || !box.closes_at_ms) continue;
    earliest = earliest ? std::min(*earliest, *box.closes_at_ms) : *box.closes_at_ms;
  }
  return earliest;
}

std::vector<BoxId> boxes_to_seal(Meeting const& meeting, protocol::Command const& command) {
  std::vector<BoxId> boxes;
  auto const if_stopped = [&](BoxId id) {
    Box const* const box = find(meeting, id);
    if (box != nullptr && box->state == BoxState::stopped) boxes.push_back(id);
  };
  if (auto const* seal = std::get_if<protocol::SealBallot>(&command)) if_stopped(seal->box);
  if (auto const* show = std::get_if<protocol::ShowResult>(&command)) if_stopped(show->box);
  if (std::holds_alternative<protocol::CloseMeeting>(command)) {
    for (auto const& [id, box] : meeting.boxes) {
      if (box.state == BoxState::open || box.state == BoxState::stopped) boxes.push_back(id);
    }
  }
  return boxes;
}

Verdict decide_stop(Meeting const& meeting, Request const& request, BoxId id,
                    protocol::StopCause cause) {
  Box const* const box = find(meeting, id);
  if (box == nullptr) return refusal(ErrorCode::unknown_box);
  if (box->state != BoxState::open) return refusal(ErrorCode::wrong_box_state);
  Deciding deciding(meeting, request);
  record_stop(deciding, id, cause);
  return deciding.take();
}

Verdict decide_seal(Meeting const& meeting, Request const& request, BoxId id,
                    protocol::Result const& result,
                    std::optional<protocol::Comparison> const& comparison, Bytes32 const& digest) {
  Box const* const box = find(meeting, id);
  if (box == nullptr) return refusal(ErrorCode::unknown_box);
  if (box->state != BoxState::stopped) return refusal(ErrorCode::wrong_box_state);
  Deciding deciding(meeting, request);
  protocol::BallotSealed sealed;
  sealed.box = id;
  sealed.digest = to_base64url(digest);
  sealed.entitled = entitled_in(meeting, *box);
  sealed.result = result;
  sealed.comparison = comparison;
  deciding.record(std::move(sealed));
  return deciding.take();
}

}  // namespace torg::domain
