#include "domain/definition.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <variant>

#include "domain/counting_rule.hpp"
#include "domain/refusing.hpp"
#include "tally/dots.hpp"
#include "tally/poll.hpp"
#include "tally/split_rule.hpp"

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

// What the kind of the item has no use for.
Refused check_parts(protocol::ItemDefinition const& definition, std::string const& path) {
  if (definition.ideas && definition.kind != ItemKind::ideas) {
    return refusal_at(ErrorCode::wrong_kind, path + ".ideas");
  }
  if (definition.rule && kind_of(*definition.rule) != definition.kind) {
    return refusal_at(ErrorCode::wrong_kind, path + ".rule");
  }
  if (is_voting_kind(definition.kind)) return std::nullopt;
  if (definition.options && !definition.options->empty()) {
    return refusal_at(ErrorCode::wrong_kind, path + ".options");
  }
  if (definition.authority) return refusal_at(ErrorCode::wrong_kind, path + ".authority");
  if (definition.decided_by) return refusal_at(ErrorCode::wrong_kind, path + ".decided_by");
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
bool can_be_counted(protocol::DotsRule const& rule,
                    std::vector<tally::OptionNumber> const& options) {
  return !tally::check_rule(counting_rule(rule), options);
}
bool can_be_counted(protocol::SplitRule const& rule,
                    std::vector<tally::OptionNumber> const& options) {
  return !tally::check_rule(counting_rule(rule), split_options(rule, options));
}
bool can_be_counted(protocol::PollRule const& rule,
                    std::vector<tally::OptionNumber> const& options) {
  if (rule.form == protocol::PollForm::scale) {
    return !tally::check_rule(counting_rule(rule), tally::agreement_steps());
  }
  return !tally::check_rule(counting_rule(rule), options);
}

std::size_t fewest_options(protocol::BallotRule const& rule) {
  auto const* poll = std::get_if<protocol::PollRule>(&rule);
  if (poll == nullptr) return 1;
  return poll->form == protocol::PollForm::scale ? 0 : 2;
}

}  // namespace

bool is_voting_kind(ItemKind kind) {
  return kind == ItemKind::dots || kind == ItemKind::split || kind == ItemKind::poll;
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
  if (!definition.rule) return std::nullopt;
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
  std::vector<tally::OptionNumber> const counted(options.begin(), options.end());
  bool const countable =
      std::visit([&](auto const& rule) { return can_be_counted(rule, counted); }, *item.rule);
  if (!countable) return refusal_at(ErrorCode::definition_conflict, path);
  return std::nullopt;
}

}  // namespace torg::domain
