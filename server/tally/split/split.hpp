#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tally/exact/largest_remainder.hpp"
#include "tally/exact/rational.hpp"
#include "tally/split/bounds.hpp"
#include "tally/split/independent_markets.hpp"
#include "tally/split/knapsack.hpp"
#include "tally/split/read_ballots.hpp"
#include "tally/split/rule.hpp"

/// Splitting one pot: ballots → proposals → exact shares → exact amounts within the bounds → whole
/// amounts that add up to the pot. Each step's figures stay in the result, so that a page can show
/// how every krona came about.
namespace torg::tally {

enum class SplitStatus {
  ok,
  /// No ballot counted, so there is nothing to follow; never an equal split by default.
  no_decision,
  /// The bounds cannot be met; shares are stated, amounts are not.
  bounds_error,
};

struct SplitPart {
  OptionNumber option = 0;
  /// Exact, before money. Nothing without a decision.
  std::optional<Rational> share;
  /// The median before it was divided by the sum of the medians. Only under the median rule.
  std::optional<Rational> median;
  /// How the share, which is the median of votes and phantoms, came about. Only under Independent
  /// Markets.
  std::optional<MarketStand> market;
  /// Only under the knapsack rule.
  std::optional<KnapsackStand> knapsack;
  /// Exact amount after bounds, before rounding. Nothing, like all below, unless the status is ok.
  std::optional<Rational> exact;
  BoundHit bound = BoundHit::none;
  std::optional<Money> amount;
  /// How the amount came from the exact one.
  std::optional<RoundedPart> rounding;
};

struct SplitResult {
  SplitStatus status = SplitStatus::no_decision;
  /// Only with bounds_error: min_above_max, minimums_exceed_pot or maximums_below_pot.
  std::optional<SplitRuleFault> bounds_fault;

  std::int64_t counted_ballots = 0;
  /// Of the counted ballots, after their weights were made the smallest whole numbers; their number
  /// if all weigh the same.
  Integer counted_weight = 0;
  /// Ballots with nothing on them; they are not among the counted ones.
  std::int64_t blank_ballots = 0;
  /// How many of the refused ones were merely unfinished.
  std::int64_t unfinished_ballots = 0;
  std::vector<SplitRefusal> refused;

  /// In list order. Amounts add up to exactly the pot.
  std::vector<SplitPart> parts;

  /// Only under the median rule.
  std::optional<Rational> median_sum;
  bool fell_back_to_mean = false;
  /// Only under Independent Markets.
  std::optional<Phantoms> phantoms;
  /// Only under the knapsack rule.
  std::optional<KnapsackMargin> knapsack_margin;

  /// Kronor per whole share, where an option is not held by a bound. Only with bounds, and not when
  /// money overflowed.
  std::optional<Rational> scale;
  bool overflow_to_options_with_share_0 = false;

  std::int64_t rounding_units_left_over = 0;
  /// What is left of the pot beyond whole rounding units, and the option that got it.
  Money odd_rest = 0;
  std::optional<OptionNumber> odd_rest_to;
};

/// Rules "split-mean", "split-median", "split-independent-markets" and "split-knapsack", version 1,
/// as rule.method says. Checks every ballot again.
///
/// `weights` holds one positive weight for each ballot given, or nothing if all weigh the same. A
/// ballot of weight k counts like k of weight 1, and only proportions matter; numbers of ballots
/// stay numbers of ballots. Before counting, the weights of the counted ballots become the smallest
/// whole numbers in the same proportions, and in these all weights of the result are told.
///
/// With a rounding unit above 1 and bounds that are not multiples of it a part can leave its bound
/// by less than one unit; check_rule refuses such a rule beforehand. There must be an option, no
/// option twice; pot, ballot total and bounds be 0 or more; step and rounding unit at least 1;
/// weights as said. Otherwise std::invalid_argument is thrown.
SplitResult tally_split(const SplitRule& rule, std::span<const SplitOption> options,
                        std::span<const SplitBallot> ballots,
                        std::span<const Rational> weights = {});

std::string_view name_of(SplitStatus status);
std::string_view name_of(BoundHit hit);
std::string_view name_of(RoundingReason reason);

}  // namespace torg::tally
