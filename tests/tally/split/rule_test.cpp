#include "tally/split/rule.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

constexpr Money largest = std::numeric_limits<Money>::max();
const std::vector<SplitOption> free_options{{1, {}, {}}, {2, {}, {}}, {3, {}, {}}};
const std::vector<SplitOption> bounded_options{{1, {}, 40000}, {2, {}, {}}, {3, 5000, {}}};

/// As on a phone: 100 000 kr in steps of 5 000, counted when all is handed out.
SplitRule phone_rule() {
  SplitRule rule;
  rule.pot = 100000;
  rule.step = 5000;
  rule.bounds_bind_ballots = true;
  return rule;
}

std::optional<SplitFault> fault_of(const SplitRule& rule, const SplitBallot& ballot) {
  return check_ballot(rule, bounded_options, ballot);
}

TEST(SplitBallot, given_everything_handed_out_when_checked_then_it_has_no_fault) {
  EXPECT_FALSE(fault_of(phone_rule(), {{1, 40000}, {2, 55000}, {3, 5000}}));
}

TEST(SplitBallot, given_nothing_on_it_when_checked_then_it_is_blank_and_has_no_fault) {
  EXPECT_FALSE(fault_of(phone_rule(), {}));
  EXPECT_FALSE(fault_of(phone_rule(), {{1, 0}, {2, 0}}));
}

TEST(SplitBallot, given_each_fault_when_checked_then_it_is_named) {
  const SplitRule rule = phone_rule();
  EXPECT_EQ(SplitFault::unknown_option, fault_of(rule, {{4, 5000}}));
  EXPECT_EQ(SplitFault::option_marked_twice, fault_of(rule, {{2, 5000}, {2, 5000}}));
  EXPECT_EQ(SplitFault::negative, fault_of(rule, {{2, -5000}}));
  EXPECT_EQ(SplitFault::not_a_multiple_of_step, fault_of(rule, {{2, 5001}}));
  EXPECT_EQ(SplitFault::above_maximum, fault_of(rule, {{1, 45000}}));
  EXPECT_EQ(SplitFault::overspent, fault_of(rule, {{1, 40000}, {2, 65000}}));
  EXPECT_EQ(SplitFault::below_minimum, fault_of(rule, {{1, 40000}, {2, 60000}}));
  EXPECT_EQ(SplitFault::underspent, fault_of(rule, {{1, 40000}, {3, 5000}}));
}

TEST(SplitBallot, given_money_left_or_a_minimum_unmet_when_checked_then_it_is_only_unfinished) {
  EXPECT_TRUE(is_unfinished(SplitFault::underspent));
  EXPECT_TRUE(is_unfinished(SplitFault::below_minimum));
  EXPECT_FALSE(is_unfinished(SplitFault::overspent));
  EXPECT_FALSE(is_unfinished(SplitFault::above_maximum));
}

TEST(SplitBallot, given_bounds_on_the_result_only_when_a_ballot_goes_beyond_them_then_it_fits) {
  SplitRule rule = phone_rule();
  rule.bounds_bind_ballots = false;
  EXPECT_FALSE(fault_of(rule, {{1, 100000}}));
}

TEST(SplitBallot, given_scaling_when_a_ballot_is_underspent_then_it_fits) {
  SplitRule rule = phone_rule();
  rule.incomplete = Incomplete::scale;
  rule.bounds_bind_ballots = false;
  EXPECT_FALSE(fault_of(rule, {{1, 5000}}));
  EXPECT_EQ(SplitFault::overspent, fault_of(rule, {{1, 100000}, {2, 5000}}));
  rule.refuse_overspent = false;
  EXPECT_FALSE(fault_of(rule, {{1, 100000}, {2, 5000}}));
}

TEST(SplitBallot, given_amounts_that_would_overflow_when_checked_then_it_is_overspent) {
  SplitRule rule;
  rule.pot = 100;
  rule.incomplete = Incomplete::scale;
  rule.refuse_overspent = false;
  EXPECT_EQ(SplitFault::overspent, fault_of(rule, {{1, largest}, {2, largest}, {3, 2}}));
  EXPECT_FALSE(fault_of(rule, {{1, largest}}));
}

TEST(SplitBallot, given_points_instead_of_kronor_when_checked_then_their_own_total_holds) {
  SplitRule rule;
  rule.pot = 100000;
  rule.ballot_total = 100;
  EXPECT_FALSE(fault_of(rule, {{1, 60}, {2, 40}}));
  EXPECT_EQ(SplitFault::underspent, fault_of(rule, {{1, 60}, {2, 39}}));
}

TEST(SplitRule, given_a_rule_for_phones_when_checked_then_it_has_no_fault) {
  EXPECT_FALSE(check_rule(phone_rule(), bounded_options));
  EXPECT_FALSE(check_rule(phone_rule(), free_options));
}

