#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tally/rational.hpp"

/// From proposals to one share per option, exact, before money, bounds and rounding.
namespace torg::tally {

/// A ballot that counts: amounts in list order and their sum, which is positive. What it proposes
/// for an option is amount / sum.
struct Proposal {
  std::vector<Money> amounts;
  Money sum = 0;
};

struct MedianShares {
  /// Add up to exactly 1.
  std::vector<Rational> shares;
  /// Each option's median proposal (of an even number: the mean of the middle two), and their sum.
  std::vector<Rational> medians;
  Rational median_sum;
  /// All medians were 0, so the shares are those of the mean.
  bool fell_back_to_mean = false;
};

/// Each option's average over the proposals, of which there must be at least one. The shares add up
/// to exactly 1.
std::vector<Rational> mean_shares(std::span<const Proposal> proposals, std::size_t options);

/// Each option's median over the proposals, of which there must be at least one, divided by the sum
/// of the medians. A folklore rule: a majority decides nearly everything.
MedianShares median_shares(std::span<const Proposal> proposals, std::size_t options);

}  // namespace torg::tally
