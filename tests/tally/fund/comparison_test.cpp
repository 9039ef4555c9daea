#include "tally/fund/comparison.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace torg::tally {

namespace {

/// A village of four that wants the two dear projects, and one of three that wants the cheap ones.
FundElection two_villages() {
  FundElection election;
  election.budget = 100;
  election.projects = {{"1", 50}, {"2", 50}, {"3", 20}, {"4", 20}};
  for (int voter = 0; voter < 4; ++voter) election.ballots.push_back({{0, 1}, {1, 1}});
  for (int voter = 0; voter < 3; ++voter) election.ballots.push_back({{2, 1}, {3, 1}});
  return election;
}

FundRule chosen_rule(const FundElection& election, FundMethod method) {
  FundRule rule;
  rule.method = method;
  if (method == FundMethod::equal_shares) {
    rule.completion = FundCompletion::add1;
    rule.utilitarian = true;
  }
  std::vector<ProjectIndex> lot(election.projects.size());
  std::iota(lot.begin(), lot.end(), ProjectIndex{0});
  return meeting_options(rule, lot);
}

const FundOutcome& find(const std::vector<FundOutcome>& outcomes, FundMethod method,
                        FundSatisfaction satisfaction) {
  const auto found = std::find_if(outcomes.begin(), outcomes.end(), [&](const FundOutcome& one) {
    return one.rule.method == method && one.rule.satisfaction == satisfaction;
  });
  EXPECT_NE(found, outcomes.end());
  return *found;
}

TEST(FundComparison, given_a_majority_when_equal_shares_stands_beside_most_votes_then_it_shows) {
  const auto election = two_villages();
  const auto outcomes = compare_fund_rules(chosen_rule(election, FundMethod::greedy), election);
  EXPECT_TRUE(outcomes.front().chosen);
  EXPECT_EQ(outcomes.front().result.selected, (std::vector<ProjectIndex>{0, 1}));
  EXPECT_EQ(outcomes.front().better, 0);
  EXPECT_EQ(outcomes.front().worse, 0);
  const auto& shared = find(outcomes, FundMethod::equal_shares, FundSatisfaction::cost);
  EXPECT_EQ(shared.result.selected, (std::vector<ProjectIndex>{0, 2, 3}));
  EXPECT_EQ(shared.better, 3);
  EXPECT_EQ(shared.worse, 4);
  EXPECT_EQ(shared.fares.front(), Fare::worse);
  EXPECT_EQ(shared.fares.back(), Fare::better);
}

TEST(FundComparison, given_a_chosen_rule_of_the_set_then_it_stands_first_and_only_once) {
  const auto election = two_villages();
  const auto chosen = chosen_rule(election, FundMethod::equal_shares);
  const auto outcomes = compare_fund_rules(chosen, election);
  EXPECT_LE(outcomes.size(), 8U);
  const auto times = std::count_if(outcomes.begin(), outcomes.end(), [](const FundOutcome& one) {
    return one.rule.method == FundMethod::equal_shares &&
           one.rule.satisfaction == FundSatisfaction::cost;
  });
  EXPECT_EQ(times, 1);
  EXPECT_EQ(outcomes.front().rule.method, FundMethod::equal_shares);
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(),
                          [](const FundOutcome& one) { return one.chosen; }),
            1);
}

TEST(FundComparison, given_weights_then_the_chosen_rule_also_stands_there_with_all_alike) {
  FundElection election = two_villages();
  election.weights.assign(election.ballots.size(), Rational(1));
  for (std::size_t ballot = 4; ballot < 7; ++ballot) election.weights[ballot] = Rational(2);
  const auto outcomes = compare_fund_rules(chosen_rule(election, FundMethod::greedy), election);
  EXPECT_EQ(outcomes.front().result.selected, (std::vector<ProjectIndex>{0, 2, 3}));
  EXPECT_TRUE(outcomes.front().weighted);
  EXPECT_FALSE(outcomes.back().weighted);
  EXPECT_EQ(outcomes.back().result.selected, (std::vector<ProjectIndex>{0, 1}));
}

TEST(FundComparison, given_points_and_rankings_then_gain_is_counted_in_them) {
  FundElection points = two_villages();
  points.form = FundForm::points;
  points.ballots = {{{0, 7}, {2, 3}}};
  FundResult result;
  result.selected = {0, 3};
  EXPECT_EQ(gain_of(points, result, 0), 7);

  FundElection ranking = two_villages();
  ranking.form = FundForm::ranking;
  ranking.ballots = {{{2, 1}, {0, 1}}, {{3, 1}, {1, 1}, {0, 1}}};
  EXPECT_EQ(gain_of(ranking, result, 0), 2);
  EXPECT_EQ(gain_of(ranking, result, 1), 4);
}

RC_GTEST_PROP(FundComparisonProperties, given_any_points_then_every_rule_keeps_to_the_pot, ()) {
  FundElection election;
  election.form = FundForm::points;
  election.budget = *rc::gen::inRange<Money>(1, 200);
  const auto projects = *rc::gen::inRange<std::size_t>(1, 6);
  for (std::size_t k = 0; k < projects; ++k) {
    election.projects.push_back({std::to_string(k + 1), *rc::gen::inRange<Money>(1, 90)});
  }
  const auto people = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t k = 0; k < people; ++k) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (std::size_t project = 0; project < projects; ++project) {
      if (const auto given = *rc::gen::inRange<std::int64_t>(0, 5))
        ballot.push_back({project, given});
    }
  }
  FundRule chosen = chosen_rule(election, FundMethod::greedy);
  chosen.satisfaction = FundSatisfaction::points_x_cost;
  const auto outcomes = compare_fund_rules(chosen, election);
  RC_ASSERT(outcomes.size() == 5U);
  for (const FundOutcome& outcome : outcomes) {
    RC_ASSERT(outcome.result.total_cost <= election.budget);
    RC_ASSERT(outcome.better + outcome.worse <= static_cast<std::int64_t>(people));
    RC_ASSERT(outcome.fares.size() == people);
  }
}

}  // namespace

}  // namespace torg::tally
