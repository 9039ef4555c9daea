#include <gtest/gtest.h>

#include "domain/count.hpp"
#include "domain/many_ballots.hpp"
#include "domain/sample_meeting.hpp"

// What lots, weights and the newer ways of splitting add to the counts of dots and splits.
namespace torg::domain {
namespace {

using protocol::OrderReason;

protocol::Ballot dots(std::vector<protocol::Mark> marks) {
  return protocol::DotsBallot{std::move(marks)};
}
protocol::Ballot split(std::vector<protocol::Mark> marks) {
  return protocol::SplitBallot{std::move(marks)};
}

protocol::GroupWeights const three_to_one{{{"lanna", 3}}, 1, false};

TEST(CountDots, given_a_lot_then_it_orders_what_dots_and_supporters_leave_equal) {
  protocol::BallotOpened opened = opened_with(protocol::DotsRule{1, 1, 1, {}}, {7, 5, 6});
  opened.lot = {6, 5, 7};
  auto const result = std::get<protocol::DotsResult>(count(
      opened, together({times(1, dots({{5, 1}})), times(1, dots({{6, 1}})), times(1, dots({}))})));
  EXPECT_EQ(result.rows,
            (std::vector<protocol::DotsRow>{{6, 1, 1, 1, {}}, {5, 1, 1, 1, {}}, {7, 0, 0, 3, {}}}));
  EXPECT_EQ(result.order_reasons, (std::vector<OrderReason>{OrderReason::lot, OrderReason::dots}));
  EXPECT_EQ(result.selected, std::vector<protocol::OptionNumber>{6});
  EXPECT_EQ(result.tie_at_cut, (std::vector<protocol::OptionNumber>{6, 5}));
  EXPECT_EQ(result.blank, 1);
}

TEST(CountDots, given_weights_then_the_order_follows_them_and_figures_stay_dots) {
  auto const opened = opened_with(protocol::DotsRule{2, 2, 1, three_to_one}, {1, 2});
  // Blank ballots take nothing of their group's weight.
  auto const result = std::get<protocol::DotsResult>(
      count(opened, together({times(5, dots({{1, 1}}), "lanna"), times(2, dots({}), "lanna"),
                              times(7, dots({{2, 1}}))})));
  EXPECT_EQ(result.rows, (std::vector<protocol::DotsRow>{{1, 5, 5, 1, "9"}, {2, 7, 7, 2, "3"}}));
  EXPECT_EQ(result.selected, std::vector<protocol::OptionNumber>{1});
  EXPECT_EQ(result.total_dots, 12);
  EXPECT_EQ(result.blank, 2);
}

protocol::SplitRule pot_of_90(protocol::SplitMethod method) {
  protocol::SplitRule rule;
  rule.pot = 90;
  rule.step = 10;
  rule.rounding = 1;
  rule.method = method;
  return rule;
}

TEST(CountSplit, given_weights_then_a_group_moves_the_mean_by_its_weight) {
  protocol::SplitRule rule = pot_of_90(protocol::SplitMethod::mean);
  rule.weights = three_to_one;
  auto const result = std::get<protocol::SplitResult>(
      count(opened_with(rule, {1, 2}),
            together({times(5, split({{1, 90}}), "lanna"), times(1, split({{1, 10}}), "lanna"),
                      times(7, split({{2, 90}}))})));
  EXPECT_EQ(result.incomplete, 1);
  EXPECT_EQ(result.counted, 12);
  ASSERT_EQ(result.rows.size(), 2u);
  EXPECT_EQ(result.rows[0].exact, "135/2");
  EXPECT_EQ(result.rows[1].exact, "45/2");
}

TEST(CountSplit, given_independent_markets_then_single_minded_voters_get_the_mean_and_see_why) {
  auto const result = std::get<protocol::SplitResult>(
      count(opened_with(pot_of_90(protocol::SplitMethod::independent_markets), {1, 2, 3}),
            together({times(2, split({{1, 90}})), times(1, split({{2, 90}}))})));
  EXPECT_EQ(result.method, protocol::SplitMethod::independent_markets);
  EXPECT_EQ(result.rows, (std::vector<protocol::SplitRow>{{1, 60, "60", false, "2/3", {}},
                                                          {2, 30, "30", false, "1/3", {}},
                                                          {3, 0, "0", false, "0", {}}}));
  // The fixed points stand at 1, 2/3, 1/3 and 0.
  EXPECT_EQ(result.market_time, "1/3");
  EXPECT_EQ(result.market_voters, 3);
}

TEST(CountSplit, given_the_knapsack_rule_then_the_last_kronor_have_their_approvals) {
  auto const result = std::get<protocol::SplitResult>(
      count(opened_with(pot_of_90(protocol::SplitMethod::knapsack), {1, 2}),
            together({times(2, split({{1, 60}, {2, 30}})), times(1, split({{2, 90}}))})));
  EXPECT_EQ(result.rows, (std::vector<protocol::SplitRow>{{1, 60, "60", false, {}, 2},
                                                          {2, 30, "30", false, {}, 3}}));
  EXPECT_FALSE(result.market_time);
}

}  // namespace
}  // namespace torg::domain
