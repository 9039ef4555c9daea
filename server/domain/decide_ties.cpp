#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "domain/agenda.hpp"
#include "domain/deciding.hpp"
#include "domain/limits.hpp"
#include "domain/tie_at_cut.hpp"

namespace torg::domain {

using protocol::ErrorCode;
using protocol::OptionNumber;
using protocol::TieSettling;

namespace {

bool contains(std::vector<OptionNumber> const& options, OptionNumber option) {
  return std::find(options.begin(), options.end(), option) != options.end();
}

// The rule of a run-off: as it was, for what is left to decide.
protocol::BallotRule run_off_rule(protocol::BallotRule rule, TieAtCut const& tie) {
  if (auto* dots = std::get_if<protocol::DotsRule>(&rule)) dots->top = tie.seats;
  if (auto* fund = std::get_if<protocol::FundRule>(&rule)) fund->pot = tie.money;
  return rule;
}

protocol::StoredItem run_off(Item const& item, Box const& box, TieAtCut const& tie) {
  protocol::StoredItem definition;
  definition.kind = item.definition.kind;
  definition.title = item.definition.title;
  definition.rule = run_off_rule(box.opened.rule, tie);
  definition.options.emplace();
  std::copy_if(box.opened.options.begin(), box.opened.options.end(),
               std::back_inserter(*definition.options),
               [&](auto const& option) { return contains(tie.options, option.option); });
  definition.authority = box.opened.authority;
  definition.electorate = box.opened.electorate;
  definition.decided_by = box.opened.decided_by;
  definition.left_goes_to = box.opened.left_goes_to;
  definition.run_off_of = item.id;
  return definition;
}

// The item that follows where the meeting is, so that going on leads to what is added before it.
std::optional<ItemId> following(Meeting const& meeting, ItemId otherwise) {
  std::size_t const next = position_of(meeting, meeting.current.value_or(otherwise)) + 1;
  if (next >= meeting.items.size()) return std::nullopt;
  return meeting.items[next].id;
}

Refused add_run_off(Deciding& deciding, Box const& box, TieAtCut const& tie,
                    protocol::TieSettled& settled) {
  Meeting const& meeting = deciding.meeting;
  if (meeting.items.size() >= most_items) {
    return refusal_with_limit(ErrorCode::too_many_items, most_items);
  }
  protocol::ItemAdded added;
  added.item = meeting.last_item + 1;
  added.definition = run_off(*meeting.find_item(box.opened.item), box, tie);
  added.before = following(meeting, box.opened.item);
  settled.item = added.item;
  deciding.answer.items = std::vector<ItemId>{added.item};
  deciding.record(std::move(added));
  return std::nullopt;
}

}  // namespace

Refused decide_on(Deciding& deciding, protocol::SettleTie const& command) {
  auto const found = deciding.meeting.boxes.find(command.box);
  if (found == deciding.meeting.boxes.end()) {
    return refusal_at(ErrorCode::unknown_box, "command.box");
  }
  Box const& box = found->second;
  if (box.state != protocol::BoxState::shown || !box.sealed) {
    return refusal(ErrorCode::wrong_box_state);
  }
  if (box.settled) {
    if (box.settled->how == command.how) return std::nullopt;
    return refusal(ErrorCode::no_tie);
  }
  auto const tie = tie_at_cut(box.sealed->result);
  if (!tie) return refusal(ErrorCode::no_tie);

  auto const* dots = std::get_if<protocol::DotsResult>(&box.sealed->result);
  protocol::TieSettled settled;
  settled.box = command.box;
  settled.how = command.how;
  switch (command.how) {
    case TieSettling::lot:
      if (dots != nullptr) settled.selected = dots->selected;
      break;
    case TieSettling::all:
      if (dots == nullptr) return refusal_at(ErrorCode::wrong_kind, "command.how");
      settled.selected = dots->selected;
      for (OptionNumber const option : tie->options) {
        if (!contains(*settled.selected, option)) settled.selected->push_back(option);
      }
      break;
    case TieSettling::run_off:
      if (auto refused = add_run_off(deciding, box, *tie, settled)) return refused;
      break;
  }
  deciding.record(std::move(settled));
  return std::nullopt;
}

}  // namespace torg::domain
