#include "domain/comparison.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/many_ballots.hpp"
#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

using protocol::RuleOutcome;

protocol::Ballot split(std::vector<protocol::Mark> marks) {
  return protocol::SplitBallot{std::move(marks)};
}
protocol::Ballot approving(std::vector<protocol::OptionNumber> options) {
  return protocol::ChoiceBallot{std::move(options)};
}

RuleOutcome const* find(protocol::Comparison const& comparison, std::string const& method,
                        std::optional<protocol::Satisfaction> satisfaction = {}) {
  for (RuleOutcome const& outcome : comparison.outcomes) {
    if (outcome.method == method && (!satisfaction || outcome.satisfaction == satisfaction)) {
      return &outcome;
    }
  }
  return nullptr;
}

protocol::BallotOpened split_box(std::optional<protocol::GroupWeights> weights = {}) {
  protocol::SplitRule rule;
  rule.pot = 90;
  rule.step = 10;
  rule.rounding = 1;
  rule.method = protocol::SplitMethod::mean;
  rule.weights = std::move(weights);
  return opened_with(rule, {1, 2, 3});
}

TEST(CompareRules, given_a_split_then_every_method_stands_beside_the_chosen_one) {
  auto const comparison = compare_rules(
      split_box(), together({times(2, split({{1, 90}})), times(1, split({{2, 90}}))}));
  ASSERT_TRUE(comparison);
  ASSERT_EQ(comparison->outcomes.size(), 4u);
  RuleOutcome const& mean = comparison->outcomes.front();
  EXPECT_EQ(mean.method, "mean");
  EXPECT_EQ(mean.rule_name, "split-mean");
  EXPECT_TRUE(mean.chosen);
  EXPECT_EQ(mean.amounts, (std::vector<protocol::Mark>{{1, 60}, {2, 30}}));
  EXPECT_EQ(mean.better + mean.worse, 0);

  RuleOutcome const* const median = find(*comparison, "median");
  ASSERT_NE(median, nullptr);
  EXPECT_FALSE(median->chosen);
  EXPECT_EQ(median->amounts, (std::vector<protocol::Mark>{{1, 90}}));
  EXPECT_EQ(median->spent, 90);
  EXPECT_EQ(median->better, 2);
  EXPECT_EQ(median->worse, 1);
  EXPECT_EQ(find(*comparison, "independent_markets")->better, 0);
}

TEST(CompareRules, given_weights_then_the_rule_is_also_counted_without_them) {
  auto const comparison =
      compare_rules(split_box(protocol::GroupWeights{{{"lanna", 3}}, 1, false}),
                    together({times(5, split({{1, 90}}), "lanna"), times(5, split({{2, 90}}))}));
  ASSERT_TRUE(comparison);
  ASSERT_EQ(comparison->outcomes.size(), 5u);
  RuleOutcome const& unweighted = comparison->outcomes.back();
  EXPECT_TRUE(comparison->outcomes.front().weighted);
  EXPECT_FALSE(unweighted.weighted);
  EXPECT_EQ(unweighted.method, "mean");
  EXPECT_EQ(unweighted.amounts, (std::vector<protocol::Mark>{{1, 45}, {2, 45}}));
  EXPECT_EQ(unweighted.groups,
            (std::vector<protocol::GroupOutcome>{{"lanna", 5, 0, 5, {}}, {{}, 5, 5, 0, {}}}));
}

protocol::BallotOpened fund_box(protocol::FundMethod method) {
  protocol::FundRule rule;
  rule.pot = 100;
  rule.form = protocol::FundForm::approve;
  rule.method = method;
  rule.satisfaction = protocol::Satisfaction::cost;
  protocol::BallotOpened opened = opened_with(rule, {1, 2, 3});
  for (auto& option : opened.options) option.cost = option.option == 3 ? 40 : 60;
  return opened;
}

// Six want projects 1 and 2, which cost 60 each; four want project 3 for 40 of the pot of 100.
std::vector<CountedBallot> six_and_four() {
  return together({times(6, approving({1, 2}), "lanna"), times(4, approving({3}))});
}

