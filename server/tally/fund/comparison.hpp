#pragma once

#include <cstdint>
#include <vector>

#include "tally/fund/fund.hpp"

/// All rules that fit the ballots of one vote on projects, side by side.
namespace torg::tally {

enum class Fare : std::int8_t { worse = -1, same = 0, better = 1 };

struct FundOutcome {
  FundRule rule;
  /// Counted by the ballots' weights; the one more that ignores them is the chosen rule with every
  /// voter alike.
  bool weighted = false;
  bool chosen = false;
  FundResult result;
  /// For each ballot of the election, against the chosen rule. A refused ballot is `same`.
  std::vector<Fare> fares;
  std::int64_t better = 0;
  std::int64_t worse = 0;
};

/// The chosen rule first, then every other that the field uses on this form of ballots, at most
/// eight in all; with weights one more, the chosen rule without them. All have the ties, the lot
/// and the policies of the chosen one.
std::vector<FundOutcome> compare_fund_rules(const FundRule& chosen, const FundElection& election);

/// The rules that stand beside a chosen one for this form of ballots: method, satisfaction and
/// completion are set, the rest is as in `chosen`.
std::vector<FundRule> fund_rules_for(FundForm form, const FundRule& chosen);

/// How much of what a ballot chose is funded: the number of projects on it, their points, or their
/// rank points. Money does not count here, since a dear project is not worth more to its voters
/// because it is dear.
std::int64_t gain_of(const FundElection& election, const FundResult& result, std::size_t ballot);

}  // namespace torg::tally
