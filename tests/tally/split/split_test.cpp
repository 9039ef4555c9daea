#include "tally/split/split.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

const std::vector<SplitOption> two{{1, {}, {}}, {2, {}, {}}};
const std::vector<SplitOption> three{{1, {}, {}}, {2, {}, {}}, {3, {}, {}}};

SplitRule rule_of(SplitMethod method, Money pot) {
  SplitRule rule;
  rule.method = method;
  rule.pot = pot;
  return rule;
}

std::vector<Money> amounts_of(const SplitResult& result) {
  std::vector<Money> amounts;
  for (const SplitPart& part : result.parts) amounts.push_back(part.amount.value());
  return amounts;
}

TEST(Split, given_an_unfinished_ballot_when_incomplete_ones_do_not_count_then_it_is_told_apart) {
  const std::vector<SplitBallot> ballots{
      {{1, 500}, {2, 500}}, {{1, 400}}, {{1, 600}, {2, 600}}, {{1, 0}}};
  const auto result = tally_split(rule_of(SplitMethod::mean, 1000), two, ballots);
  EXPECT_EQ(SplitStatus::ok, result.status);
  EXPECT_EQ(1, result.counted_ballots);
  EXPECT_EQ(1, result.blank_ballots);
  EXPECT_EQ(1, result.unfinished_ballots);
  ASSERT_EQ(2u, result.refused.size());
  EXPECT_EQ(SplitFault::underspent, result.refused[0].fault);
  EXPECT_EQ(2u, result.refused[1].ballot);
  EXPECT_EQ(SplitFault::overspent, result.refused[1].fault);
  EXPECT_EQ((std::vector<Money>{500, 500}), amounts_of(result));
}

TEST(Split, given_an_unfinished_ballot_when_it_is_scaled_then_it_weighs_as_much_as_any) {
  SplitRule rule = rule_of(SplitMethod::mean, 1000);
  rule.incomplete = Incomplete::scale;
  const std::vector<SplitBallot> ballots{{{1, 10}}, {{1, 500}, {2, 500}}};
  EXPECT_EQ((std::vector<Money>{750, 250}), amounts_of(tally_split(rule, two, ballots)));
}

TEST(Split, given_no_ballot_that_counts_when_split_then_there_is_no_decision_and_no_amount) {
  const std::vector<SplitBallot> ballots{{}, {{1, 5}}};
  const auto result = tally_split(rule_of(SplitMethod::median, 1000), two, ballots);
  EXPECT_EQ(SplitStatus::no_decision, result.status);
  ASSERT_EQ(2u, result.parts.size());
  EXPECT_EQ(2u, result.parts[1].option);
  EXPECT_FALSE(result.parts[0].share);
  EXPECT_FALSE(result.parts[0].amount);
}

TEST(Split, given_bounds_that_cannot_be_met_when_split_then_shares_are_stated_but_no_amounts) {
  const std::vector<SplitOption> options{{1, 600, {}}, {2, 600, {}}};
  const std::vector<SplitBallot> ballots{{{1, 250}, {2, 750}}};
  const auto result = tally_split(rule_of(SplitMethod::mean, 1000), options, ballots);
  EXPECT_EQ(SplitStatus::bounds_error, result.status);
  EXPECT_EQ(SplitRuleFault::minimums_exceed_pot, result.bounds_fault);
  EXPECT_EQ(Rational(1, 4), result.parts[0].share);
  EXPECT_FALSE(result.parts[0].exact);
  EXPECT_FALSE(result.parts[0].amount);
}

TEST(Split, given_medians_below_the_whole_when_split_then_they_are_stretched_to_the_pot) {
  const std::vector<SplitBallot> ballots{
      {{1, 60}, {2, 40}}, {{2, 40}, {3, 60}}, {{1, 20}, {2, 40}, {3, 40}}};
  const auto result = tally_split(rule_of(SplitMethod::median, 100), three, ballots);
  EXPECT_EQ(Rational(1, 5), result.parts[0].median);
  EXPECT_EQ(Rational(2, 5), result.parts[2].median);
  EXPECT_EQ(Rational(1), result.median_sum);
  EXPECT_EQ((std::vector<Money>{20, 40, 40}), amounts_of(result));
}

TEST(Split, given_all_medians_zero_when_split_then_the_mean_decides_and_it_is_said) {
  const std::vector<SplitBallot> ballots{{{1, 90}}, {{2, 90}}, {{3, 90}}};
  const auto result = tally_split(rule_of(SplitMethod::median, 90), three, ballots);
  EXPECT_TRUE(result.fell_back_to_mean);
  EXPECT_EQ(Rational(0), result.median_sum);
  EXPECT_EQ((std::vector<Money>{30, 30, 30}), amounts_of(result));
}

TEST(Split, given_a_rounding_unit_when_split_then_each_part_says_how_it_was_rounded) {
  SplitRule rule = rule_of(SplitMethod::mean, 1000);
  rule.incomplete = Incomplete::scale;
  rule.rounding_unit = 100;
  const std::vector<SplitBallot> ballots{{{1, 26}, {2, 33}, {3, 41}}};
  const auto result = tally_split(rule, three, ballots);
  EXPECT_EQ((std::vector<Money>{300, 300, 400}), amounts_of(result));
  EXPECT_EQ(1, result.rounding_units_left_over);
  EXPECT_EQ(Rational(260), result.parts[0].exact);
  EXPECT_TRUE(result.parts[0].rounding->got_unit);
  EXPECT_EQ(200, result.parts[0].rounding->rounded_down);
  EXPECT_EQ(Rational(3, 5), result.parts[0].rounding->remainder);
  EXPECT_EQ(RoundingReason::remainder, result.parts[0].rounding->decided_by);
}

TEST(Split, given_an_odd_rest_when_split_then_the_option_that_got_it_is_named) {
  SplitRule rule = rule_of(SplitMethod::mean, 1050);
  rule.rounding_unit = 100;
  const std::vector<SplitBallot> ballots{{{1, 50}, {2, 1000}}};
  const auto result = tally_split(rule, two, ballots);
  EXPECT_EQ((std::vector<Money>{0, 1050}), amounts_of(result));
  EXPECT_EQ(50, result.odd_rest);
  EXPECT_EQ(2u, result.odd_rest_to);
}

TEST(Split, given_ballots_of_many_different_sums_when_averaged_then_it_stays_exact) {
  SplitRule rule = rule_of(SplitMethod::mean, 1'000'000);
  rule.incomplete = Incomplete::scale;
  std::vector<SplitBallot> ballots;
  for (Money k = 1; k <= 400; ++k) {
    ballots.push_back({{1, 1}, {2, k}});
    ballots.push_back({{1, k}, {2, 1}});
  }
  const auto result = tally_split(rule, two, ballots);
  EXPECT_EQ(Rational(1, 2), result.parts[0].share);
  EXPECT_EQ((std::vector<Money>{500'000, 500'000}), amounts_of(result));
}

TEST(Split, given_a_rule_that_cannot_be_computed_when_split_then_it_is_a_bug_of_the_caller) {
  SplitRule rule = rule_of(SplitMethod::mean, -1);
  EXPECT_THROW(tally_split(rule, two, {}), std::invalid_argument);
  rule.pot = 100;
  EXPECT_THROW(tally_split(rule, {}, {}), std::invalid_argument);
  rule.rounding_unit = 0;
  EXPECT_THROW(tally_split(rule, two, {}), std::invalid_argument);
}

}  // namespace

}  // namespace torg::tally
