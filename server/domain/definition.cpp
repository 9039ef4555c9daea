#include "domain/definition.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "domain/counting_rule.hpp"
#include "domain/group_weights.hpp"
#include "domain/limits.hpp"
#include "domain/refusing.hpp"
#include "tally/dots.hpp"
#include "tally/fund/rule.hpp"
#include "tally/poll.hpp"
#include "tally/split/rule.hpp"

namespace torg::domain {

namespace {

using protocol::Error;
using protocol::ErrorCode;
using protocol::ItemKind;
using protocol::OptionNumber;
using Numbers = std::vector<OptionNumber>;

Refused check_on(protocol::DotsRule const& rule, Numbers const&, std::string const& path) {
  if (rule.max_per_option > rule.dots) {
    return refusal_at(ErrorCode::definition_conflict, path + ".max_per_option");
  }
  return std::nullopt;
}

bool is_bounded(protocol::SplitBound const& bound) { return bound.minimum || bound.maximum; }

// One bound by itself. With bounds, whole rounding units and whole steps must be able to meet them.
Refused check_bound(protocol::SplitRule const& rule, protocol::SplitBound const& bound,
                    std::string const& path) {
  auto const check_amount = [&](std::optional<protocol::Kronor> const& amount,
                                char const* name) -> Refused {
    if (!amount) return std::nullopt;
    if (*amount > rule.pot || *amount % rule.step != 0 || *amount % rule.rounding != 0) {
      return refusal_at(ErrorCode::definition_conflict, path + name);
    }
    return std::nullopt;
  };
  if (auto refused = check_amount(bound.minimum, ".minimum")) return refused;
  if (auto refused = check_amount(bound.maximum, ".maximum")) return refused;
  if (bound.minimum && bound.maximum && *bound.minimum > *bound.maximum) {
    return refusal_at(ErrorCode::definition_conflict, path + ".maximum");
  }
  return std::nullopt;
}

Refused check_on(protocol::SplitRule const& rule, Numbers const& options, std::string const& path) {
  if (rule.pot < 1) return refusal_at(ErrorCode::out_of_range, path + ".pot");
  if (rule.pot % rule.step != 0) {
    return refusal_at(ErrorCode::definition_conflict, path + ".step");
  }
  bool const bounded = std::any_of(rule.bounds.begin(), rule.bounds.end(), is_bounded);
  if (rule.rounding > rule.pot || (bounded && rule.pot % rule.rounding != 0)) {
    return refusal_at(ErrorCode::definition_conflict, path + ".rounding");
  }

  std::set<OptionNumber> bound_options;
  protocol::Kronor minimums = 0;
  protocol::Kronor maximums = 0;
  std::size_t with_maximum = 0;
  for (std::size_t index = 0; index < rule.bounds.size(); ++index) {
    auto const& bound = rule.bounds[index];
    std::string const here = path + ".bounds." + std::to_string(index);
    if (std::find(options.begin(), options.end(), bound.option) == options.end()) {
      return refusal_at(ErrorCode::unknown_option, here + ".option");
    }
    if (!bound_options.insert(bound.option).second) {
      return refusal_at(ErrorCode::duplicate, here + ".option");
    }
    if (auto refused = check_bound(rule, bound, here)) return refused;
    minimums += bound.minimum.value_or(0);
    maximums += bound.maximum.value_or(0);
    with_maximum += bound.maximum ? 1 : 0;
  }
  if (minimums > rule.pot) return refusal_at(ErrorCode::definition_conflict, path + ".bounds");
  // An option without a maximum can take the whole pot by itself.
  bool const all_have_maximum = !options.empty() && with_maximum == options.size();
  if (all_have_maximum && maximums < rule.pot) {
    return refusal_at(ErrorCode::definition_conflict, path + ".bounds");
  }
  return std::nullopt;
}

// What a form of ballot has no use for, or lacks.
Refused check_form(protocol::FundRule const& rule, std::string const& path) {
  bool const is_points = rule.form == protocol::FundForm::points;
  if (rule.points.has_value() != is_points) {
    return refusal_at(ErrorCode::definition_conflict, path + ".points");
  }
  if (rule.max_per_option && (!is_points || *rule.max_per_option > *rule.points)) {
    return refusal_at(ErrorCode::definition_conflict, path + ".max_per_option");
  }
  if (rule.max_choices && is_points) {
    return refusal_at(ErrorCode::definition_conflict, path + ".max_choices");
  }
  return std::nullopt;
}

// Where method, satisfaction and completion do not go together. Asked of any one project, since
// these do not depend on the options.
Refused check_combination(protocol::FundRule const& rule, std::string const& path) {
  protocol::StoredOption any;
  any.option = 1;
  any.cost = 1;
  auto const fault = tally::check_rule(counting_rule(rule, {0}), fund_election(rule, {any}));
  if (!fault) return std::nullopt;
  switch (*fault) {
    case tally::FundRuleFault::needs_points:
    case tally::FundRuleFault::needs_ranking:
      return refusal_at(ErrorCode::definition_conflict, path + ".satisfaction");
    case tally::FundRuleFault::needs_approval:
      return refusal_at(ErrorCode::definition_conflict, path + ".method");
    case tally::FundRuleFault::completion_not_for_method:
      return refusal_at(ErrorCode::definition_conflict,
                        path + (rule.completion == protocol::FundCompletion::none ? ".utilitarian"
                                                                                  : ".completion"));
    default:
      return refusal_at(ErrorCode::definition_conflict, path);
  }
}

Refused check_on(protocol::FundRule const& rule, Numbers const&, std::string const& path) {
  if (rule.pot < 1) return refusal_at(ErrorCode::out_of_range, path + ".pot");
  if (auto refused = check_form(rule, path)) return refused;
  return check_combination(rule, path);
}

Refused check_on(protocol::PollRule const& rule, Numbers const& options, std::string const& path) {
  if (rule.max_choices && rule.form != protocol::PollForm::several) {
    return refusal_at(ErrorCode::definition_conflict, path + ".max_choices");
  }
  if (rule.form == protocol::PollForm::scale && !options.empty()) {
    return refusal_at(ErrorCode::definition_conflict, path + ".form");
  }
  return std::nullopt;
}

ItemKind kind_of(protocol::BallotRule const& rule) {
  struct {
    ItemKind operator()(protocol::DotsRule const&) const { return ItemKind::dots; }
    ItemKind operator()(protocol::SplitRule const&) const { return ItemKind::split; }
    ItemKind operator()(protocol::FundRule const&) const { return ItemKind::fund; }
    ItemKind operator()(protocol::PollRule const&) const { return ItemKind::poll; }
  } constexpr kind{};
  return std::visit(kind, rule);
}

Refused check_option(Meeting const& meeting, protocol::Option const& option,
                     std::string const& path) {
  if (is_blank(option.title)) return refusal_at(ErrorCode::too_short, path + ".title");
  if (option.group && !knows_group(meeting, *option.group)) {
    return refusal_at(ErrorCode::unknown_group, path + ".group");
  }
  if (option.proposal && !meeting.proposals.contains(*option.proposal)) {
    return refusal_at(ErrorCode::unknown_proposal, path + ".proposal");
  }
  return std::nullopt;
}

Refused check_options(Meeting const& meeting, std::vector<protocol::Option> const& options,
                      std::string const& path) {
  std::set<OptionNumber> numbers;
  for (std::size_t index = 0; index < options.size(); ++index) {
    std::string const here = path + "." + std::to_string(index);
    if (!numbers.insert(options[index].option).second) {
      return refusal_at(ErrorCode::duplicate_option, here + ".option");
    }
    if (auto refused = check_option(meeting, options[index], here)) return refused;
  }
  return std::nullopt;
}

Refused check_ledger(protocol::Ledger const& ledger, std::string const& path) {
  protocol::Kronor total = 0;
  for (std::size_t index = 0; index < ledger.lines.size(); ++index) {
    std::string const here = path + ".lines." + std::to_string(index);
    if (is_blank(ledger.lines[index].title)) {
      return refusal_at(ErrorCode::too_short, here + ".title");
    }
    total += ledger.lines[index].amount;
    if (total > most_kronor) return refusal_at(ErrorCode::out_of_range, here + ".amount");
  }
  return std::nullopt;
}

// What the kind of the item has no use for.
Refused check_parts(protocol::ItemDefinition const& definition, std::string const& path) {
  if (definition.ideas && definition.kind != ItemKind::ideas) {
    return refusal_at(ErrorCode::wrong_kind, path + ".ideas");
  }
  if (definition.rule && kind_of(*definition.rule) != definition.kind) {
    return refusal_at(ErrorCode::wrong_kind, path + ".rule");
  }
  if (definition.ledger && definition.kind != ItemKind::info) {
    return refusal_at(ErrorCode::wrong_kind, path + ".ledger");
  }
  if (definition.left_goes_to && definition.kind != ItemKind::split &&
      definition.kind != ItemKind::fund) {
    return refusal_at(ErrorCode::wrong_kind, path + ".left_goes_to");
  }
  if (definition.run_off_of && definition.kind != ItemKind::dots &&
      definition.kind != ItemKind::fund) {
    return refusal_at(ErrorCode::wrong_kind, path + ".run_off_of");
  }
  if (is_voting_kind(definition.kind)) return std::nullopt;
  if (definition.options && !definition.options->empty()) {
    return refusal_at(ErrorCode::wrong_kind, path + ".options");
  }
  if (definition.authority) return refusal_at(ErrorCode::wrong_kind, path + ".authority");
  if (definition.decided_by) return refusal_at(ErrorCode::wrong_kind, path + ".decided_by");
  if (definition.electorate) return refusal_at(ErrorCode::wrong_kind, path + ".electorate");
  return std::nullopt;
}

template <class Options>
Numbers numbers_of(std::optional<Options> const& options) {
  Numbers numbers;
  if (!options) return numbers;
  numbers.reserve(options->size());
  for (auto const& option : *options) numbers.push_back(option.option);
  return numbers;
}

// Whether the tally would call it a vote: the rule as it will be counted, on all its options.
struct CanBeCounted {
  std::vector<protocol::StoredOption> const& options;

