#include "tally/split/read_ballots.hpp"

#include <stdexcept>
#include <utility>

#include "tally/ballot_weights.hpp"

namespace torg::tally {

ReadSplitBallots read_split_ballots(const SplitRule& rule, std::span<const SplitOption> options,
                                    std::span<const SplitBallot> ballots,
                                    std::span<const Rational> weights) {
  if (!weights.empty() && weights.size() != ballots.size()) {
    throw std::invalid_argument("read_split_ballots: not one weight for each ballot");
  }
  const SplitBallotChecker checker(rule, options);
  ReadSplitBallots read;
  std::vector<Rational> weights_read;
  read.proposals.reserve(ballots.size());
  for (std::size_t number = 0; number < ballots.size(); ++number) {
    if (const auto fault = checker.check(ballots[number])) {
      read.refused.push_back({number, *fault});
      read.unfinished += is_unfinished(*fault) ? 1 : 0;
      continue;
    }
    Proposal proposal{std::vector<Money>(options.size(), 0)};
    for (const SplitMark& mark : ballots[number]) {
      proposal.amounts[*checker.index().find(mark.option)] = mark.amount;
      proposal.sum += mark.amount;
    }
    if (proposal.sum == 0) {
      ++read.blank;
    } else {
      read.proposals.push_back(std::move(proposal));
      if (!weights.empty()) weights_read.push_back(weights[number]);
    }
  }
  const std::vector<Integer> integers = smallest_integers(weights_read);
  for (std::size_t k = 0; k < integers.size(); ++k) read.proposals[k].weight = integers[k];
  return read;
}

}  // namespace torg::tally
