#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tally/fund/fund.hpp"

/// Why did mine lose? What stood between each project that was not funded and the money.
namespace torg::tally {

enum class FundMissCause {
  /// No ballot has it, and the rule never funds such a project.
  unsupported,
  /// It costs more than the whole budget.
  above_budget,
  /// When its turn came it cost more than what was left.
  did_not_fit,
  /// Equal Shares and Phragmén: those who chose it did not hold together what it costs, in all or
  /// before the rule ended.
  supporters_short,
  /// Another set had more support.
  outweighed,
};

struct FundMiss {
  ProjectIndex project = 0;
  FundMissCause cause{};
  /// With did_not_fit what was left of the budget, with supporters_short what the
  /// supporters held when they fell short, under Equal Shares.
  std::optional<Rational> left;
  /// The fewest ballots for this project alone that would have got it funded, had they been there
  /// too: found by counting again. Nothing if no such number was found within the limits.
  std::optional<std::int64_t> extra_supporters;
  /// The highest cost, below its own, at which it would have been funded: found by counting again.
  /// Nothing if it would not have been at any, or if the limits ended the search.
  std::optional<Money> highest_cost;
};

struct FundMissLimits {
  /// How much work all recounts together may be, in steps of a run over a mark of a ballot. What is
  /// left unfinished by it has no figure; the same election gives the same figures on any machine.
  /// How long a step takes depends on the election: tally_fund_bench measures whole recounts.
  std::int64_t most_steps = 300'000'000;
  /// Numbers of extra ballots that are tried one by one. Above them a number is searched for by
  /// doubling and halving: it gets the project funded and one ballot less does not, but where a
  /// rule is not monotone a smaller number may exist.
  std::int64_t tried_one_by_one = 8;
};

/// For every project that was not selected, in index order. An extra ballot has weight 1 and gives
/// the project all that a ballot may give one. The price is searched for outwards from what was
/// left for the project: at the price found it is funded and at one krona more it is not. Equal
/// Shares with Add1 is not monotone in prices: there some evenly spaced prices up to the project's
/// own are tried too, and a still higher one can lie between them.
///
/// The measures are those of Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich,
/// Skowron and Szufa, "Evaluation of Project Performance in Participatory Budgeting" (2023):
/// singleton additions and cost reduction. `result` must be that of this rule and election.
std::vector<FundMiss> fund_misses(const FundRule& rule, const FundElection& election,
                                  const FundResult& result, const FundMissLimits& limits = {});

std::string_view name_of(FundMissCause cause);

}  // namespace torg::tally
