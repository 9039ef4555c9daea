#include "tally/fund/miss.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tally/fund/outcome.hpp"

namespace torg::tally {

namespace {

std::int64_t marks_of(const FundElection& election) {
  std::int64_t marks = static_cast<std::int64_t>(election.projects.size());
  for (const FundBallot& ballot : election.ballots) {
    marks += static_cast<std::int64_t>(ballot.size());
  }
  return marks;
}

/// Counts the election again with one thing changed, as long as the limit allows.
class Recounting {
 public:
  /// `counted` tells how much a recount is likely to be.
  Recounting(const FundRule& rule, const FundElection& election, const FundResult& counted,
             std::int64_t most_steps)
      : rule_(rule),
        election_(election),
        marks_(marks_of(election)),
        expected_(steps_of(counted)),
        left_(most_steps) {}

  /// Nothing when the limit is used up or the count did not come to a proven end.
  std::optional<bool> funds_with_extra(ProjectIndex project, const FundBallot& ballot,
                                       std::int64_t extra) {
    const std::size_t ballots = election_.ballots.size();
    const std::size_t weights = election_.weights.size();
    election_.ballots.resize(ballots + static_cast<std::size_t>(extra), ballot);
    if (weights != 0) election_.weights.resize(election_.ballots.size(), Rational(1));
    const auto funded = funds(project);
    election_.ballots.resize(ballots);
    election_.weights.resize(weights);
    return funded;
  }

  std::optional<bool> funds_at(ProjectIndex project, Money cost) {
    const Money own = std::exchange(election_.projects[project].cost, cost);
    const auto funded = funds(project);
    election_.projects[project].cost = own;
    return funded;
  }

 private:
  /// A run looks at every mark, and at as much again as so many marks whatever the election's size.
  std::int64_t steps_of(const FundResult& result) const {
    constexpr std::int64_t marks_of_any_run = 250;
    return (marks_ + marks_of_any_run) * std::max<std::int64_t>(1, result.runs_worked_out) +
           result.nodes;
  }

  std::optional<bool> funds(ProjectIndex project) {
    if (left_ < expected_) return std::nullopt;
    const FundResult result = outcome_of_fund(rule_, election_);
    left_ -= steps_of(result);
    if (result.status != FundStatus::ok) return std::nullopt;
    return result.is_selected(project);
  }

  const FundRule& rule_;
  FundElection election_;
  std::int64_t marks_;
  std::int64_t expected_;
  std::int64_t left_;
};

/// All that one ballot may give this project, and nothing to any other.
FundBallot ballot_for(const FundElection& election, ProjectIndex project) {
  std::int64_t value = 1;
  if (election.form == FundForm::points) {
    const auto per_project = election.limits.most_points_per_project;
    const auto per_ballot = election.limits.most_points;
    if (per_project && per_ballot) {
      value = std::min(*per_project, *per_ballot);
    } else if (per_project || per_ballot) {
      value = per_project ? *per_project : *per_ballot;
    }
  }
  return {{project, value}};
}

/// Halves between a number that does not do and one that does, until they are neighbours.
template <class Does>
std::optional<std::int64_t> halve(std::int64_t does_not, std::int64_t does, const Does& try_one) {
  while (std::abs(does - does_not) > 1) {
    const std::int64_t middle = std::midpoint(does_not, does);
    const auto funded = try_one(middle);
    if (!funded) return std::nullopt;
    (*funded ? does : does_not) = middle;
  }
  return does;
}

std::optional<std::int64_t> find_extra_supporters(Recounting& recounting,
                                                  const FundElection& election,
                                                  ProjectIndex project,
                                                  std::int64_t tried_one_by_one) {
  const FundBallot ballot = ballot_for(election, project);
  if (check_ballot(election, ballot)) return std::nullopt;
  const auto try_one = [&](std::int64_t extra) {
    return recounting.funds_with_extra(project, ballot, extra);
  };
  for (std::int64_t extra = 1; extra <= tried_one_by_one; ++extra) {
    const auto funded = try_one(extra);
    if (!funded) return std::nullopt;
    if (*funded) return extra;
  }
  // With this many more than there are now, whoever does not get it never will.
  const std::int64_t most = 16 * (static_cast<std::int64_t>(election.ballots.size()) + 1);
  std::int64_t does_not = tried_one_by_one;
  while (does_not < most) {
    const std::int64_t next = std::min(2 * does_not + 1, most);
    const auto funded = try_one(next);
    if (!funded) return std::nullopt;
    if (*funded) return halve(does_not, next, try_one);
    does_not = next;
  }
  return std::nullopt;
}

/// From a price near the answer outwards with a step that doubles, until one price does and one
/// above it does not; then halves between them.
std::optional<Money> find_highest_cost(Recounting& recounting, const FundElection& election,
                                       ProjectIndex project, Money near) {
  const Money own = election.projects[project].cost;
  if (own < 2) return std::nullopt;
  const Money first_step = std::max<Money>(1, own / 64);
  const auto try_one = [&](Money cost) { return recounting.funds_at(project, cost); };
  Money does_not = own;
  Money does = std::clamp<Money>(near, 1, own - 1);
  const auto at_start = try_one(does);
  if (!at_start) return std::nullopt;
  if (*at_start) {
    for (Money step = first_step; does + step < own; step *= 2) {
      const auto funded = try_one(does + step);
      if (!funded) return std::nullopt;
      if (!*funded) {
        does_not = does + step;
        break;
      }
      does += step;
    }
    return halve(does_not, does, try_one);
  }
  for (Money step = first_step; does > 1; step *= 2) {
    does_not = does;
    does = std::max<Money>(1, does - step);
    const auto funded = try_one(does);
    if (!funded) return std::nullopt;
    if (*funded) return halve(does_not, does, try_one);
  }
  return std::nullopt;
}

/// Whether a project that is funded at some price may fail to be at a lower one.
bool has_gaps_in_price(const FundRule& rule) {
  return rule.method == FundMethod::equal_shares && rule.completion != FundCompletion::none;
}

/// Tries some prices between the one found and the project's own, from the top, and halves down
/// from the first that does. The price found stays where none does or the limit is used up.
Money look_higher(Recounting& recounting, const FundElection& election, ProjectIndex project,
                  Money found) {
  constexpr Money tried = 15;
  const Money own = election.projects[project].cost;
  const auto try_one = [&](Money cost) { return recounting.funds_at(project, cost); };
  Money does_not = own;
  for (Money k = tried; k > 0; --k) {
    const Money cost = found + (own - found) / (tried + 1) * k;
    if (cost <= found || cost >= does_not) continue;
    const auto funded = try_one(cost);
    if (!funded) return found;
    if (*funded) return halve(does_not, cost, try_one).value_or(found);
    does_not = cost;
  }
  return found;
}

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
  for (FundMiss& miss : misses) {
    Recounting recounting(rule, election, result, part);
    miss.extra_supporters =
        find_extra_supporters(recounting, election, miss.project, limits.tried_one_by_one);
    const Money near = miss.left ? static_cast<Money>(miss.left->floor())
                                 : election.projects[miss.project].cost / 2;
    miss.highest_cost = find_highest_cost(recounting, election, miss.project, near);
    if (miss.highest_cost && has_gaps_in_price(rule)) {
      miss.highest_cost = look_higher(recounting, election, miss.project, *miss.highest_cost);
    }
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
