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
  /// too: found by counting again. Nothing if no such number was found.
  std::optional<std::int64_t> extra_supporters;
  /// No smaller number would have; without a number, none up to most_extra_supporters. Where it is
  /// false the limits ended the search: the number does, and a smaller one may.
  bool extra_supporters_proved = false;
  /// The highest cost, at least 1 and below its own, at which it would have been funded: found by
  /// counting again. Nothing if no such cost was found.
  std::optional<Money> highest_cost;
  /// At no higher one it would have been; without a cost, at none. Where it is false the limits
  /// ended the search: at the cost stated it is funded, and at a higher one it may be.
  bool highest_cost_proved = false;
};

/// No figure is larger, so that every client can hold it: 2⁵³ − 1.
inline constexpr std::int64_t most_extra_supporters = 9'007'199'254'740'991;

struct FundMissLimits {
  /// How much work all recounts together may be, in steps of a run over a mark of a ballot. What is
  /// not proved within it is said to be so; the same election gives the same figures on any
  /// machine. How long a step takes depends on the election: tally_fund_bench measures whole
  /// recounts.
  std::int64_t most_steps = 300'000'000;
  /// How many times as much work as finding a project's two figures it may be to prove the first,
  /// and a quarter of that to prove the second, which is either proved soon or takes very long.
  std::int64_t proof_per_search = 1;
};

/// For every project that was not selected, in index order. An extra ballot has weight 1 and gives
/// the project all that a ballot may give one. All else is equal: a ballot that was refused stays
/// refused, also where a lower price would let it count. See ExtraSupporters and HighestCost for
/// how the figures are found and why they are the fewest and the highest.
///
/// The measures are those of Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich,
/// Skowron and Szufa, "Evaluation of Project Performance in Participatory Budgeting" (2023):
/// singleton additions and cost reduction. `result` must be that of this rule and election.
std::vector<FundMiss> fund_misses(const FundRule& rule, const FundElection& election,
                                  const FundResult& result, const FundMissLimits& limits = {});

std::string_view name_of(FundMissCause cause);

}  // namespace torg::tally
