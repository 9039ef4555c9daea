#pragma once

#include <optional>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/split/rule.hpp"

namespace torg::tally {

/// Which bound, if any, holds an option's amount.
enum class BoundHit { none, minimum, maximum };

struct BoundedAmounts {
  /// In list order; they add up to exactly the pot.
  std::vector<Rational> amounts;
  /// Where the amount is not what scale × share (or × 1 for what overflowed) would give.
  std::vector<BoundHit> hit;
  /// The common factor; nothing when all options with a share stand at their maximum.
  std::optional<Rational> scale;
  /// Every option with a share is at its maximum, and what was left went in equal parts to the
  /// options with share 0.
  bool overflow_to_options_with_share_0 = false;
};

bool any_bounds(std::span<const SplitOption> options);

/// Whether amounts within the bounds can add up to the pot: min_above_max, minimums_exceed_pot or
/// maximums_below_pot if not. An option without a maximum has the pot as its maximum, so a minimum
/// above the pot is a min_above_max. Bounds must be 0 or more.
std::optional<SplitRuleFault> check_bounds(std::span<const SplitOption> options, Money pot);

/// amount = median(minimum, L × share, maximum) with the one factor L >= 0 for which the amounts
/// add up to the pot; options with share 0 stay at their minimum. If L cannot reach the pot, the
/// rest goes to the options with share 0 by the same formula with equal weights. (Torg's own
/// definition: no method in the literature is standard here.) Shares are 0 or more, at least one is
/// positive, and check_bounds has found nothing.
BoundedAmounts bound_amounts(std::span<const Rational> shares, std::span<const SplitOption> options,
                             Money pot);

}  // namespace torg::tally
