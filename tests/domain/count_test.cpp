#include "domain/count.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

using protocol::OrderReason;

CountedBallot dots(std::vector<protocol::Mark> marks, std::string const& group = "") {
  return {protocol::DotsBallot{std::move(marks)}, group};
}
CountedBallot split(std::vector<protocol::Mark> marks, std::string const& group = "") {
  return {protocol::SplitBallot{std::move(marks)}, group};
}
CountedBallot choice(std::vector<protocol::OptionNumber> options, std::string const& group = "") {
  return {protocol::ChoiceBallot{std::move(options)}, group};
}
CountedBallot scale(std::int64_t value, std::string const& group = "") {
  return {protocol::ScaleBallot{value}, group};
}
CountedBallot abstention(std::string const& group = "") {
  return {protocol::AbstainBallot{}, group};
}

template <class Result>
Result counted(protocol::BallotOpened const& opened, std::vector<CountedBallot> const& ballots) {
  return std::get<Result>(count(opened, ballots));
}

TEST(CountDots, given_dots_when_counted_then_rows_stand_in_the_order_of_the_result) {
  auto const opened = opened_with(protocol::DotsRule{4, 3, 2}, {1, 2, 3, 4});
  auto const result = counted<protocol::DotsResult>(
      opened, {dots({{1, 1}, {2, 3}}), dots({{2, 1}, {3, 2}}), dots({{3, 1}, {4, 3}}),
               dots({{3, 1}}), dots({}), abstention()});

  EXPECT_EQ(result.cast, 6);
  EXPECT_EQ(result.blank, 1);
  EXPECT_EQ(result.abstained, 1);
  EXPECT_EQ(result.total_dots, 12);
  // 2 and 3 have four dots, 3 from more ballots.
  EXPECT_EQ(result.rows, (std::vector<protocol::DotsRow>{
                             {3, 4, 3, 1}, {2, 4, 2, 1}, {4, 3, 1, 3}, {1, 1, 1, 4}}));
  EXPECT_EQ(result.order_reasons, (std::vector<OrderReason>{OrderReason::supporters,
                                                            OrderReason::dots, OrderReason::dots}));
  EXPECT_EQ(result.selected, (std::vector<protocol::OptionNumber>{3, 2}));
  EXPECT_TRUE(result.tie_at_cut.empty());
  EXPECT_FALSE(result.breakdown);
}

TEST(CountDots, given_a_tie_through_the_cut_when_counted_then_it_is_named) {
  auto const opened = opened_with(protocol::DotsRule{1, 1, 1}, {7, 5});
  auto const result = counted<protocol::DotsResult>(opened, {dots({{5, 1}}), dots({{7, 1}})});
  EXPECT_EQ(result.rows, (std::vector<protocol::DotsRow>{{7, 1, 1, 1}, {5, 1, 1, 1}}));
  EXPECT_EQ(result.order_reasons, std::vector<OrderReason>{OrderReason::list_order});
  EXPECT_EQ(result.selected, std::vector<protocol::OptionNumber>{7});
  EXPECT_EQ(result.tie_at_cut, (std::vector<protocol::OptionNumber>{7, 5}));
}

TEST(CountDots, given_groups_when_counted_then_their_figures_follow_the_rows) {
  auto const opened = opened_with(protocol::DotsRule{3, 3, std::nullopt}, {1, 2});
  std::vector<CountedBallot> ballots;
  for (int k = 0; k < 5; ++k) ballots.push_back(dots({{2, 2}}, "lanna"));
  for (int k = 0; k < 6; ++k) ballots.push_back(dots({{1, 1}}, "vingaker"));
  ballots.push_back(dots({}, "lanna"));
  ballots.push_back(abstention("vingaker"));

  auto const result = counted<protocol::DotsResult>(opened, ballots);

  ASSERT_EQ(result.rows[0].option, 2);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"lanna", 5, {10, 0}}, {"vingaker", 6, {0, 6}}}));
}

