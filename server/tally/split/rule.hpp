#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/option_index.hpp"
#include "tally/rule_id.hpp"

/// How one pot is split over options, and which ballots fit. See split.hpp for the counting.
namespace torg::tally {

enum class SplitMethod {
  mean,                 // each option's average part of a ballot
  median,               // each option's median part, divided by the sum of the medians
  independent_markets,  // see independent_markets.hpp
  knapsack,             // see knapsack_split.hpp
};

inline constexpr std::array split_methods{SplitMethod::mean, SplitMethod::median,
                                          SplitMethod::independent_markets, SplitMethod::knapsack};

inline constexpr RuleId split_mean_rule_id{"split-mean", 1};
inline constexpr RuleId split_median_rule_id{"split-median", 1};
inline constexpr RuleId split_independent_markets_rule_id{"split-independent-markets", 1};
inline constexpr RuleId split_knapsack_rule_id{"split-knapsack", 1};

constexpr RuleId rule_id(SplitMethod method) {
  switch (method) {
    case SplitMethod::mean:
      return split_mean_rule_id;
    case SplitMethod::median:
      return split_median_rule_id;
    case SplitMethod::independent_markets:
      return split_independent_markets_rule_id;
    case SplitMethod::knapsack:
      return split_knapsack_rule_id;
  }
  return {};
}

/// What a ballot means that has something on it but does not hand out everything.
enum class Incomplete {
  /// It does not count: only a ballot that adds up to exactly the ballot's total does.
  reject,
  /// It counts as a full vote for the proportions on it: 50 of 100 on one option is all on it.
  /// Under the mean, exact shares get a denominator that grows with every different sum on a
  /// ballot, so this wants a coarse step.
  scale,
};

struct SplitOption {
  OptionNumber option = 0;
  /// In the pot's unit. Without a minimum 0, without a maximum the whole pot.
  std::optional<Money> minimum;
  std::optional<Money> maximum;
};

struct SplitRule {
  SplitMethod method = SplitMethod::mean;
  Money pot = 0;
  /// What one ballot hands out; the pot, if it is not given. Another number makes the ballot one of
  /// points that only stand for proportions.
  std::optional<Money> ballot_total;
  /// Every amount on a ballot is a multiple of this.
  Money step = 1;
  Incomplete incomplete = Incomplete::reject;
  /// Under Incomplete::scale: whether a ballot that hands out more than its total is refused, or
  /// scaled down like any other.
  bool refuse_overspent = true;
  /// Whether a ballot must itself keep each option's minimum and maximum. If not they bound only
  /// the result, and ballots show what people want beyond them.
  bool bounds_bind_ballots = false;
  /// The result is rounded to multiples of this.
  Money rounding_unit = 1;

  Money whole_ballot() const { return ballot_total.value_or(pot); }
};

struct SplitMark {
  OptionNumber option = 0;
  Money amount = 0;
};

/// One voter's whole choice. An option that is not named got 0; a ballot without any amount is
/// blank: it is counted apart and takes no part in the calculation, whatever the rule says of
/// incomplete ones. Someone who abstained or did not vote has no ballot here.
using SplitBallot = std::vector<SplitMark>;

/// In the order in which they are checked.
enum class SplitRuleFault {
  no_options,
  option_listed_twice,
  pot_out_of_range,            // below 0
  ballot_total_out_of_range,   // below 1 (a ballot of nothing is always blank)
  step_out_of_range,           // below 1
  rounding_unit_out_of_range,  // below 1, or above the pot
  negative_bound,
  min_above_max,  // an option without a maximum has the pot as its maximum
  minimums_exceed_pot,
  maximums_below_pot,
  bounds_not_in_ballot_unit,    // bounds_bind_ballots, but the ballot is not in the pot's unit
  bounds_not_in_rounding_unit,  // a bound or, with bounds, the pot is no multiple of rounding_unit
  no_ballot_can_fit,            // step and bounds leave no way to hand out exactly the whole ballot
};

enum class SplitFault {
  unknown_option,
  option_marked_twice,
  negative,
  not_a_multiple_of_step,
  above_maximum,  // only with bounds_bind_ballots
  overspent,      // more than the ballot's total, or than 64 bits hold
  below_minimum,  // only with bounds_bind_ballots
  underspent,     // less than the ballot's total; only under Incomplete::reject
};

/// Whether a ballot with this fault is merely unfinished: worth saving while the box is open, since
/// every press saves the whole ballot, but not counted if it stays like that.
constexpr bool is_unfinished(SplitFault fault) {
  return fault == SplitFault::below_minimum || fault == SplitFault::underspent;
}

/// For whoever sets up a vote: the first reason why no box should open with this rule. The tally is
/// more tolerant and computes what can be computed.
std::optional<SplitRuleFault> check_rule(const SplitRule& rule,
                                         std::span<const SplitOption> options);

/// The first fault, or nothing if the ballot counts or is blank. Marks are checked one after the
/// other in the ballot's order (unknown, marked twice, negative, step, maximum), then the whole
/// (overspent, minimums, underspent); so a ballot is called unfinished only if nothing else is
/// wrong with it. A ballot is refused as a whole and never repaired.
std::optional<SplitFault> check_ballot(const SplitRule& rule, std::span<const SplitOption> options,
                                       std::span<const SplitMark> ballot);

/// The same as check_ballot with the index built once for many ballots.
class SplitBallotChecker {
 public:
  /// Both must outlive the checker. The options must differ and the step be at least 1; otherwise
  /// std::invalid_argument is thrown.
  SplitBallotChecker(const SplitRule& rule, std::span<const SplitOption> options);

  std::optional<SplitFault> check(std::span<const SplitMark> ballot) const;
  const OptionIndex& index() const { return index_; }

 private:
  std::optional<SplitFault> check_mark(const SplitMark& mark, std::vector<bool>& marked) const;
  std::optional<SplitFault> check_minimums(std::span<const SplitMark> ballot) const;

  const SplitRule& rule_;
  std::span<const SplitOption> options_;
  OptionIndex index_;
};

std::string_view name_of(SplitMethod method);
std::string_view name_of(SplitRuleFault fault);
std::string_view name_of(SplitFault fault);

}  // namespace torg::tally
