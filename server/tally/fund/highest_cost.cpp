#include "tally/fund/highest_cost.hpp"

#include <algorithm>
#include <numeric>

#include "tally/fund/knapsack_rest.hpp"

namespace torg::tally {

namespace {

bool is_satisfaction_by_cost(FundSatisfaction satisfaction) {
  return satisfaction == FundSatisfaction::cost ||
         satisfaction == FundSatisfaction::points_x_cost ||
         satisfaction == FundSatisfaction::rankpoints_x_cost;
}

bool is_knapsack_by_cost(const FundRule& rule) {
  return rule.method == FundMethod::knapsack && is_satisfaction_by_cost(rule.satisfaction);
}

/// Whether it is funded or could be at a lower cost for all that is known: monotone in the cost.
bool is_in_reach(const Recounted& recounted) {
  return recounted.is_funded || recounted.is_bought_in_any_run;
}

bool is_funded(const Recounted& recounted) { return recounted.is_funded; }

}  // namespace

HighestCost::HighestCost(Recounting& recounting, ProjectIndex project, Money near)
    : recounting_(recounting), project_(project) {
  const Money own = recounting.election().projects[project].cost;
  // No rule spends more than the budget.
  none_from_ = std::min(own, recounting.election().budget + 1);
  near_ = std::clamp<Money>(near, 1, std::max<Money>(1, none_from_ - 1));
  first_step_ = std::max<Money>(1, own / 64);
}

std::optional<Recounted> HighestCost::recount_at(Money cost) {
  const auto recounted = recounting_.at_cost(project_, cost);
  if (recounted && recounted->is_funded && cost > cost_.value_or(0)) cost_ = cost;
  return recounted;
}

/// Each of these leaves `between` as neighbours, or with does = 0 if nothing does, and returns
/// false where the limit ended it.
template <class Does>
bool HighestCost::halve(Between& between, const Does& does) {
  while (between.does_not - between.does > 1) {
    const Money middle = std::midpoint(between.does, between.does_not);
    const auto recounted = recount_at(middle);
    if (!recounted) return false;
    (does(*recounted) ? between.does : between.does_not) = middle;
  }
  return true;
}

/// With steps that double. `does_not` is known not to do.
template <class Does>
bool HighestCost::search_below(Between& between, Money step, const Does& does) {
  while (between.does_not > 1) {
    const Money next = std::max<Money>(1, between.does_not - step);
    const auto recounted = recount_at(next);
    if (!recounted) return false;
    if (does(*recounted)) {
      between.does = next;
      return halve(between, does);
    }
    between.does_not = next;
    step *= 2;
  }
  return true;
}

template <class Does>
bool HighestCost::search_above(Between& between, Money step, const Does& does) {
  while (between.does + step < between.does_not) {
    const auto recounted = recount_at(between.does + step);
    if (!recounted) return false;
    if (!does(*recounted)) {
      between.does_not = between.does + step;
      break;
    }
    between.does += step;
    step *= 2;
  }
  return halve(between, does);
}

void HighestCost::find() {
  if (is_knapsack_by_cost(recounting_.rule())) {
    find_highest_that_fills();
    return;
  }
  Between between{0, none_from_};
  if (none_from_ > 1) {
    const auto at_start = recount_at(near_);
    if (!at_start) return;
    const bool does = is_in_reach(*at_start);
    (does ? between.does : between.does_not) = near_;
    const bool is_complete = does ? search_above(between, first_step_, is_in_reach)
                                  : search_below(between, first_step_, is_in_reach);
    if (!is_complete) return;
  }
  none_from_ = between.does_not;
  if (cost_.value_or(0) == between.does) {
    is_proved_ = true;
    return;
  }
  Between below{0, between.does};
  search_below(below, std::max<Money>(1, first_step_ / 8), is_funded);
}

void HighestCost::find_highest_that_fills() {
  const auto costs = costs_filling_the_rest(recounting_, project_);
  if (!costs) return;
  for (const Money cost : *costs) {
    const auto recounted = recount_at(cost);
    if (!recounted) return;
    if (recounted->is_funded) break;
  }
  is_proved_ = true;
}

void HighestCost::prove() {
  if (is_knapsack_by_cost(recounting_.rule())) return;
  while (!is_proved_) {
    const Money next = none_from_ - 1;
    if (next <= cost_.value_or(0)) {
      is_proved_ = true;
      return;
    }
    const auto recounted = recount_at(next);
    if (!recounted) return;
    none_from_ = next;
  }
}

}  // namespace torg::tally
