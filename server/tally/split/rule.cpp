#include "tally/split/rule.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "tally/split/bounds.hpp"

namespace torg::tally {

namespace {

std::vector<OptionNumber> numbers_of(std::span<const SplitOption> options) {
  std::vector<OptionNumber> numbers;
  numbers.reserve(options.size());
  for (const SplitOption& option : options) numbers.push_back(option.option);
  return numbers;
}

std::optional<SplitRuleFault> check_figures(const SplitRule& rule,
                                            std::span<const SplitOption> options) {
  if (rule.pot < 0) return SplitRuleFault::pot_out_of_range;
  if (rule.whole_ballot() < 1) return SplitRuleFault::ballot_total_out_of_range;
  if (rule.step < 1) return SplitRuleFault::step_out_of_range;
  if (rule.rounding_unit < 1 || rule.rounding_unit > rule.pot) {
    return SplitRuleFault::rounding_unit_out_of_range;
  }
  for (const SplitOption& option : options) {
    if (option.minimum.value_or(0) < 0 || option.maximum.value_or(0) < 0) {
      return SplitRuleFault::negative_bound;
    }
  }
  return std::nullopt;
}

bool bounds_fit_rounding_unit(const SplitRule& rule, std::span<const SplitOption> options) {
  const auto fits = [&rule](Money amount) { return amount % rule.rounding_unit == 0; };
  return !any_bounds(options) ||
         (fits(rule.pot) && std::all_of(options.begin(), options.end(), [&](const auto& option) {
            return fits(option.minimum.value_or(0)) && fits(option.maximum.value_or(0));
          }));
}

/// Whether some ballot of whole steps within the bounds that bind it hands out exactly everything.
bool some_ballot_fits(const SplitRule& rule, std::span<const SplitOption> options) {
  const Money whole = rule.whole_ballot();
  if (whole % rule.step != 0) return false;
  if (!rule.bounds_bind_ballots) return true;
  const Money steps = whole / rule.step;
  Wide fewest = 0;
  Wide most = 0;
  for (const SplitOption& option : options) {
    const Money minimum = option.minimum.value_or(0);
    const Money low = minimum / rule.step + (minimum % rule.step != 0 ? 1 : 0);
    const Money high = std::min(option.maximum.value_or(whole), whole) / rule.step;
    if (low > high) return false;
    fewest += static_cast<Wide>(low);
    most += static_cast<Wide>(high);
  }
  return fewest <= static_cast<Wide>(steps) && static_cast<Wide>(steps) <= most;
}

}  // namespace

std::optional<SplitRuleFault> check_rule(const SplitRule& rule,
                                         std::span<const SplitOption> options) {
  if (options.empty()) return SplitRuleFault::no_options;
  if (has_duplicates(numbers_of(options))) return SplitRuleFault::option_listed_twice;
  if (const auto fault = check_figures(rule, options)) return fault;
  if (const auto fault = check_bounds(options, rule.pot)) return fault;
  if (rule.bounds_bind_ballots && rule.whole_ballot() != rule.pot) {
    return SplitRuleFault::bounds_not_in_ballot_unit;
  }
  if (!bounds_fit_rounding_unit(rule, options)) {
    return SplitRuleFault::bounds_not_in_rounding_unit;
  }
  if (!some_ballot_fits(rule, options)) return SplitRuleFault::no_ballot_can_fit;
  return std::nullopt;
}

SplitBallotChecker::SplitBallotChecker(const SplitRule& rule, std::span<const SplitOption> options)
    : rule_(rule), options_(options), index_(numbers_of(options)) {
  if (rule.step < 1) throw std::invalid_argument("SplitBallotChecker: the step is below 1");
}

std::optional<SplitFault> SplitBallotChecker::check_mark(const SplitMark& mark,
                                                         std::vector<bool>& marked) const {
  const auto place = index_.find(mark.option);
  if (!place) return SplitFault::unknown_option;
  if (marked[*place]) return SplitFault::option_marked_twice;
  marked[*place] = true;
  if (mark.amount < 0) return SplitFault::negative;
  if (mark.amount % rule_.step != 0) return SplitFault::not_a_multiple_of_step;
  if (rule_.bounds_bind_ballots) {
    const auto& maximum = options_[*place].maximum;
    if (maximum && mark.amount > *maximum) return SplitFault::above_maximum;
  }
  return std::nullopt;
}

std::optional<SplitFault> SplitBallotChecker::check_minimums(
    std::span<const SplitMark> ballot) const {
  std::vector<Money> amounts(options_.size(), 0);
  for (const SplitMark& mark : ballot) amounts[*index_.find(mark.option)] = mark.amount;
  for (std::size_t place = 0; place < options_.size(); ++place) {
    if (amounts[place] < options_[place].minimum.value_or(0)) return SplitFault::below_minimum;
  }
  return std::nullopt;
}

std::optional<SplitFault> SplitBallotChecker::check(std::span<const SplitMark> ballot) const {
  std::vector<bool> marked(options_.size(), false);
  Wide sum = 0;
  for (const SplitMark& mark : ballot) {
    if (const auto fault = check_mark(mark, marked)) return fault;
    sum += static_cast<Wide>(mark.amount);
  }
  if (sum == 0) return std::nullopt;
  const bool limited = rule_.incomplete == Incomplete::reject || rule_.refuse_overspent;
  const Money most = limited ? rule_.whole_ballot() : std::numeric_limits<Money>::max();
  if (sum > static_cast<Wide>(most)) return SplitFault::overspent;
  if (rule_.bounds_bind_ballots) {
    if (const auto fault = check_minimums(ballot)) return fault;
  }
  if (rule_.incomplete == Incomplete::reject && sum < static_cast<Wide>(most)) {
    return SplitFault::underspent;
  }
  return std::nullopt;
}

std::optional<SplitFault> check_ballot(const SplitRule& rule, std::span<const SplitOption> options,
                                       std::span<const SplitMark> ballot) {
  return SplitBallotChecker(rule, options).check(ballot);
}

std::string_view name_of(SplitMethod method) {
  switch (method) {
    case SplitMethod::mean:
      return "mean";
    case SplitMethod::median:
      return "median";
    case SplitMethod::independent_markets:
      return "independent_markets";
    case SplitMethod::knapsack:
      return "knapsack";
  }
  return {};
}

std::string_view name_of(SplitRuleFault fault) {
  switch (fault) {
    case SplitRuleFault::no_options:
      return "no_options";
    case SplitRuleFault::option_listed_twice:
      return "option_listed_twice";
    case SplitRuleFault::pot_out_of_range:
      return "pot_out_of_range";
    case SplitRuleFault::ballot_total_out_of_range:
      return "ballot_total_out_of_range";
    case SplitRuleFault::step_out_of_range:
      return "step_out_of_range";
    case SplitRuleFault::rounding_unit_out_of_range:
      return "rounding_unit_out_of_range";
    case SplitRuleFault::negative_bound:
      return "negative_bound";
    case SplitRuleFault::min_above_max:
      return "min_above_max";
    case SplitRuleFault::minimums_exceed_pot:
      return "minimums_exceed_pot";
    case SplitRuleFault::maximums_below_pot:
      return "maximums_below_pot";
    case SplitRuleFault::bounds_not_in_ballot_unit:
      return "bounds_not_in_ballot_unit";
    case SplitRuleFault::bounds_not_in_rounding_unit:
      return "bounds_not_in_rounding_unit";
    case SplitRuleFault::no_ballot_can_fit:
      return "no_ballot_can_fit";
  }
  return {};
}

std::string_view name_of(SplitFault fault) {
  switch (fault) {
    case SplitFault::unknown_option:
      return "unknown_option";
    case SplitFault::option_marked_twice:
      return "option_marked_twice";
    case SplitFault::negative:
      return "negative";
    case SplitFault::not_a_multiple_of_step:
      return "not_a_multiple_of_step";
    case SplitFault::above_maximum:
      return "above_maximum";
    case SplitFault::overspent:
      return "overspent";
    case SplitFault::below_minimum:
      return "below_minimum";
    case SplitFault::underspent:
      return "underspent";
  }
  return {};
}

}  // namespace torg::tally
