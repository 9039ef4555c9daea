#include "tally/split/shares.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "tally/split/wish_ladder.hpp"

namespace torg::tally {

namespace {

/// Adds neighbours until one is left: the denominators stay small for as long as possible, which
/// matters when thousands of ballots have different sums.
Rational pairwise_sum(std::vector<Rational> terms) {
  while (terms.size() > 1) {
    std::vector<Rational> sums;
    sums.reserve((terms.size() + 1) / 2);
    for (std::size_t k = 0; k + 1 < terms.size(); k += 2) sums.push_back(terms[k] + terms[k + 1]);
    if (terms.size() % 2 == 1) sums.push_back(std::move(terms.back()));
    terms = std::move(sums);
  }
  return terms.empty() ? Rational(0) : std::move(terms.front());
}

Rational median_of(const WishLadder& ladder) {
  const Integer& weight = ladder.back().at_least;
  // The first, from above, that at least half of the weight wishes.
  const auto upper = std::partition_point(
      ladder.begin(), ladder.end(), [&](const Wish& wish) { return 2 * wish.at_least < weight; });
  if (2 * upper->at_least > weight) return upper->share();
  return (upper->share() + (upper + 1)->share()) / 2;
}

}  // namespace

std::vector<Rational> mean_shares(std::span<const Proposal> proposals, std::size_t options) {
  std::map<Money, std::vector<Integer>> amounts_by_sum;
  for (const Proposal& proposal : proposals) {
    auto& amounts = amounts_by_sum[proposal.sum];
    amounts.resize(options, 0);
    for (std::size_t place = 0; place < options; ++place) {
      amounts[place] += proposal.weight * proposal.amounts[place];
    }
  }
  const Integer weight = total_weight(proposals);
  std::vector<Rational> shares;
  shares.reserve(options);
  for (std::size_t place = 0; place < options; ++place) {
    std::vector<Rational> terms;
    terms.reserve(amounts_by_sum.size());
    for (const auto& [sum, amounts] : amounts_by_sum) {
      terms.push_back(Rational(amounts[place], sum));
    }
    shares.push_back(pairwise_sum(std::move(terms)) / weight);
  }
  return shares;
}

MedianShares median_shares(std::span<const Proposal> proposals, std::size_t options) {
  MedianShares result;
  for (const WishLadder& ladder : wish_ladders(proposals, options)) {
    result.medians.push_back(median_of(ladder));
    result.median_sum += result.medians.back();
  }
  if (result.median_sum == 0) {
    result.fell_back_to_mean = true;
    result.shares = mean_shares(proposals, options);
    return result;
  }
  for (const Rational& median : result.medians) {
    result.shares.push_back(median / result.median_sum);
  }
  return result;
}

}  // namespace torg::tally
