#include <algorithm>
#include <string>
#include <vector>

#include "domain/agenda.hpp"
#include "domain/deciding.hpp"
#include "domain/definition.hpp"
#include "domain/limits.hpp"
#include "domain/storing.hpp"

namespace torg::domain {

using protocol::ErrorCode;
using protocol::ItemState;

namespace {

Refused check_place(Meeting const& meeting, std::optional<ItemId> before) {
  if (before && meeting.find_item(*before) == nullptr) {
    return refusal_at(ErrorCode::unknown_item, "command.before");
  }
  return std::nullopt;
}

Refused unknown_item() { return refusal_at(ErrorCode::unknown_item, "command.item"); }

// Whether what is voted on stays: the same options by number, in the same order, with the same
// figures. Their texts may be corrected.
bool same_options(std::optional<std::vector<protocol::StoredOption>> const& stored_options,
                  std::optional<std::vector<protocol::Option>> const& written) {
  std::vector<protocol::StoredOption> const none_stored;
  std::vector<protocol::Option> const none_written;
  auto const& before = stored_options ? *stored_options : none_stored;
  auto const& after = written ? *written : none_written;
  return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [](protocol::StoredOption const& one, protocol::Option const& other) {
                      return one.option == other.option && one.cost == other.cost &&
                             one.group == other.group && one.proposal == other.proposal;
                    });
}

Refused check_change(Meeting const& meeting, Item const& item,
                     protocol::ItemDefinition const& definition) {
  bool const other_kind = definition.kind != item.definition.kind;
  if (other_kind && !item.boxes.empty()) {
    return refusal_at(ErrorCode::item_has_ballots, "command.definition.kind");
  }
  bool const has_proposals =
      std::any_of(meeting.proposals.begin(), meeting.proposals.end(),
                  [&](auto const& entry) { return entry.second.item == item.id; });
  if (other_kind && has_proposals) {
    return refusal_at(ErrorCode::wrong_kind, "command.definition.kind");
  }
  if (!has_standing_box(meeting, item)) return std::nullopt;
  if (definition.rule != item.definition.rule) {
    return refusal_at(ErrorCode::item_has_ballots, "command.definition.rule");
  }
  if (!same_options(item.definition.options, definition.options)) {
    return refusal_at(ErrorCode::item_has_ballots, "command.definition.options");
  }
  auto const open = protocol::Electorate::open;
  if (definition.electorate.value_or(open) != item.definition.electorate.value_or(open)) {
    return refusal_at(ErrorCode::item_has_ballots, "command.definition.electorate");
  }
  return std::nullopt;
}

// Skipping and deferring differ only in what is recorded.
template <class LeftOut>
Refused leave_out(Deciding& deciding, ItemId id, std::string const& reason) {
  if (deciding.meeting.find_item(id) == nullptr) return unknown_item();
  if (is_blank(reason)) return refusal_at(ErrorCode::too_short, "command.reason");
  if (deciding.meeting.current == id) {
    if (auto refused = refuse_while_ballot_open(deciding.meeting)) return refused;
  }
  LeftOut left_out;
  left_out.item = id;
  left_out.reason = deciding.detacher.detach(reason);
  deciding.record(std::move(left_out));
  return std::nullopt;
}

bool is_left_out(Item const& item) {
  return item.state == ItemState::skipped || item.state == ItemState::deferred;
}

void restore(Deciding& deciding, ItemId item) {
  protocol::ItemRestored restored;
  restored.item = item;
  deciding.record(restored);
}

}  // namespace

void start(Deciding& deciding, Item const& item) {
  protocol::ItemStarted started;
  started.item = item.id;
  deciding.record(started);
  ensure_lot(deciding, item, item.definition);
}

Refused decide_on(Deciding& deciding, protocol::AddItems const& command) {
  Meeting const& meeting = deciding.meeting;
  if (auto refused = check_place(meeting, command.before)) return refused;
  if (meeting.items.size() + command.items.size() > most_items) {
    return refusal_with_limit(ErrorCode::too_many_items, most_items);
  }
  std::vector<ItemId> numbers;
  for (std::size_t index = 0; index < command.items.size(); ++index) {
    auto const& definition = command.items[index];
    std::string const path = "command.items." + std::to_string(index);
    if (auto refused = check_definition(meeting, definition, path)) return refused;
    protocol::ItemAdded added;
    added.item = meeting.last_item + 1 + static_cast<ItemId>(index);
    added.definition = stored(deciding.detacher, definition);
    added.before = command.before;
    numbers.push_back(added.item);
    deciding.record(std::move(added));
  }
  deciding.answer.items = std::move(numbers);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::EditItem const& command) {
  Item const* const item = deciding.meeting.find_item(command.item);
  if (item == nullptr) return unknown_item();
  if (auto refused = check_definition(deciding.meeting, command.definition, "command.definition")) {
    return refused;
  }
  if (auto refused = check_change(deciding.meeting, *item, command.definition)) return refused;
  protocol::ItemEdited edited;
  edited.item = command.item;
  edited.definition = stored(deciding.detacher, command.definition);
  auto const definition = edited.definition;
  deciding.record(std::move(edited));
  if (deciding.meeting.current == command.item) ensure_lot(deciding, *item, definition);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::MoveItem const& command) {
  if (deciding.meeting.find_item(command.item) == nullptr) return unknown_item();
  if (auto refused = check_place(deciding.meeting, command.before)) return refused;
  auto const& items = deciding.meeting.items;
  std::size_t const position = position_of(deciding.meeting, command.item);
  bool const is_last = position + 1 == items.size();
  bool const stays = command.before ? *command.before == command.item ||
                                          (!is_last && items[position + 1].id == *command.before)
                                    : is_last;
  if (stays) return std::nullopt;
  protocol::ItemMoved moved;
  moved.item = command.item;
  moved.before = command.before;
  deciding.record(moved);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::StartItem const& command) {
  Item const* const item = deciding.meeting.find_item(command.item);
  if (item == nullptr) return unknown_item();
  if (deciding.meeting.current == command.item) return refusal(ErrorCode::item_is_running);
  if (auto refused = refuse_while_ballot_open(deciding.meeting)) return refused;
  // What was left out comes back by being started, with a trace of its own.
  if (is_left_out(*item)) restore(deciding, command.item);
  start(deciding, *item);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::NextItem const&) {
  if (auto refused = refuse_while_ballot_open(deciding.meeting)) return refused;
  auto const next = next_item(deciding.meeting);
  if (!next) return refusal(ErrorCode::no_planned_item);
  start(deciding, *deciding.meeting.find_item(*next));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::PreviousItem const&) {
  if (auto refused = refuse_while_ballot_open(deciding.meeting)) return refused;
  auto const previous = previous_item(deciding.meeting);
  if (!previous) return refusal(ErrorCode::no_planned_item);
  start(deciding, *deciding.meeting.find_item(*previous));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::SkipItem const& command) {
  return leave_out<protocol::ItemSkipped>(deciding, command.item, command.reason);
}

Refused decide_on(Deciding& deciding, protocol::DeferItem const& command) {
  return leave_out<protocol::ItemDeferred>(deciding, command.item, command.reason);
}

Refused decide_on(Deciding& deciding, protocol::RestoreItem const& command) {
  Item const* const item = deciding.meeting.find_item(command.item);
  if (item == nullptr) return unknown_item();
  if (is_left_out(*item)) restore(deciding, command.item);
  return std::nullopt;
}

}  // namespace torg::domain
