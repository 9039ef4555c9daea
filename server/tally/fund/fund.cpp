#include "tally/fund/fund.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "tally/fund/equal_shares.hpp"
#include "tally/fund/greedy.hpp"
#include "tally/fund/knapsack.hpp"
#include "tally/fund/outcome.hpp"
#include "tally/fund/phragmen.hpp"
#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

namespace {

void take_free_projects_first(const FundElection& election, const TieOrder& ties,
                              FundResult& result) {
  for (const ProjectIndex project : ties.order()) {
    if (election.projects[project].cost == 0 && result.projects[project].supporters > 0) {
      take(election, project, result);
    }
  }
}

void fund(const FundElection& election, const FundProfile& profile, const TieOrder& ties,
          EqualSharesAccount account, FundResult& result) {
  switch (result.rule.method) {
    case FundMethod::greedy:
      fund_by_greedy(election, profile, ties, result);
      break;
    case FundMethod::equal_shares:
      fund_by_equal_shares(election, profile, ties, account, result);
      break;
    case FundMethod::phragmen:
      fund_by_phragmen(election, profile, ties, result);
      break;
    case FundMethod::knapsack:
      fund_by_knapsack(election, profile, ties, result);
      break;
  }
}

void complete(const FundElection& election, const FundProfile& profile, const TieOrder& ties,
              FundResult& result) {
  const auto before = static_cast<std::ptrdiff_t>(result.selection_order.size());
  fund_by_greedy(election, profile, ties, result);
  result.added_by_completion.assign(result.selection_order.begin() + before,
                                    result.selection_order.end());
}

void state_selection(const FundElection& election, FundResult& result) {
  result.selected = result.selection_order;
  std::sort(result.selected.begin(), result.selected.end());
  result.exhaustive = true;
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (may_be_funded(result, project) && !result.is_selected(project) &&
        election.projects[project].cost <= election.budget - result.total_cost) {
      result.exhaustive = false;
    }
  }
}

FundResult count(const FundRule& rule, const FundElection& election, EqualSharesAccount account) {
  if (const auto fault = check_rule(rule, election)) {
    throw std::invalid_argument("fund rule: " + std::string(name_of(*fault)));
  }
  FundResult result;
  result.rule = rule;
  if (rule.method == FundMethod::phragmen) result.rule.satisfaction = FundSatisfaction::cost;
  const FundProfile profile = read_profile(result.rule, election, result);
  const TieOrder ties(rule, election, result.projects);
  if (rule.free == FreeProjects::first) take_free_projects_first(election, ties, result);
  fund(election, profile, ties, account, result);
  if (rule.utilitarian) complete(election, profile, ties, result);
  state_selection(election, result);
  return result;
}

}  // namespace

bool FundResult::is_selected(ProjectIndex project) const {
  return std::binary_search(selected.begin(), selected.end(), project);
}

std::vector<FundTie> FundResult::decided_by_lot() const {
  std::vector<FundTie> drawn;
  std::ranges::copy_if(ties, std::back_inserter(drawn), [this](const FundTie& tie) {
    return tie.decided_by == FundTieReason::lot &&
           !std::ranges::all_of(tie.projects,
                                [this](ProjectIndex project) { return is_selected(project); });
  });
  return drawn;
}

FundResult tally_fund(const FundRule& rule, const FundElection& election) {
  return count(rule, election, EqualSharesAccount::stated);
}

FundResult outcome_of_fund(const FundRule& rule, const FundElection& election) {
  return count(rule, election, EqualSharesAccount::left_out);
}

}  // namespace torg::tally
