#include "tally/poll.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

const std::vector<OptionNumber> soup_bread_cake{4, 2, 9};
const PollRule one{PollForm::one_of_many, {}};
const PollRule several{PollForm::several_of_many, {}};
const PollRule at_most_two{PollForm::several_of_many, 2};
const PollRule agreement{PollForm::agreement, {}};

std::vector<std::int64_t> votes_of(const PollResult& result) {
  std::vector<std::int64_t> votes;
  for (const PollCount& count : result.options) votes.push_back(count.votes);
  return votes;
}

PollResult agree(const std::vector<PollBallot>& ballots) {
  return tally_poll(agreement, agreement_steps(), ballots);
}

TEST(PollBallot, given_each_fault_when_checked_then_it_is_named) {
  const auto check = [](const PollRule& rule, const PollBallot& ballot) {
    return check_ballot(rule, soup_bread_cake, ballot);
  };
  EXPECT_FALSE(check(one, {4}));
  EXPECT_FALSE(check(one, {}));
  EXPECT_FALSE(check(several, {9, 2, 4}));
  EXPECT_FALSE(check(at_most_two, {9, 2}));
  EXPECT_EQ(PollFault::unknown_option, check(one, {1}));
  EXPECT_EQ(PollFault::option_chosen_twice, check(several, {4, 4}));
  EXPECT_EQ(PollFault::too_many_choices, check(one, {4, 2}));
  EXPECT_EQ(PollFault::too_many_choices, check(at_most_two, {9, 2, 4}));
}

TEST(PollRule, given_each_fault_when_checked_then_it_is_named) {
  const std::vector<OptionNumber> twice{1, 1};
  EXPECT_FALSE(check_rule(one, soup_bread_cake));
  EXPECT_FALSE(check_rule(at_most_two, soup_bread_cake));
  EXPECT_FALSE(check_rule(agreement, agreement_steps()));
  EXPECT_EQ(PollRuleFault::no_options, check_rule(one, {}));
  EXPECT_EQ(PollRuleFault::option_listed_twice, check_rule(one, twice));
  EXPECT_EQ(PollRuleFault::not_the_agreement_steps, check_rule(agreement, soup_bread_cake));
  EXPECT_EQ(PollRuleFault::max_choices_out_of_range,
            check_rule({PollForm::one_of_many, 1}, soup_bread_cake));
  EXPECT_EQ(PollRuleFault::max_choices_out_of_range,
            check_rule({PollForm::several_of_many, 4}, soup_bread_cake));
}

TEST(Poll, given_one_choice_each_when_counted_then_percentages_add_up_to_a_hundred) {
  const auto result = tally_poll(one, soup_bread_cake, std::vector<PollBallot>{{4}, {2}, {9}, {}});
  EXPECT_EQ((std::vector<std::int64_t>{1, 1, 1}), votes_of(result));
  EXPECT_EQ(4, result.valid_ballots);
  EXPECT_EQ(1, result.blank_ballots);
  EXPECT_EQ(Rational(1, 3), result.options[0].share);
  EXPECT_EQ(334, result.options[0].percent_tenths);
  EXPECT_EQ(333, result.options[2].percent_tenths);
  EXPECT_EQ(1, result.options[2].rank);
  EXPECT_FALSE(result.median);
}

TEST(Poll, given_several_choices_when_counted_then_each_share_is_of_the_ballots) {
  const auto result =
      tally_poll(several, soup_bread_cake, std::vector<PollBallot>{{4, 2}, {4}, {4, 9}, {}});
  EXPECT_EQ((std::vector<std::int64_t>{3, 1, 1}), votes_of(result));
  EXPECT_EQ(Rational(1), result.options[0].share);
  EXPECT_EQ(1000, result.options[0].percent_tenths);
  EXPECT_EQ(333, result.options[1].percent_tenths);
  EXPECT_EQ(2, result.options[1].rank);
}

TEST(Poll, given_a_half_of_a_tenth_when_several_are_counted_then_it_is_rounded_upwards) {
  std::vector<PollBallot> ballots(16, PollBallot{4});
  ballots[0] = {4, 2};
  const auto result = tally_poll(several, soup_bread_cake, ballots);
  EXPECT_EQ(63, result.options[1].percent_tenths);  // 6.25 %
}

TEST(Poll, given_a_ballot_that_does_not_fit_when_counted_then_it_is_refused_and_adds_nothing) {
  const auto result = tally_poll(one, soup_bread_cake, std::vector<PollBallot>{{4, 2}, {2}});
  EXPECT_EQ((std::vector<std::int64_t>{0, 1, 0}), votes_of(result));
  EXPECT_EQ(1, result.valid_ballots);
  ASSERT_EQ(1u, result.refused.size());
  EXPECT_EQ(0u, result.refused[0].ballot);
  EXPECT_EQ(PollFault::too_many_choices, result.refused[0].fault);
}

TEST(Poll, given_only_blank_ballots_when_counted_then_there_is_no_share_and_no_median) {
  const auto result = agree({{}, {}});
  EXPECT_EQ(2, result.blank_ballots);
  EXPECT_FALSE(result.options[0].share);
  EXPECT_FALSE(result.options[0].percent_tenths);
  EXPECT_FALSE(result.median);
}

TEST(AgreementPoll, given_an_odd_number_when_counted_then_the_median_is_one_step) {
  EXPECT_EQ((MedianStep{2, 2}), agree({{5}, {1}, {2}}).median);
}

TEST(AgreementPoll, given_an_even_number_when_the_middle_differs_then_both_steps_are_stated) {
  EXPECT_EQ((MedianStep{2, 4}), agree({{5}, {1}, {2}, {4}, {}}).median);
  EXPECT_EQ((MedianStep{4, 4}), agree({{5}, {1}, {4}, {4}}).median);
}

TEST(AgreementPoll, given_other_options_when_counted_then_it_is_a_bug_of_the_caller) {
  EXPECT_THROW(tally_poll(agreement, soup_bread_cake, {}), std::invalid_argument);
}

RC_GTEST_PROP(AgreementPoll, given_any_steps_when_sorted_then_the_median_stands_in_the_middle, ()) {
  auto chosen = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<OptionNumber>>(rc::gen::inRange<OptionNumber>(1, 6)));
  std::vector<PollBallot> ballots;
  for (const OptionNumber step : chosen) ballots.push_back({step});
  const auto result = agree(ballots);
  std::sort(chosen.begin(), chosen.end());
  RC_ASSERT(result.median->lower == chosen[(chosen.size() - 1) / 2]);
  RC_ASSERT(result.median->upper == chosen[chosen.size() / 2]);
  int tenths = 0;
  for (const PollCount& count : result.options) tenths += count.percent_tenths.value();
  RC_ASSERT(tenths == 1000);
}

}  // namespace

}  // namespace torg::tally
