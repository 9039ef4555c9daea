#include "tally/fund/miss.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace torg::tally {

namespace {

FundElection approvals(Money budget, std::vector<Money> costs,
                       const std::vector<std::vector<ProjectIndex>>& ballots) {
  FundElection election;
  election.budget = budget;
  for (std::size_t k = 0; k < costs.size(); ++k) {
    election.projects.push_back({std::to_string(k + 1), costs[k]});
  }
  for (const auto& chosen : ballots) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (const ProjectIndex project : chosen) ballot.push_back({project, 1});
  }
  return election;
}

FundRule meeting_rule(const FundElection& election, FundMethod method) {
  FundRule rule;
  rule.method = method;
  if (method == FundMethod::equal_shares) rule.completion = FundCompletion::add1;
  rule.utilitarian = method == FundMethod::equal_shares || method == FundMethod::phragmen;
  std::vector<ProjectIndex> lot(election.projects.size());
  std::iota(lot.begin(), lot.end(), ProjectIndex{0});
  return meeting_options(rule, lot);
}

std::vector<FundMiss> misses_of(const FundRule& rule, const FundElection& election) {
  return fund_misses(rule, election, tally_fund(rule, election));
}

/// Below the project's own, rising.
std::vector<Money> prices_that_do(const FundRule& rule, FundElection election,
                                  ProjectIndex project) {
  const Money own = election.projects[project].cost;
  std::vector<Money> does;
  for (Money cost = 1; cost < own; ++cost) {
    election.projects[project].cost = cost;
    if (tally_fund(rule, election).is_selected(project)) does.push_back(cost);
  }
  return does;
}

TEST(FundMiss, given_everything_funded_when_asked_then_nothing_missed) {
  const auto election = approvals(100, {40, 60}, {{0, 1}, {1}});
  EXPECT_TRUE(misses_of(meeting_rule(election, FundMethod::greedy), election).empty());
}

TEST(FundMiss, given_a_project_that_nobody_chose_then_one_ballot_more_is_what_it_lacked) {
  const auto election = approvals(100, {40, 60}, {{0}, {0}});
  const auto misses = misses_of(meeting_rule(election, FundMethod::greedy), election);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].cause, FundMissCause::unsupported);
  EXPECT_EQ(misses[0].extra_supporters, 1);
  EXPECT_EQ(misses[0].highest_cost, std::nullopt);
}

TEST(FundMiss, given_a_project_above_the_pot_then_it_would_have_had_to_cost_what_is_left) {
  const auto election = approvals(100, {40, 500}, {{0, 1}, {0}, {0}});
  const auto misses = misses_of(meeting_rule(election, FundMethod::greedy), election);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].cause, FundMissCause::above_budget);
  EXPECT_EQ(misses[0].extra_supporters, std::nullopt);
  EXPECT_EQ(misses[0].highest_cost, 60);
}

TEST(FundMiss,
     given_greedy_when_the_money_is_gone_then_it_says_what_was_left_and_what_was_lacking) {
  // Three for the first, two for the second; equal votes would go to the lower cost, the second.
  const auto election = approvals(100, {70, 60}, {{0}, {0}, {0}, {1}, {1}});
  const auto misses = misses_of(meeting_rule(election, FundMethod::greedy), election);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].project, 1U);
  EXPECT_EQ(misses[0].cause, FundMissCause::did_not_fit);
  EXPECT_EQ(misses[0].left, Rational(30));
  EXPECT_EQ(misses[0].extra_supporters, 1);
  EXPECT_EQ(misses[0].highest_cost, 30);
}

TEST(FundMiss, given_equal_shares_when_supporters_hold_too_little_then_it_says_what_they_held) {
  FundElection election = approvals(100, {60, 60}, {{0}, {0}, {0}, {1}, {1}});
  FundRule rule = meeting_rule(election, FundMethod::equal_shares);
  rule.completion = FundCompletion::none;
  rule.utilitarian = false;
  const auto misses = misses_of(rule, election);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].project, 1U);
  EXPECT_EQ(misses[0].cause, FundMissCause::supporters_short);
  EXPECT_EQ(misses[0].left, Rational(40));
  EXPECT_EQ(misses[0].highest_cost, 40);
}

TEST(FundMiss, given_no_work_allowed_then_causes_are_stated_without_figures) {
  const auto election = approvals(100, {70, 60}, {{0}, {0}, {0}, {1}, {1}});
  const FundRule rule = meeting_rule(election, FundMethod::greedy);
  FundMissLimits limits;
  limits.most_steps = 1;
  const auto misses = fund_misses(rule, election, tally_fund(rule, election), limits);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].cause, FundMissCause::did_not_fit);
  EXPECT_EQ(misses[0].extra_supporters, std::nullopt);
  EXPECT_EQ(misses[0].highest_cost, std::nullopt);
}

