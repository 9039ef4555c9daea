#include "tally/split/comparison.hpp"

#include <algorithm>

namespace torg::tally {

namespace {

/// Exact amounts of all outcomes over one denominator, so that distances are whole numbers.
class Distances {
 public:
  Distances(std::span<const SplitUnderMethod> outcomes, Money pot) {
    Integer denominator = 1;
    for (const SplitUnderMethod& outcome : outcomes) {
      for (const SplitPart& part : outcome.result.parts) {
        denominator = boost::multiprecision::lcm(denominator, part.exact->denominator());
      }
    }
    for (const SplitUnderMethod& outcome : outcomes) {
      std::vector<Integer>& amounts = amounts_.emplace_back();
      for (const SplitPart& part : outcome.result.parts) {
        amounts.push_back(part.exact->numerator() * (denominator / part.exact->denominator()));
      }
    }
    whole_pot_ = denominator * pot;
  }

  /// One for each outcome, all times the same number.
  std::vector<Integer> from(const Proposal& proposal) const {
    std::vector<Integer> distances;
    distances.reserve(amounts_.size());
    for (const std::vector<Integer>& amounts : amounts_) {
      Integer& distance = distances.emplace_back(0);
      for (std::size_t place = 0; place < amounts.size(); ++place) {
        distance += boost::multiprecision::abs(whole_pot_ * proposal.amounts[place] -
                                               amounts[place] * proposal.sum);
      }
    }
    return distances;
  }

 private:
  std::vector<std::vector<Integer>> amounts_;
  Integer whole_pot_;
};

}  // namespace

SplitComparison compare_splits(const SplitRule& rule, std::span<const SplitOption> options,
                               std::span<const SplitBallot> ballots,
                               std::span<const Rational> weights) {
  SplitComparison comparison;
  for (const SplitMethod method : split_methods) {
    SplitRule under_method = rule;
    under_method.method = method;
    comparison.outcomes.push_back({method, tally_split(under_method, options, ballots, weights)});
  }
  const bool decided = std::all_of(
      comparison.outcomes.begin(), comparison.outcomes.end(),
      [](const SplitUnderMethod& outcome) { return outcome.result.status == SplitStatus::ok; });
  if (!decided) return comparison;

  const std::size_t count = comparison.outcomes.size();
  comparison.closer.assign(count, std::vector<std::int64_t>(count, 0));
  const Distances distances(comparison.outcomes, rule.pot);
  for (const Proposal& proposal : read_split_ballots(rule, options, ballots).proposals) {
    const std::vector<Integer> distance = distances.from(proposal);
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) {
        comparison.closer[a][b] += distance[a] < distance[b] ? 1 : 0;
      }
    }
  }
  return comparison;
}

}  // namespace torg::tally
