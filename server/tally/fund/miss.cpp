#include "tally/fund/miss.hpp"

#include <algorithm>

#include "tally/fund/extra_supporters.hpp"
#include "tally/fund/highest_cost.hpp"
#include "tally/fund/recounting.hpp"

namespace torg::tally {

namespace {

/// What a list says that was gone through from the top: nothing if the project was not on it.
std::optional<Money> left_when_skipped(const FundResult& result, ProjectIndex project) {
  const auto step =
      std::find_if(result.greedy_steps.begin(), result.greedy_steps.end(),
                   [&](const GreedyStep& one) { return one.project == project && !one.taken; });
  if (step == result.greedy_steps.end()) return std::nullopt;
  return step->left;
}

FundMiss explain(const FundRule& rule, const FundElection& election, const FundResult& result,
                 ProjectIndex project) {
  FundMiss miss;
  miss.project = project;
  const Money cost = election.projects[project].cost;
  const bool supported = result.projects[project].supporters > 0;
  if (!supported && rule.unsupported == UnsupportedProjects::never) {
    miss.cause = FundMissCause::unsupported;
    return miss;
  }
  if (cost > election.budget) {
    miss.cause = FundMissCause::above_budget;
    return miss;
  }
  const auto fallen = std::find_if(result.fallen_out.begin(), result.fallen_out.end(),
                                   [&](const FallenOut& one) { return one.project == project; });
  if (fallen != result.fallen_out.end()) {
    miss.cause = FundMissCause::supporters_short;
    miss.left = fallen->held;
    return miss;
  }
  const bool next_in_phragmen = std::find(result.phragmen_next.begin(), result.phragmen_next.end(),
                                          project) != result.phragmen_next.end();
  if (const auto left = left_when_skipped(result, project)) {
    miss.cause = FundMissCause::did_not_fit;
    miss.left = *left;
  } else if (next_in_phragmen && cost > election.budget - result.total_cost) {
    miss.cause = FundMissCause::did_not_fit;
    miss.left = election.budget - result.total_cost;
  } else {
    const bool by_money =
        rule.method == FundMethod::equal_shares || rule.method == FundMethod::phragmen;
    miss.cause = by_money ? FundMissCause::supporters_short : FundMissCause::outweighed;
  }
  return miss;
}

/// Both figures are found before either is proved, so that one that takes long to prove does not
/// take the other one's place.
void state_figures(Recounting& recounting, std::int64_t proof_per_search, FundMiss& miss) {
  const std::int64_t most_steps = recounting.steps_left();
  const Money near = miss.left ? static_cast<Money>(miss.left->floor())
                               : recounting.election().projects[miss.project].cost / 2;
  ExtraSupporters extra(recounting, miss.project);
  HighestCost highest(recounting, miss.project, near);
  extra.find();
  highest.find();
  const std::int64_t found_in = most_steps - recounting.steps_left();
  const std::int64_t left = recounting.steps_left();
  const std::int64_t for_proof = std::min(left, found_in * proof_per_search);
  recounting.set_steps_left(for_proof);
  extra.prove();
  const std::int64_t unused = left - (for_proof - recounting.steps_left());
  recounting.set_steps_left(std::min(unused, found_in * proof_per_search / 4));
  highest.prove();
  miss.extra_supporters = extra.number();
  miss.extra_supporters_proved = extra.is_proved();
  miss.highest_cost = highest.cost();
  miss.highest_cost_proved = highest.is_proved();
}

}  // namespace

std::vector<FundMiss> fund_misses(const FundRule& rule, const FundElection& election,
                                  const FundResult& result, const FundMissLimits& limits) {
  std::vector<FundMiss> misses;
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (!result.is_selected(project)) misses.push_back(explain(rule, election, result, project));
  }
  if (misses.empty() || result.status != FundStatus::ok) return misses;
  // Each project has the same part of the work, so that no figure depends on the order.
  const std::int64_t part = limits.most_steps / static_cast<std::int64_t>(misses.size());
  Recounting recounting(rule, election, result);
  for (FundMiss& miss : misses) {
    recounting.set_steps_left(part);
    state_figures(recounting, limits.proof_per_search, miss);
  }
  return misses;
}

std::string_view name_of(FundMissCause cause) {
  switch (cause) {
    case FundMissCause::unsupported:
      return "unsupported";
    case FundMissCause::above_budget:
      return "above_budget";
    case FundMissCause::did_not_fit:
      return "did_not_fit";
    case FundMissCause::supporters_short:
      return "supporters_short";
    case FundMissCause::outweighed:
      return "outweighed";
  }
  return "";
}

}  // namespace torg::tally
