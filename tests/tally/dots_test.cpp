#include "tally/dots.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

const std::vector<OptionNumber> bench_lamp_path{7, 3, 12};
constexpr auto largest = std::numeric_limits<std::int64_t>::max();

DotsRule five_dots() { return {5, 3, false, std::nullopt}; }

std::optional<DotsFault> fault_of(const DotsRule& rule, const DotsBallot& ballot) {
  return check_ballot(rule, bench_lamp_path, ballot);
}

TEST(DotsBallot, given_a_ballot_that_fits_when_checked_then_it_has_no_fault) {
  EXPECT_FALSE(fault_of(five_dots(), {{7, 3}, {12, 2}}));
  EXPECT_FALSE(fault_of(five_dots(), {{3, 1}}));
  EXPECT_FALSE(fault_of(five_dots(), {{3, 0}}));
  EXPECT_FALSE(fault_of(five_dots(), {}));
}

TEST(DotsBallot, given_each_fault_when_checked_then_it_is_named) {
  EXPECT_EQ(DotsFault::unknown_option, fault_of(five_dots(), {{7, 1}, {8, 1}}));
  EXPECT_EQ(DotsFault::option_marked_twice, fault_of(five_dots(), {{7, 1}, {7, 1}}));
  EXPECT_EQ(DotsFault::negative, fault_of(five_dots(), {{7, -1}, {3, 2}}));
  EXPECT_EQ(DotsFault::too_many_on_one_option, fault_of(five_dots(), {{7, 4}}));
  EXPECT_EQ(DotsFault::too_many_dots, fault_of(five_dots(), {{7, 3}, {3, 3}}));
}

TEST(DotsBallot, given_several_faults_when_checked_then_the_first_mark_is_named_before_the_sum) {
  EXPECT_EQ(DotsFault::negative, fault_of(five_dots(), {{7, -1}, {8, 1}}));
  EXPECT_EQ(DotsFault::unknown_option, fault_of(five_dots(), {{7, 3}, {3, 3}, {8, 1}}));
}

TEST(DotsBallot, given_dots_that_would_overflow_when_checked_then_they_are_too_many) {
  const DotsRule rule{5, std::nullopt, false, std::nullopt};
  EXPECT_EQ(DotsFault::too_many_dots, fault_of(rule, {{7, largest}, {3, largest}, {12, 2}}));
}

TEST(DotsBallot, given_all_must_be_used_when_some_are_left_then_the_ballot_is_only_unfinished) {
  DotsRule rule = five_dots();
  rule.must_use_all = true;
  EXPECT_EQ(DotsFault::too_few_dots, fault_of(rule, {{7, 3}}));
  EXPECT_EQ(DotsFault::too_few_dots, fault_of(rule, {}));
  EXPECT_FALSE(fault_of(rule, {{7, 3}, {3, 2}}));
  EXPECT_TRUE(is_unfinished(DotsFault::too_few_dots));
  EXPECT_FALSE(is_unfinished(DotsFault::too_many_dots));
}

TEST(DotsRule, given_each_fault_when_checked_then_it_is_named) {
  const auto check = [](const DotsRule& rule) { return check_rule(rule, bench_lamp_path); };
  EXPECT_FALSE(check(five_dots()));
  EXPECT_FALSE(check({9, 3, true, 3}));
  EXPECT_EQ(DotsRuleFault::dots_out_of_range, check({0, {}, false, {}}));
  EXPECT_EQ(DotsRuleFault::dots_out_of_range, check({most_dots_per_voter + 1, {}, false, {}}));
  EXPECT_EQ(DotsRuleFault::max_per_option_out_of_range, check({5, 0, false, {}}));
  EXPECT_EQ(DotsRuleFault::cannot_use_all, check({10, 3, true, {}}));
  EXPECT_EQ(DotsRuleFault::top_out_of_range, check({5, {}, false, 4}));
  EXPECT_EQ(DotsRuleFault::top_out_of_range, check({5, {}, false, 0}));
  EXPECT_EQ(DotsRuleFault::no_options, check_rule(five_dots(), {}));
  const std::vector<OptionNumber> twice{1, 2, 1};
  EXPECT_EQ(DotsRuleFault::option_listed_twice, check_rule(five_dots(), twice));
}

TEST(Dots, given_equal_dots_when_counted_then_the_rank_is_shared_and_supporters_order_them) {
  const std::vector<DotsBallot> ballots{{{7, 2}}, {{3, 1}}, {{3, 1}}, {{12, 1}}};
  DotsRule rule = five_dots();
  rule.top = 1;
  const auto result = tally_dots(rule, bench_lamp_path, ballots);
  EXPECT_EQ(1, result.options[0].rank);
  EXPECT_EQ(1, result.options[1].rank);
  EXPECT_EQ(3, result.options[2].rank);
  EXPECT_EQ((std::vector<OptionNumber>{3, 7, 12}), result.order);
  EXPECT_EQ((std::vector{DotsReason::supporters, DotsReason::dots}), result.order_decided_by);
  EXPECT_EQ((std::vector<OptionNumber>{3}), result.selected);
  EXPECT_EQ((std::vector<OptionNumber>{3, 7}), result.tie_at_cut);
}

