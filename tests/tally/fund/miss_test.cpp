#include "tally/fund/miss.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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
    ASSERT_TRUE(miss.highest_cost) << miss.project;
    FundElection changed = election;
    changed.projects[miss.project].cost = *miss.highest_cost;
    EXPECT_TRUE(tally_fund(rule, changed).is_selected(miss.project));
    changed.projects[miss.project].cost = *miss.highest_cost + 1;
    EXPECT_FALSE(tally_fund(rule, changed).is_selected(miss.project));
  }
}

FundElection any_approvals() {
  FundElection election;
  const auto projects = *rc::gen::inRange<std::size_t>(2, 7);
  for (std::size_t k = 0; k < projects; ++k) {
    election.projects.push_back({std::to_string(k + 1), *rc::gen::inRange<Money>(1, 60)});
  }
  election.budget = *rc::gen::inRange<Money>(10, 120);
  const auto people = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t k = 0; k < people; ++k) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (std::size_t project = 0; project < projects; ++project) {
      if (*rc::gen::arbitrary<bool>()) ballot.push_back({project, 1});
    }
  }
  return election;
}

FundElection with_extra(FundElection election, ProjectIndex project, std::int64_t extra) {
  election.ballots.resize(election.ballots.size() + static_cast<std::size_t>(extra),
                          FundBallot{{project, 1}});
  return election;
}

RC_GTEST_PROP(FundMissProperties, given_any_vote_then_a_recount_confirms_every_figure, ()) {
  const FundElection election = any_approvals();
  const auto method = *rc::gen::element(FundMethod::greedy, FundMethod::equal_shares,
                                        FundMethod::phragmen, FundMethod::knapsack);
  const FundRule rule = meeting_rule(election, method);
  const auto result = tally_fund(rule, election);
  for (const FundMiss& miss : fund_misses(rule, election, result)) {
    RC_ASSERT(!result.is_selected(miss.project));
    if (const auto extra = miss.extra_supporters) {
      RC_ASSERT(
          tally_fund(rule, with_extra(election, miss.project, *extra)).is_selected(miss.project));
      for (std::int64_t fewer = 1; fewer < std::min(*extra, FundMissLimits{}.tried_one_by_one);
           ++fewer) {
        RC_ASSERT(
            !tally_fund(rule, with_extra(election, miss.project, fewer)).is_selected(miss.project));
      }
    }
    if (const auto cost = miss.highest_cost) {
      FundElection cheaper = election;
      cheaper.projects[miss.project].cost = *cost;
      RC_ASSERT(tally_fund(rule, cheaper).is_selected(miss.project));
      cheaper.projects[miss.project].cost = *cost + 1;
      RC_ASSERT(!tally_fund(rule, cheaper).is_selected(miss.project));
    }
  }
}

}  // namespace

}  // namespace torg::tally