  std::vector<tally::OptionNumber> numbers() const {
    std::vector<tally::OptionNumber> numbers;
    for (auto const& option : options) {
      numbers.push_back(static_cast<tally::OptionNumber>(option.option));
    }
    return numbers;
  }
  bool operator()(protocol::DotsRule const& rule) const {
    return !tally::check_rule(counting_rule(rule), numbers());
  }
  bool operator()(protocol::SplitRule const& rule) const {
    return !tally::check_rule(counting_rule(rule), split_options(rule, numbers()));
  }
  // Any lot will do here; the one of the box is drawn when all else is in order.
  bool operator()(protocol::FundRule const& rule) const {
    std::vector<tally::ProjectIndex> lot(options.size());
    std::iota(lot.begin(), lot.end(), tally::ProjectIndex{0});
    return !tally::check_rule(counting_rule(rule, std::move(lot)), fund_election(rule, options));
  }
  bool operator()(protocol::PollRule const& rule) const {
    if (rule.form == protocol::PollForm::scale) {
      return !tally::check_rule(counting_rule(rule), tally::agreement_steps());
    }
    return !tally::check_rule(counting_rule(rule), numbers());
  }
};

Refused check_costs(std::vector<protocol::StoredOption> const& options, std::string const& path) {
  for (std::size_t index = 0; index < options.size(); ++index) {
    if (options[index].cost) continue;
    return refusal_at(ErrorCode::cost_missing,
                      path + ".options." + std::to_string(index) + ".cost");
  }
  return std::nullopt;
}

std::size_t fewest_options(protocol::BallotRule const& rule) {
  auto const* poll = std::get_if<protocol::PollRule>(&rule);
  if (poll == nullptr) return 1;
  return poll->form == protocol::PollForm::scale ? 0 : 2;
}

}  // namespace

bool is_voting_kind(ItemKind kind) {
  return kind == ItemKind::dots || kind == ItemKind::split || kind == ItemKind::fund ||
         kind == ItemKind::poll;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_blank(protocol::Title const& title) {
  return std::all_of(title.begin(), title.end(),
                     [](auto const& language) { return is_blank(language.second); });
}

std::optional<Error> check_rule(protocol::BallotRule const& rule, Numbers const& options,
                                std::string const& path) {
  return std::visit([&](auto const& one) { return check_on(one, options, path); }, rule);
}

std::optional<Error> check_definition(Meeting const& meeting,
                                      protocol::ItemDefinition const& definition,
                                      std::string const& path) {
  if (is_blank(definition.title)) return refusal_at(ErrorCode::too_short, path + ".title");
  if (auto refused = check_parts(definition, path)) return refused;
  if (definition.options) {
    if (auto refused = check_options(meeting, *definition.options, path + ".options")) {
      return refused;
    }
  }
  if (definition.ledger) {
    if (auto refused = check_ledger(*definition.ledger, path + ".ledger")) return refused;
  }
  if (definition.run_off_of && meeting.find_item(*definition.run_off_of) == nullptr) {
    return refusal_at(ErrorCode::unknown_item, path + ".run_off_of");
  }
  if (!definition.rule) return std::nullopt;
  if (auto const* weights = weights_of(*definition.rule)) {
    if (auto refused = check_weights(meeting, *weights, path + ".rule.weights")) return refused;
  }
  return check_rule(*definition.rule, numbers_of(definition.options), path + ".rule");
}

std::optional<Error> check_ready(protocol::StoredItem const& item, std::string const& path) {
  if (!is_voting_kind(item.kind)) return refusal_at(ErrorCode::wrong_kind, path);
  if (!item.rule) return refusal_at(ErrorCode::definition_incomplete, path);
  Numbers const options = numbers_of(item.options);
  if (auto refused = check_rule(*item.rule, options, path)) return refused;
  if (options.size() < fewest_options(*item.rule)) {
    return refusal_at(ErrorCode::definition_incomplete, path);
  }
  std::vector<protocol::StoredOption> const none;
  auto const& stored = item.options ? *item.options : none;
  if (item.kind == ItemKind::fund) {
    if (auto refused = check_costs(stored, path)) return refused;
  }
  if (!std::visit(CanBeCounted{stored}, *item.rule))
    return refusal_at(ErrorCode::definition_conflict, path);
  return std::nullopt;
}

}  // namespace torg::domain