TEST(CountDots, given_a_group_of_five_with_four_blanks_when_counted_then_the_fifth_is_not_bared) {
  auto const opened = opened_with(protocol::DotsRule{3, 3, std::nullopt}, {1, 2});
  std::vector<CountedBallot> ballots{dots({{2, 3}}, "lanna")};
  for (int k = 0; k < 4; ++k) ballots.push_back(dots({}, "lanna"));
  for (std::string const group : {"a", "b", "c"}) {
    for (int k = 0; k < 6; ++k) ballots.push_back(dots({{1, 1}}, group));
  }

  auto const result = counted<protocol::DotsResult>(opened, ballots);

  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->withheld, (std::vector<protocol::GroupId>{"a", "lanna"}));
  EXPECT_EQ(result.breakdown->withheld_ballots, 7);
}

protocol::BallotOpened split_box(protocol::SplitMethod method) {
  protocol::SplitRule rule;
  rule.pot = 90;
  rule.step = 10;
  rule.rounding = 5;
  rule.method = method;
  return opened_with(rule, {1, 2, 3});
}

TEST(CountSplit, given_whole_ballots_when_the_mean_is_taken_then_it_is_exact_and_sums_to_the_pot) {
  auto const result = counted<protocol::SplitResult>(
      split_box(protocol::SplitMethod::mean),
      {split({{1, 90}}), split({{1, 40}, {2, 50}}), split({{2, 30}, {3, 60}}), split({{1, 80}}),
       split({}), abstention()});

  EXPECT_EQ(result.cast, 6);
  EXPECT_EQ(result.blank, 1);
  EXPECT_EQ(result.abstained, 1);
  EXPECT_EQ(result.incomplete, 1);
  EXPECT_EQ(result.counted, 3);
  EXPECT_EQ(result.status, protocol::SplitStatus::ok);
  EXPECT_EQ(result.method, protocol::SplitMethod::mean);
  // Means 130/3, 80/3 and 20; in fives 8 + 5 + 4 of 18: the unit left goes to 130/3, which lost
  // 10/3 where 80/3 lost 5/3.
  EXPECT_EQ(result.rows,
            (std::vector<protocol::SplitRow>{
                {1, 45, "130/3", true}, {2, 25, "80/3", false}, {3, 20, "20", false}}));
}

TEST(CountSplit, given_whole_ballots_when_the_median_is_taken_then_shares_are_of_medians) {
  auto const result = counted<protocol::SplitResult>(
      split_box(protocol::SplitMethod::median),
      {split({{1, 90}}), split({{1, 60}, {2, 30}}), split({{2, 30}, {3, 60}})});
  // Medians 60, 30 and 0 of the pot of 90.
  EXPECT_EQ(result.status, protocol::SplitStatus::ok);
  EXPECT_EQ(result.rows, (std::vector<protocol::SplitRow>{{1, 60, "60", false, "2/3"},
                                                          {2, 30, "30", false, "1/3"},
                                                          {3, 0, "0", false, "0"}}));
}

TEST(CountSplit, given_medians_of_zero_when_counted_then_it_says_that_the_mean_was_taken) {
  auto const result =
      counted<protocol::SplitResult>(split_box(protocol::SplitMethod::median),
                                     {split({{1, 90}}), split({{2, 90}}), split({{3, 90}})});
  EXPECT_EQ(result.status, protocol::SplitStatus::mean_fallback);
  EXPECT_EQ(result.rows[0].amount, 30);
}

TEST(CountSplit, given_nothing_to_count_when_counted_then_there_is_no_decision_and_no_row) {
  auto const result = counted<protocol::SplitResult>(split_box(protocol::SplitMethod::mean),
                                                     {split({}), split({{1, 10}}), abstention()});
  EXPECT_EQ(result.status, protocol::SplitStatus::no_decision);
  EXPECT_EQ(result.cast, 3);
  EXPECT_EQ(result.incomplete, 1);
  EXPECT_EQ(result.counted, 0);
  EXPECT_TRUE(result.rows.empty());
  EXPECT_FALSE(result.breakdown);
}

TEST(CountSplit, given_a_ballot_below_a_minimum_when_counted_then_it_is_incomplete) {
  protocol::SplitRule rule;
  rule.pot = 100;
  rule.step = 10;
  rule.rounding = 10;
  rule.bounds = {{1, 20, std::nullopt}};
  auto const result = counted<protocol::SplitResult>(
      opened_with(rule, {1, 2}), {split({{1, 10}, {2, 90}}), split({{1, 40}, {2, 60}})});
  EXPECT_EQ(result.incomplete, 1);
  EXPECT_EQ(result.counted, 1);
  EXPECT_EQ(result.rows[0].amount, 40);
}

