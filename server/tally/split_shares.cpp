#include "tally/split_shares.hpp"

#include <algorithm>
#include <map>
#include <utility>

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

struct Part {
  Money amount;
  Money sum;

  friend bool operator<(const Part& a, const Part& b) {
    return static_cast<Wide>(a.amount) * static_cast<Wide>(b.sum) <
           static_cast<Wide>(b.amount) * static_cast<Wide>(a.sum);
  }
};

Rational median_of(std::vector<Part>& parts) {
  const auto middle = parts.begin() + static_cast<std::ptrdiff_t>(parts.size() / 2);
  std::nth_element(parts.begin(), middle, parts.end());
  const Rational upper = Rational(middle->amount, middle->sum);
  if (parts.size() % 2 == 1) return upper;
  const auto below = std::max_element(parts.begin(), middle);
  return (Rational(below->amount, below->sum) + upper) / 2;
}

}  // namespace

std::vector<Rational> mean_shares(std::span<const Proposal> proposals, std::size_t options) {
  std::map<Money, std::vector<Wide>> amounts_by_sum;
  for (const Proposal& proposal : proposals) {
    auto& amounts = amounts_by_sum[proposal.sum];
    amounts.resize(options, 0);
    for (std::size_t place = 0; place < options; ++place) {
      amounts[place] += static_cast<Wide>(proposal.amounts[place]);
    }
  }
  std::vector<Rational> shares;
  shares.reserve(options);
  for (std::size_t place = 0; place < options; ++place) {
    std::vector<Rational> terms;
    terms.reserve(amounts_by_sum.size());
    for (const auto& [sum, amounts] : amounts_by_sum) {
      terms.push_back(Rational(to_integer(amounts[place]), sum));
    }
    shares.push_back(pairwise_sum(std::move(terms)) / Integer(proposals.size()));
  }
  return shares;
}

MedianShares median_shares(std::span<const Proposal> proposals, std::size_t options) {
  MedianShares result;
  std::vector<Part> parts(proposals.size());
  for (std::size_t place = 0; place < options; ++place) {
    for (std::size_t k = 0; k < proposals.size(); ++k) {
      parts[k] = {proposals[k].amounts[place], proposals[k].sum};
    }
    result.medians.push_back(median_of(parts));
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