TEST(Dots, given_a_cut_between_different_dots_when_counted_then_no_tie_is_reported) {
  const std::vector<DotsBallot> ballots{{{7, 2}}, {{3, 2}}, {{12, 1}}};
  DotsRule rule = five_dots();
  rule.top = 2;
  const auto result = tally_dots(rule, bench_lamp_path, ballots);
  EXPECT_EQ((std::vector<OptionNumber>{7, 3}), result.selected);
  EXPECT_TRUE(result.tie_at_cut.empty());
}

TEST(Dots, given_a_ballot_that_does_not_fit_when_counted_then_it_is_refused_and_adds_nothing) {
  const std::vector<DotsBallot> ballots{{{7, 2}}, {{7, 3}, {3, 3}}, {}};
  const auto result = tally_dots(five_dots(), bench_lamp_path, ballots);
  EXPECT_EQ(2, result.valid_ballots);
  EXPECT_EQ(1, result.blank_ballots);
  ASSERT_EQ(1u, result.refused.size());
  EXPECT_EQ(1u, result.refused[0].ballot);
  EXPECT_EQ(DotsFault::too_many_dots, result.refused[0].fault);
  EXPECT_EQ(2, result.total_dots);
  EXPECT_EQ(0, result.options[1].supporters);
}

TEST(Dots, given_weights_when_counted_then_they_rank_and_share_but_supporters_stay_heads) {
  const std::vector<DotsBallot> ballots{{{7, 2}}, {{3, 1}, {12, 1}}, {{3, 1}}, {{7, 9}}};
  const std::vector<Rational> weights{Rational(1, 2), 1, Rational(3, 2), 100};
  const auto result = tally_dots(five_dots(), bench_lamp_path, ballots, weights);
  EXPECT_EQ(1u, result.refused.size());
  EXPECT_EQ(5, result.total_dots);
  EXPECT_EQ(Rational(9, 2), result.total_weighted_dots);
  EXPECT_EQ(2, result.options[0].dots);
  EXPECT_EQ(Rational(1), result.options[0].weighted_dots);
  EXPECT_EQ(Rational(5, 2), result.options[1].weighted_dots);
  EXPECT_EQ(2, result.options[1].supporters);
  EXPECT_EQ(Rational(5, 9), result.options[1].share);
  EXPECT_EQ(2, result.options[0].rank);
  EXPECT_EQ(2, result.options[2].rank);
  EXPECT_EQ((std::vector<OptionNumber>{3, 7, 12}), result.order);
  EXPECT_EQ((std::vector{DotsReason::dots, DotsReason::list_order}), result.order_decided_by);
}

TEST(Dots, given_weights_that_do_not_fit_when_counted_then_it_is_a_bug_of_the_caller) {
  const std::vector<DotsBallot> ballots{{{7, 2}}, {{3, 1}}};
  EXPECT_THROW(tally_dots(five_dots(), bench_lamp_path, ballots, std::vector<Rational>{1}),
               std::invalid_argument);
  EXPECT_THROW(tally_dots(five_dots(), bench_lamp_path, ballots, std::vector<Rational>{1, -1}),
               std::invalid_argument);
}

TEST(Dots, given_a_lot_when_options_are_tied_then_it_orders_them_and_nothing_else) {
  const std::vector<DotsBallot> ballots{{{7, 1}, {12, 1}}, {{3, 2}}};
  DotsRule rule = five_dots();
  rule.top = 2;
  rule.lot = {12, 7, 3};
  const auto result = tally_dots(rule, bench_lamp_path, ballots);
  EXPECT_EQ((std::vector<OptionNumber>{3, 12, 7}), result.order);
  EXPECT_EQ((std::vector{DotsReason::dots, DotsReason::lot}), result.order_decided_by);
  EXPECT_EQ((std::vector<OptionNumber>{3, 12}), result.selected);
  EXPECT_EQ((std::vector<OptionNumber>{12, 7}), result.tie_at_cut);
  EXPECT_EQ("lot", name_of(DotsReason::lot));
}

TEST(Dots, given_a_lot_that_does_not_name_every_option_once_when_checked_then_it_is_refused) {
  DotsRule rule = five_dots();
  rule.lot = {12, 7};
  EXPECT_EQ(DotsRuleFault::lot_not_of_the_options, check_rule(rule, bench_lamp_path));
  EXPECT_THROW(tally_dots(rule, bench_lamp_path, {}), std::invalid_argument);
  rule.lot = {12, 7, 7};
  EXPECT_EQ(DotsRuleFault::lot_not_of_the_options, check_rule(rule, bench_lamp_path));
  rule.lot = {12, 7, 3};
  EXPECT_FALSE(check_rule(rule, bench_lamp_path));
}

TEST(Dots, given_an_option_listed_twice_when_counted_then_it_is_a_bug_of_the_caller) {
  const std::vector<OptionNumber> twice{1, 1};
  EXPECT_THROW(tally_dots(five_dots(), twice, {}), std::invalid_argument);
}

TEST(Dots, given_the_rule_when_recorded_then_it_has_a_name_and_a_version) {
  EXPECT_EQ("dots", dots_rule_id.name);
  EXPECT_EQ(1, dots_rule_id.version);
}

}  // namespace

}  // namespace torg::tally