TEST(CountSplit, given_maximums_that_are_reached_when_counted_then_it_says_what_overflowed) {
  protocol::SplitRule rule;
  rule.pot = 100;
  rule.step = 10;
  rule.rounding = 10;
  rule.bounds = {{1, std::nullopt, 60}, {2, std::nullopt, 60}};
  rule.method = protocol::SplitMethod::median;
  auto const opened = opened_with(rule, {1, 2, 3, 4});
  auto const within = counted<protocol::SplitResult>(
      opened, {split({{1, 60}, {3, 40}}), split({{1, 60}, {2, 40}}), split({{1, 60}, {3, 40}})});
  EXPECT_EQ(within.status, protocol::SplitStatus::ok);
  // Only option 1 has a median above zero. It stops at its maximum, and the rest goes in equal
  // parts to those nobody's median names.
  auto const over = counted<protocol::SplitResult>(
      opened, {split({{1, 60}, {2, 40}}), split({{1, 60}, {3, 40}}), split({{1, 60}, {4, 40}})});
  EXPECT_EQ(over.status, protocol::SplitStatus::overflow);
  EXPECT_EQ(over.rows[0].amount, 60);
  EXPECT_EQ(over.rows[1].exact, "40/3");
}

TEST(CountSplit, given_groups_when_counted_then_figures_are_the_kronor_of_counted_ballots) {
  std::vector<CountedBallot> ballots;
  for (int k = 0; k < 5; ++k) ballots.push_back(split({{1, 90}}, "lanna"));
  for (int k = 0; k < 5; ++k) ballots.push_back(split({{1, 30}, {3, 60}}, "vingaker"));
  ballots.push_back(split({{2, 10}}, "lanna"));
  ballots.push_back(split({{1, 0}}, "lanna"));

  auto const result =
      counted<protocol::SplitResult>(split_box(protocol::SplitMethod::mean), ballots);

  EXPECT_EQ(result.incomplete, 1);
  EXPECT_EQ(result.blank, 1);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"lanna", 5, {450, 0, 0}},
                                                 {"vingaker", 5, {150, 0, 300}}}));
}

TEST(CountSplit, given_a_group_of_five_with_four_incomplete_when_counted_then_it_is_withheld) {
  std::vector<CountedBallot> ballots{split({{1, 90}}, "lanna")};
  for (int k = 0; k < 4; ++k) ballots.push_back(split({{1, 80}}, "lanna"));
  for (std::string const group : {"a", "b", "c"}) {
    for (int k = 0; k < 6; ++k) ballots.push_back(split({{2, 90}}, group));
  }
  auto const result =
      counted<protocol::SplitResult>(split_box(protocol::SplitMethod::mean), ballots);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->withheld, (std::vector<protocol::GroupId>{"a", "lanna"}));
}

TEST(CountChoice, given_choices_when_counted_then_rows_stand_in_the_order_of_the_options) {
  auto const opened = opened_with(protocol::PollRule{protocol::PollForm::several, 2}, {4, 2, 3});
  auto const result = counted<protocol::ChoiceResult>(
      opened, {choice({2, 3}), choice({2}), choice({3}), choice({}), abstention()});
  EXPECT_EQ(result.cast, 5);
  EXPECT_EQ(result.blank, 1);
  EXPECT_EQ(result.abstained, 1);
  EXPECT_EQ(result.rows, (std::vector<protocol::ChoiceRow>{{4, 0, 3}, {2, 2, 1}, {3, 2, 1}}));
}

TEST(CountChoice, given_groups_when_counted_then_figures_are_votes) {
  auto const opened = opened_with(protocol::PollRule{protocol::PollForm::one, {}}, {1, 2});
  std::vector<CountedBallot> ballots;
  for (int k = 0; k < 5; ++k) ballots.push_back(choice({2}, "lanna"));
  for (int k = 0; k < 7; ++k) ballots.push_back(choice({k < 3 ? 1 : 2}));
  auto const result = counted<protocol::ChoiceResult>(opened, ballots);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"lanna", 5, {0, 5}}, {std::nullopt, 7, {3, 4}}}));
}

