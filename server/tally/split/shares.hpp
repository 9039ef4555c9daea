#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/split/proposal.hpp"

/// From proposals to one share per option, exact, before money, bounds and rounding.
namespace torg::tally {

struct MedianShares {
  /// Add up to exactly 1.
  std::vector<Rational> shares;
  /// Each option's median proposal, and their sum. It is the wish up to which, counted from the
  /// smallest, lies more than half of the weight; where exactly half lies up to a wish, the mean of
  /// that one and the next larger (with equal weights: the middle one, or the mean of the middle
  /// two).
  std::vector<Rational> medians;
  Rational median_sum;
  /// All medians were 0, so the shares are those of the mean.
  bool fell_back_to_mean = false;
};

/// Each option's average over the proposals by weight, of which there must be at least one. The
/// shares add up to exactly 1.
std::vector<Rational> mean_shares(std::span<const Proposal> proposals, std::size_t options);

/// Each option's median over the proposals, of which there must be at least one, divided by the sum
/// of the medians. A folklore rule: a majority decides nearly everything.
MedianShares median_shares(std::span<const Proposal> proposals, std::size_t options);

}  // namespace torg::tally
