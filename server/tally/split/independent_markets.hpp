#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/split/proposal.hpp"

/// The truthful rule Independent Markets: R. Freeman, D. M. Pennock, D. Peters and J. Wortman
/// Vaughan, "Truthful aggregation of budget proposals", Journal of Economic Theory 193 (2021),
/// arXiv 1905.00457.
///
/// n votes and n + 1 phantoms stand on every option's line from 0 to the whole pot, and the option
/// gets their median. The phantoms are the same for all options; the one number t that places them
/// is chosen so that the medians add up to exactly the pot. No voter can bring the result closer to
/// the own wish (in the sum of differences) by voting otherwise, and if everyone puts all on one
/// option the result is the mean. Bounds and rounding come after the rule and are outside this
/// promise.
///
/// With weights, n is the total weight: a proposal of weight k stands for k votes. Only proportions
/// of weights matter to the shares, so the rule is defined for any positive exact weights.
namespace torg::tally {

struct Phantoms {
  /// From 0 to 1. Where several would do (all give the same medians), the largest: then every
  /// median is at a wish, and a phantom may just touch it.
  Rational t;
  /// The total weight of the votes; there are n + 1 phantoms.
  Integer n = 0;

  /// Where phantom k stands, k = 0..n: min(1, t · (n − k)).
  Rational position(const Integer& k) const;
};

/// What stands at an option's median, and how the votes lie around it.
struct MarketStand {
  /// Some ballot wishes exactly the median.
  bool at_wish = false;
  /// The number of a phantom at the median: the highest, where several stand there. A median is
  /// always at a wish, or a phantom, or both.
  std::optional<Integer> at_phantom;
  /// The weight of those who wish strictly more, or less, than the median.
  Integer wishing_more = 0;
  Integer wishing_less = 0;
};

struct IndependentMarkets {
  Phantoms phantoms;
  /// The medians; they add up to exactly 1.
  std::vector<Rational> shares;
  std::vector<MarketStand> stands;
};

/// For at least one proposal. Exact: the sum of the medians is a non-decreasing, piecewise linear
/// function of t, whose bends are searched by bisection; on the last piece t is interpolated.
IndependentMarkets independent_markets(std::span<const Proposal> proposals, std::size_t options);

}  // namespace torg::tally