TEST(CountChoice, given_a_group_of_five_with_four_blanks_when_counted_then_it_is_withheld) {
  auto const opened = opened_with(protocol::PollRule{protocol::PollForm::one, {}}, {1, 2});
  std::vector<CountedBallot> ballots{choice({2}, "lanna")};
  for (int k = 0; k < 4; ++k) ballots.push_back(choice({}, "lanna"));
  for (std::string const group : {"a", "b", "c"}) {
    for (int k = 0; k < 6; ++k) ballots.push_back(choice({1}, group));
  }
  auto const result = counted<protocol::ChoiceResult>(opened, ballots);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->withheld, (std::vector<protocol::GroupId>{"a", "lanna"}));
}

TEST(CountScale, given_steps_when_counted_then_counts_and_twice_the_median_are_stated) {
  auto const opened = opened_with(protocol::PollRule{protocol::PollForm::scale, {}}, {});
  auto const even = counted<protocol::ScaleResult>(
      opened, {scale(1), scale(4), scale(5), scale(5), abstention()});
  EXPECT_EQ(even.cast, 5);
  EXPECT_EQ(even.abstained, 1);
  EXPECT_EQ(even.counts, (std::vector<std::int64_t>{1, 0, 0, 1, 2}));
  EXPECT_EQ(even.median, 9);
  auto const odd = counted<protocol::ScaleResult>(opened, {scale(2), scale(2), scale(5)});
  EXPECT_EQ(odd.median, 4);
  auto const none = counted<protocol::ScaleResult>(opened, {abstention()});
  EXPECT_FALSE(none.median);
  EXPECT_EQ(none.counts, (std::vector<std::int64_t>{0, 0, 0, 0, 0}));
}

TEST(CountScale, given_groups_when_counted_then_figures_are_ballots_per_step) {
  auto const opened = opened_with(protocol::PollRule{protocol::PollForm::scale, {}}, {});
  std::vector<CountedBallot> ballots;
  for (int k = 0; k < 5; ++k) ballots.push_back(scale(k + 1, "lanna"));
  for (int k = 0; k < 6; ++k) ballots.push_back(scale(5, "vingaker"));
  auto const result = counted<protocol::ScaleResult>(opened, ballots);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"lanna", 5, {1, 1, 1, 1, 1}},
                                                 {"vingaker", 6, {0, 0, 0, 0, 6}}}));
}

TEST(Count, given_an_empty_box_when_counted_then_every_kind_has_a_result_of_nothing) {
  EXPECT_EQ(
      counted<protocol::DotsResult>(opened_with(protocol::DotsRule{3, 3, std::nullopt}, {1, 2}), {})
          .total_dots,
      0);
  EXPECT_EQ(counted<protocol::SplitResult>(split_box(protocol::SplitMethod::mean), {}).status,
            protocol::SplitStatus::no_decision);
  auto const poll = opened_with(protocol::PollRule{protocol::PollForm::one, {}}, {1, 2});
  EXPECT_EQ(counted<protocol::ChoiceResult>(poll, {}).rows.size(), 2u);
}

TEST(Count, given_a_ballot_that_the_rule_refuses_when_counted_then_it_is_cast_and_nothing_else) {
  auto const opened = opened_with(protocol::DotsRule{3, 3, std::nullopt}, {1, 2});
  auto const result = counted<protocol::DotsResult>(
      opened, {dots({{1, 4}}), dots({{9, 1}}), scale(3), dots({{1, 1}})});
  EXPECT_EQ(result.cast, 4);
  EXPECT_EQ(result.total_dots, 1);
  EXPECT_EQ(result.blank, 0);
  EXPECT_EQ(result.abstained, 0);
}

TEST(Count, given_a_calculation_that_this_build_lacks_when_asked_then_it_does_not_guess) {
  auto const known = opened_with(protocol::DotsRule{3, 3, std::nullopt}, {1, 2});
  EXPECT_TRUE(can_count(known));
  auto newer = known;
  newer.rule_version = 2;
  EXPECT_FALSE(can_count(newer));
  EXPECT_THROW(count(newer, {}), std::invalid_argument);
  auto misnamed = known;
  misnamed.rule_name = "split-mean";
  EXPECT_FALSE(can_count(misnamed));
}

}  // namespace
}  // namespace torg::domain
