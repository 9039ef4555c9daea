#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/deciding.hpp"
#include "domain/definition.hpp"
#include "domain/limits.hpp"
#include "domain/storing.hpp"

namespace torg::domain {

using protocol::ErrorCode;
using protocol::OptionNumber;

namespace {

// Hands out numbers of one item's options. A number that an option of the item ever had, in its
// definition or in one of its boxes, is never given to another.
class OptionNumbers {
 public:
  OptionNumbers(Meeting const& meeting, Item const& item) : next_(meeting.last_proposal + 1) {
    if (item.definition.options) take(*item.definition.options);
    for (BoxId const box : item.boxes) take(meeting.boxes.at(box).opened.options);
  }

  // The proposal's own number if no other option has it. Otherwise one above all options and all
  // proposals so far, so that it stays clear of those that are made options later.
  OptionNumber number_for(ProposalId proposal) {
    auto const taken = taken_by_.find(proposal);
    if (taken == taken_by_.end() || taken->second == proposal) {
      taken_by_[proposal] = proposal;
      return proposal;
    }
    OptionNumber const number = next_++;
    taken_by_[number] = proposal;
    return number;
  }

 private:
  void take(std::vector<protocol::StoredOption> const& options) {
    for (auto const& option : options) {
      taken_by_[option.option] = option.proposal;
      next_ = std::max(next_, option.option + 1);
    }
  }

  std::map<OptionNumber, std::optional<ProposalId>> taken_by_;
  OptionNumber next_;
};

bool has_option_from(std::vector<protocol::StoredOption> const& options, ProposalId proposal) {
  return std::any_of(options.begin(), options.end(),
                     [proposal](auto const& option) { return option.proposal == proposal; });
}

Refused check_target(Meeting const& meeting, Item const* item) {
  if (item == nullptr) return refusal_at(ErrorCode::unknown_item, "command.item");
  if (!is_voting_kind(item->definition.kind)) {
    return refusal_at(ErrorCode::wrong_kind, "command.item");
  }
  if (has_standing_box(meeting, *item)) return refusal(ErrorCode::item_has_ballots);
  return std::nullopt;
}

}  // namespace

// A proposal that is an option of the item already is passed over, so that using the whole list
// again after new ideas came in adds just those.
Refused decide_on(Deciding& deciding, protocol::UseProposals const& command) {
  Meeting const& meeting = deciding.meeting;
  Item const* const item = meeting.find_item(command.item);
  if (auto refused = check_target(meeting, item)) return refused;

  protocol::ItemEdited edited;
  edited.item = command.item;
  edited.definition = item->definition;
  if (!edited.definition.options) edited.definition.options.emplace();
  auto& options = *edited.definition.options;
  std::size_t const before = options.size();
  OptionNumbers numbers(meeting, *item);
  for (std::size_t index = 0; index < command.proposals.size(); ++index) {
    ProposalId const id = command.proposals[index];
    std::string const path = "command.proposals." + std::to_string(index);
    auto const found = meeting.proposals.find(id);
    if (found == meeting.proposals.end()) return refusal_at(ErrorCode::unknown_proposal, path);
    if (has_option_from(options, id)) continue;
    // One that waits for release must not reach the screen by another way.
    if (found->second.state != protocol::ProposalState::released) {
      return refusal_at(ErrorCode::wrong_proposal_state, path);
    }
    options.push_back(option_from(found->second.text, id, numbers.number_for(id)));
  }
  if (options.size() == before) return std::nullopt;
  if (options.size() > most_options) {
    protocol::Error error = refusal_with_limit(ErrorCode::too_many, most_options);
    error.field = "command.proposals";
    return error;
  }
  if (edited.definition.rule) {
    std::vector<OptionNumber> all;
    for (auto const& option : options) all.push_back(option.option);
    if (auto refused = check_rule(*edited.definition.rule, all, "command.item")) return refused;
  }
  auto const definition = edited.definition;
  deciding.record(std::move(edited));
  if (meeting.current == command.item) ensure_lot(deciding, *item, definition);
  return std::nullopt;
}

void edit_options_from(Deciding& deciding, ProposalId proposal,
                       protocol::StoredProposal const& text) {
  for (Item const& item : deciding.meeting.items) {
    if (!item.definition.options || !has_option_from(*item.definition.options, proposal)) continue;
    bool const is_frozen = std::any_of(item.boxes.begin(), item.boxes.end(), [&](BoxId const box) {
      return deciding.meeting.boxes.at(box).state != protocol::BoxState::void_;
    });
    if (is_frozen) continue;
    protocol::ItemEdited edited;
    edited.item = item.id;
    edited.definition = item.definition;
    for (auto& option : *edited.definition.options) {
      if (option.proposal == proposal) option = option_from(text, proposal, option.option);
    }
    deciding.record(std::move(edited));
  }
}

}  // namespace torg::domain