TEST(CompareRules, given_projects_then_it_is_told_who_gets_more_of_what_was_chosen) {
  auto const comparison = compare_rules(fund_box(protocol::FundMethod::greedy), six_and_four());
  ASSERT_TRUE(comparison);
  EXPECT_TRUE(comparison->outcomes.front().chosen);
  EXPECT_EQ(comparison->outcomes.front().method, "greedy");
  EXPECT_LE(comparison->outcomes.size(), 8u);
  // 60 + 40 of the pot, whether the six come first or share.
  EXPECT_EQ(comparison->outcomes.front().spent, 100);
  RuleOutcome const* const shares = find(*comparison, "equal_shares", protocol::Satisfaction::cost);
  ASSERT_NE(shares, nullptr);
  EXPECT_EQ(shares->rule_name, "fund-equal-shares");
  EXPECT_EQ(shares->completion, protocol::FundCompletion::add1);
  EXPECT_EQ(shares->spent, 100);
  EXPECT_EQ(shares->better, 0);
  EXPECT_EQ(shares->worse, 0);
  EXPECT_FALSE(find(*comparison, "phragmen")->satisfaction);
}

TEST(CompareRules, given_a_rule_that_leaves_some_empty_handed_then_the_others_are_better_for_them) {
  auto opened = fund_box(protocol::FundMethod::greedy);
  std::get<protocol::FundRule>(opened.rule).pot = 120;
  auto const comparison = compare_rules(
      opened, together({times(6, approving({1, 2}), "lanna"), times(5, approving({3}))}));
  ASSERT_TRUE(comparison);
  RuleOutcome const* const shares = find(*comparison, "equal_shares", protocol::Satisfaction::cost);
  ASSERT_NE(shares, nullptr);
  EXPECT_EQ(comparison->outcomes.front().amounts, (std::vector<protocol::Mark>{{1, 60}, {2, 60}}));
  EXPECT_EQ(shares->better, 5);
  EXPECT_EQ(shares->worse, 6);
  EXPECT_EQ(comparison->outcomes.front().groups,
            (std::vector<protocol::GroupOutcome>{{"lanna", 6, 0, 0, 6}, {{}, 5, 0, 0, 0}}));
  EXPECT_EQ(shares->groups,
            (std::vector<protocol::GroupOutcome>{{"lanna", 6, 0, 6, 6}, {{}, 5, 5, 0, 5}}));
}

TEST(CompareRules, given_a_group_of_four_then_no_group_is_told) {
  auto const comparison = compare_rules(fund_box(protocol::FundMethod::greedy), six_and_four());
  for (RuleOutcome const& outcome : comparison->outcomes) EXPECT_TRUE(outcome.groups.empty());
}

// Else the two together would tell that the only ballot of `sole` is blank.
TEST(CompareRules, given_a_group_withheld_in_the_breakdown_then_no_comparison_tells_it) {
  auto const ballots = together(
      {times(6, split({{1, 90}}), "aby"), times(5, split({{2, 90}}), "berga"),
       times(5, split({{3, 90}}), "carlsby"), times(1, protocol::AbstainBallot{}, "sole")});
  auto const result = std::get<protocol::SplitResult>(count(split_box(), ballots));
  ASSERT_TRUE(result.breakdown);
  std::set<std::optional<GroupId>> shown;
  for (auto const& group : result.breakdown->shown) shown.insert(group.group);
  EXPECT_EQ(shown, (std::set<std::optional<GroupId>>{"aby", "carlsby"}));
  auto const comparison = compare_rules(split_box(), ballots);
  ASSERT_TRUE(comparison);
  for (RuleOutcome const& outcome : comparison->outcomes) {
    std::set<std::optional<GroupId>> told;
    for (auto const& group : outcome.groups) told.insert(group.group);
    EXPECT_EQ(told, shown);
  }
}

TEST(CompareRules, given_no_rule_twice_then_each_outcome_is_another_one) {
  for (auto const method : protocol::enum_values<protocol::FundMethod>) {
    auto const comparison = compare_rules(fund_box(method), six_and_four());
    ASSERT_TRUE(comparison);
    for (std::size_t a = 0; a < comparison->outcomes.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        RuleOutcome const& one = comparison->outcomes[a];
        RuleOutcome const& other = comparison->outcomes[b];
        EXPECT_FALSE(one.method == other.method && one.satisfaction == other.satisfaction &&
                     one.completion == other.completion && one.utilitarian == other.utilitarian);
      }
    }
  }
}

TEST(CompareRules, given_nothing_that_counts_or_no_money_then_there_is_nothing_to_compare) {
  EXPECT_FALSE(compare_rules(split_box(), times(2, protocol::AbstainBallot{})));
  EXPECT_FALSE(compare_rules(fund_box(protocol::FundMethod::greedy), times(2, approving({}))));
  EXPECT_FALSE(compare_rules(opened_with(protocol::DotsRule{1, 1, {}, {}}, {1}), {}));
}

}  // namespace
}  // namespace torg::domain