TEST(SplitRule, given_figures_out_of_range_when_checked_then_each_is_named) {
  const auto with = [](auto change) {
    SplitRule rule = phone_rule();
    change(rule);
    return check_rule(rule, free_options);
  };
  EXPECT_EQ(SplitRuleFault::pot_out_of_range, with([](SplitRule& rule) { rule.pot = -1; }));
  EXPECT_EQ(SplitRuleFault::ballot_total_out_of_range, with([](SplitRule& rule) { rule.pot = 0; }));
  EXPECT_EQ(SplitRuleFault::ballot_total_out_of_range,
            with([](SplitRule& rule) { rule.ballot_total = 0; }));
  EXPECT_EQ(SplitRuleFault::step_out_of_range, with([](SplitRule& rule) { rule.step = 0; }));
  EXPECT_EQ(SplitRuleFault::rounding_unit_out_of_range,
            with([](SplitRule& rule) { rule.rounding_unit = 0; }));
  EXPECT_EQ(SplitRuleFault::rounding_unit_out_of_range,
            with([](SplitRule& rule) { rule.rounding_unit = 100001; }));
  EXPECT_EQ(SplitRuleFault::rounding_unit_out_of_range, with([](SplitRule& rule) {
              rule.pot = 0;
              rule.ballot_total = 100;
              rule.bounds_bind_ballots = false;
            }));
  EXPECT_EQ(SplitRuleFault::no_ballot_can_fit, with([](SplitRule& rule) { rule.step = 7; }));
  EXPECT_EQ(SplitRuleFault::bounds_not_in_ballot_unit,
            with([](SplitRule& rule) { rule.ballot_total = 100; }));
}

TEST(SplitRule, given_options_that_cannot_be_met_when_checked_then_each_fault_is_named) {
  using Options = std::vector<SplitOption>;
  const auto check = [](const Options& options) { return check_rule(phone_rule(), options); };
  EXPECT_EQ(SplitRuleFault::no_options, check({}));
  EXPECT_EQ(SplitRuleFault::option_listed_twice, check({{1, {}, {}}, {1, {}, {}}}));
  EXPECT_EQ(SplitRuleFault::negative_bound, check({{1, -1, {}}}));
  EXPECT_EQ(SplitRuleFault::min_above_max, check({{1, 20, 10}, {2, {}, {}}}));
  EXPECT_EQ(SplitRuleFault::minimums_exceed_pot, check({{1, 60000, {}}, {2, 60000, {}}}));
  EXPECT_EQ(SplitRuleFault::maximums_below_pot, check({{1, {}, 40000}, {2, {}, 40000}}));
}

TEST(SplitRule, given_bounds_between_two_steps_when_no_ballot_can_meet_them_then_it_is_named) {
  using Options = std::vector<SplitOption>;
  const auto check = [](const Options& options) { return check_rule(phone_rule(), options); };
  EXPECT_EQ(SplitRuleFault::no_ballot_can_fit, check({{1, 5001, 9999}, {2, {}, {}}}));
  EXPECT_EQ(SplitRuleFault::no_ballot_can_fit, check({{1, {}, 50001}, {2, {}, 49999}}));
  EXPECT_EQ(SplitRuleFault::no_ballot_can_fit, check({{1, 50001, {}}, {2, 49999, {}}}));
  EXPECT_FALSE(check({{1, 5001, {}}, {2, {}, 94999}}));
}

TEST(SplitRule, given_bounds_between_two_rounding_units_when_checked_then_it_is_named) {
  SplitRule rule = phone_rule();
  rule.rounding_unit = 1000;
  const std::vector<SplitOption> uneven{{1, 5500, {}}, {2, {}, {}}};
  EXPECT_FALSE(check_rule(rule, bounded_options));
  EXPECT_EQ(SplitRuleFault::bounds_not_in_rounding_unit, check_rule(rule, uneven));
  rule.pot = 100500;
  rule.step = 500;
  EXPECT_EQ(SplitRuleFault::bounds_not_in_rounding_unit, check_rule(rule, bounded_options));
  EXPECT_FALSE(check_rule(rule, free_options));
}

TEST(SplitRule, given_each_method_when_recorded_then_it_has_a_name_and_a_version) {
  EXPECT_EQ((RuleId{"split-mean", 1}), rule_id(SplitMethod::mean));
  EXPECT_EQ((RuleId{"split-median", 1}), rule_id(SplitMethod::median));
  EXPECT_EQ((RuleId{"split-independent-markets", 1}), rule_id(SplitMethod::independent_markets));
  EXPECT_EQ((RuleId{"split-knapsack", 1}), rule_id(SplitMethod::knapsack));
}

TEST(SplitBallot, given_a_step_below_one_when_checked_then_it_is_a_bug_of_the_caller) {
  SplitRule rule = phone_rule();
  rule.step = 0;
  EXPECT_THROW(fault_of(rule, {}), std::invalid_argument);
}

}  // namespace

}  // namespace torg::tally
