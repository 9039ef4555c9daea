#include "tally/fund/rule.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace torg::tally {

namespace {

bool needs_points(FundSatisfaction satisfaction) {
  return satisfaction == FundSatisfaction::points ||
         satisfaction == FundSatisfaction::points_x_cost;
}

bool needs_ranking(FundSatisfaction satisfaction) {
  return satisfaction == FundSatisfaction::rankpoints ||
         satisfaction == FundSatisfaction::rankpoints_x_cost ||
         satisfaction == FundSatisfaction::borda;
}

bool is_money(Money amount) { return amount >= 0 && amount <= most_fund_money; }

template <class Number>
bool below_1(const std::optional<Number>& limit) {
  return limit && *limit < 1;
}

bool are_limits_possible(const FundElection& election) {
  const FundLimits& limits = election.limits;
  return !below_1(limits.most_projects) && !below_1(election.ranking_length) &&
         !below_1(limits.most_points) && limits.most_points.value_or(1) <= most_fund_points &&
         !below_1(limits.most_points_per_project) && limits.most_cost.value_or(0) >= 0;
}

bool is_lot_of_all(std::vector<ProjectIndex> lot, std::size_t projects) {
  std::sort(lot.begin(), lot.end());
  for (std::size_t place = 0; place < lot.size(); ++place) {
    if (lot[place] != place) return false;
  }
  return lot.size() == projects;
}

std::optional<FundRuleFault> check_projects(const FundElection& election) {
  if (election.projects.empty()) return FundRuleFault::no_projects;
  std::set<std::string_view> ids;
  for (const FundProject& project : election.projects) {
    if (!ids.insert(project.id).second) return FundRuleFault::project_listed_twice;
  }
  if (!is_money(election.budget)) return FundRuleFault::budget_out_of_range;
  if (!is_money(election.currency_unit) || election.currency_unit == 0) {
    return FundRuleFault::currency_unit_out_of_range;
  }
  for (const FundProject& project : election.projects) {
    if (!is_money(project.cost)) return FundRuleFault::cost_out_of_range;
  }
  return std::nullopt;
}

std::optional<FundRuleFault> check_form(const FundRule& rule, FundForm form) {
  if (needs_points(rule.satisfaction) && form != FundForm::points) {
    return FundRuleFault::needs_points;
  }
  if (needs_ranking(rule.satisfaction) && form != FundForm::ranking) {
    return FundRuleFault::needs_ranking;
  }
  if (rule.method == FundMethod::phragmen && form != FundForm::approval) {
    return FundRuleFault::needs_approval;
  }
  return std::nullopt;
}

bool is_completion_possible(const FundRule& rule) {
  if (rule.completion != FundCompletion::none) return rule.method == FundMethod::equal_shares;
  return !rule.utilitarian || rule.method == FundMethod::equal_shares ||
         rule.method == FundMethod::phragmen;
}

/// Sums of a ballot's marks, of which each is in range.
std::optional<FundFault> check_sums(const FundElection& election,
                                    std::span<const FundMark> ballot) {
  const FundLimits& limits = election.limits;
  if (limits.most_projects && ballot.size() > *limits.most_projects) {
    return FundFault::too_many_projects;
  }
  if (election.form == FundForm::points && limits.most_points) {
    std::int64_t points = 0;
    for (const FundMark& mark : ballot) points += mark.value;
    if (points > *limits.most_points) return FundFault::too_many_points;
  }
  if (limits.most_cost) {
    Wide cost = 0;
    for (const FundMark& mark : ballot) cost += Wide(election.projects[mark.project].cost);
    if (cost > Wide(*limits.most_cost)) return FundFault::too_costly;
  }
  return std::nullopt;
}

}  // namespace

RuleId rule_id(FundMethod method) {
  switch (method) {
    case FundMethod::greedy:
      return fund_greedy_rule_id;
    case FundMethod::equal_shares:
      return fund_equal_shares_rule_id;
    case FundMethod::phragmen:
      return fund_phragmen_rule_id;
    case FundMethod::knapsack:
      return fund_knapsack_rule_id;
  }
  throw std::invalid_argument("no such fund method");
}

FundRule meeting_options(FundRule rule, std::vector<ProjectIndex> lot) {
  rule.ties = FundTies::meeting;
  rule.lot = std::move(lot);
  rule.unsupported = UnsupportedProjects::never;
  rule.free = FreeProjects::first;
  rule.blank = BlankBallots::left_out;
  return rule;
}

std::optional<FundRuleFault> check_rule(const FundRule& rule, const FundElection& election) {
  if (const auto fault = check_projects(election)) return fault;
  if (!are_limits_possible(election)) return FundRuleFault::limit_out_of_range;
  if (const auto fault = check_form(rule, election.form)) return fault;
  if (!is_completion_possible(rule)) return FundRuleFault::completion_not_for_method;
  const std::size_t drawn = rule.ties == FundTies::meeting ? election.projects.size() : 0;
  if (!is_lot_of_all(rule.lot, drawn)) return FundRuleFault::lot_not_all_projects;
  if (rule.most_nodes < 1) return FundRuleFault::node_limit_out_of_range;
  return std::nullopt;
}

FundBallotChecker::FundBallotChecker(const FundElection& election)
    : election_(election), marked_in_(election.projects.size(), 0) {}

std::optional<FundFault> FundBallotChecker::check(std::span<const FundMark> ballot) {
  ++checked_;
  const std::int64_t most = std::min(
      election_.limits.most_points_per_project.value_or(most_fund_points), most_fund_points);
  for (const FundMark& mark : ballot) {
    if (mark.project >= marked_in_.size()) return FundFault::unknown_project;
    if (marked_in_[mark.project] == checked_) return FundFault::project_marked_twice;
    marked_in_[mark.project] = checked_;
    if (election_.form != FundForm::points) continue;
    if (mark.value < 0) return FundFault::negative;
    if (mark.value > most) return FundFault::too_many_on_one_project;
  }
  return check_sums(election_, ballot);
}

std::optional<FundFault> check_ballot(const FundElection& election,
                                      std::span<const FundMark> ballot) {
  return FundBallotChecker(election).check(ballot);
}

}  // namespace torg::tally