TEST(FundMiss, given_few_voters_and_a_large_pot_then_nothing_is_left_out_for_the_work) {
  const auto election = approvals(
      450'000,
      {200'000, 85'000, 120'000, 60'000, 45'000, 175'000, 95'000, 150'000, 20'000, 110'000},
      {{0, 1, 4},
       {0, 2, 8},
       {1, 3, 5},
       {2, 6},
       {3, 7, 9},
       {0, 5, 6},
       {1, 7},
       {2, 4, 9},
       {5, 6, 8},
       {0, 3},
       {1, 9}});
  const FundRule rule = meeting_rule(election, FundMethod::equal_shares);
  const auto result = tally_fund(rule, election);
  EXPECT_GT(result.runs, 1000);
  EXPECT_LT(result.runs_worked_out, 100);
  const auto misses = fund_misses(rule, election, result);
  EXPECT_GE(misses.size(), 4U);
  for (const FundMiss& miss : misses) {
    EXPECT_TRUE(miss.extra_supporters) << miss.project;
    EXPECT_TRUE(miss.extra_supporters_proved) << miss.project;
    ASSERT_TRUE(miss.highest_cost) << miss.project;
    FundElection changed = election;
    changed.projects[miss.project].cost = *miss.highest_cost;
    EXPECT_TRUE(tally_fund(rule, changed).is_selected(miss.project));
    changed.projects[miss.project].cost = *miss.highest_cost + 1;
    EXPECT_FALSE(tally_fund(rule, changed).is_selected(miss.project));
  }
}

TEST(FundMiss, given_no_work_allowed_then_nothing_is_said_to_be_proved) {
  const auto election = approvals(100, {70, 60, 101}, {{0, 2}, {0}, {0}, {1}, {1}});
  const FundRule rule = meeting_rule(election, FundMethod::greedy);
  FundMissLimits limits;
  limits.most_steps = 1;
  const auto misses = fund_misses(rule, election, tally_fund(rule, election), limits);
  ASSERT_EQ(misses.size(), 2U);
  EXPECT_FALSE(misses[0].extra_supporters_proved);
  EXPECT_FALSE(misses[0].highest_cost_proved);
  // Above the pot no number of supporters helps, and that takes no recount.
  EXPECT_TRUE(misses[1].extra_supporters_proved);
}

TEST(FundMiss, given_a_knapsack_by_cost_then_a_lower_price_can_lose_where_a_higher_one_wins) {
  // Votes × cost, and 320 without the first. At 65 it fits beside the third and they are worth 400,
  // at 44 only 316; from 40 down it fits beside the second.
  const auto election = approvals(100, {70, 60, 35}, {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 2}});
  const FundRule rule = meeting_rule(election, FundMethod::knapsack);
  const auto does = prices_that_do(rule, election, 0);
  EXPECT_EQ(does.back(), 65);
  EXPECT_FALSE(std::ranges::binary_search(does, 44));
  EXPECT_TRUE(std::ranges::binary_search(does, 40));
  const auto misses = misses_of(rule, election);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].highest_cost, 65);
  EXPECT_TRUE(misses[0].highest_cost_proved);
}

TEST(FundMiss, given_add1_then_the_highest_price_is_found_above_prices_that_lose) {
  FundElection election = approvals(101, {42, 42, 40}, {{0}, {0, 1}, {2}, {0, 1, 2}});
  election.currency_unit = 5;
  FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.satisfaction = FundSatisfaction::cardinality;
  rule.completion = FundCompletion::add1_no_exhaustive_stop;
  const auto result = tally_fund(rule, election);
  ASSERT_FALSE(result.is_selected(1));
  const auto does = prices_that_do(rule, election, 1);
  ASSERT_FALSE(does.empty());
  EXPECT_LT(static_cast<Money>(does.size()), does.back());
  const auto misses = fund_misses(rule, election, result);
  EXPECT_EQ(misses.front().project, 1U);
  EXPECT_EQ(misses.front().highest_cost, does.back());
  EXPECT_TRUE(misses.front().highest_cost_proved);
}

TEST(FundMiss, given_a_ballot_that_was_too_costly_then_it_stays_refused_at_a_lower_price) {
  FundElection election = approvals(100, {60, 70}, {{0}, {0, 1}, {0, 1}});
  election.limits.most_cost = 100;
  const FundRule rule = meeting_rule(election, FundMethod::greedy);
  const auto result = tally_fund(rule, election);
  ASSERT_EQ(result.refused.size(), 2U);
  const auto misses = fund_misses(rule, election, result);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].highest_cost, std::nullopt);
  EXPECT_TRUE(misses[0].highest_cost_proved);
}

}  // namespace

}  // namespace torg::tally
