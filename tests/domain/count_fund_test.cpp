#include <gtest/gtest.h>

#include "domain/count.hpp"
#include "domain/many_ballots.hpp"
#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

using protocol::FundedBy;
using protocol::FundMissCause;
using protocol::OptionNumber;

CountedBallot approving(std::vector<OptionNumber> options, std::string const& group = "") {
  return {protocol::ChoiceBallot{std::move(options)}, group};
}
CountedBallot points(std::vector<protocol::Mark> marks) {
  return {protocol::DotsBallot{std::move(marks)}, ""};
}
CountedBallot ranking(std::vector<OptionNumber> options) {
  return {protocol::RankingBallot{std::move(options)}, ""};
}

protocol::FundRule rule_of(protocol::FundMethod method, protocol::Kronor pot) {
  protocol::FundRule rule;
  rule.pot = pot;
  rule.form = protocol::FundForm::approve;
  rule.method = method;
  rule.satisfaction = protocol::Satisfaction::cost;
  return rule;
}

// Projects 1, 2 and so on with these costs.
protocol::BallotOpened fund_box(protocol::FundRule const& rule,
                                std::initializer_list<protocol::Kronor> costs) {
  protocol::BallotOpened opened = opened_with(rule, {});
  for (protocol::Kronor const cost : costs) {
    protocol::StoredOption& option = opened.options.emplace_back();
    option.option = static_cast<OptionNumber>(opened.options.size());
    option.cost = cost;
  }
  return opened;
}

protocol::FundResult counted(protocol::BallotOpened const& opened,
                             std::vector<CountedBallot> const& ballots) {
  return std::get<protocol::FundResult>(count(opened, ballots));
}

TEST(CountFund, given_most_votes_first_then_what_does_not_fit_is_passed_over) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::greedy, 100), {60, 40, 60});
  auto const result = counted(opened, together({times(3, approving({1})),
                                                times(2, approving({3})),
                                                times(1, approving({2})),
                                                {approving({}), {protocol::AbstainBallot{}, ""}}}));
  EXPECT_EQ(result.cast, 8);
  EXPECT_EQ(result.blank, 1);
  EXPECT_EQ(result.abstained, 1);
  EXPECT_EQ(result.counted, 6);
  EXPECT_EQ(result.status, protocol::FundStatus::ok);
  EXPECT_EQ(result.pot, 100);
  EXPECT_EQ(result.spent, 100);
  EXPECT_EQ(result.order, (std::vector<OptionNumber>{1, 2}));
  EXPECT_EQ(result.rounds,
            (std::vector<protocol::FundRound>{{1, {}, {}, {}, "40"}, {2, {}, {}, {}, "0"}}));
  ASSERT_EQ(result.rows.size(), 3u);
  EXPECT_EQ(result.rows[0].supporters, 3);
  EXPECT_EQ(result.rows[0].score, 3);
  EXPECT_EQ(result.rows[0].funded, FundedBy::rule);
  EXPECT_EQ(result.rows[0].place, 1);
  EXPECT_FALSE(result.rows[0].miss);
  EXPECT_FALSE(result.rows[2].funded);
  ASSERT_TRUE(result.rows[2].miss);
  EXPECT_EQ(result.rows[2].miss->cause, FundMissCause::did_not_fit);
  EXPECT_EQ(result.rows[2].miss->left, "40");
  EXPECT_FALSE(result.endowment);
}

TEST(CountFund, given_equal_shares_then_the_account_says_who_paid_what) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::equal_shares, 120), {60, 40, 60});
  auto const result = counted(
      opened, together({times(3, approving({1})), times(2, approving({2})), {approving({3})}}));
  EXPECT_EQ(result.endowment, "20");
  EXPECT_EQ(result.runs, 1);
  EXPECT_EQ(result.order, (std::vector<OptionNumber>{1, 2}));
  EXPECT_EQ(result.rounds, (std::vector<protocol::FundRound>{{1, "1/3", 3, "20", "60"},
                                                             {2, "1/2", 2, "20", "20"}}));
  ASSERT_TRUE(result.rows[2].miss);
  EXPECT_EQ(result.rows[2].miss->cause, FundMissCause::supporters_short);
  EXPECT_EQ(result.rows[2].miss->left, "20");
  EXPECT_TRUE(result.exhaustive);
}

TEST(CountFund, given_blank_ballots_then_they_hold_nothing_of_the_pot) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::equal_shares, 120), {60});
  auto const result =
      counted(opened, together({times(2, approving({1})), times(4, approving({}))}));
  EXPECT_EQ(result.endowment, "60");
  EXPECT_EQ(result.spent, 60);
}

TEST(CountFund, given_a_completion_then_what_it_adds_is_named_and_has_no_round) {
  protocol::FundRule rule = rule_of(protocol::FundMethod::equal_shares, 120);
  rule.utilitarian = true;
  auto const result = counted(fund_box(rule, {60, 60}),
                              together({times(3, approving({1})), times(2, approving({2}))}));
  EXPECT_EQ(result.order, (std::vector<OptionNumber>{1, 2}));
  EXPECT_EQ(result.rows[0].funded, FundedBy::rule);
  EXPECT_EQ(result.rows[1].funded, FundedBy::completion);
  EXPECT_EQ(result.rows[1].place, 2);
  EXPECT_EQ(result.rounds.size(), 1u);
  EXPECT_EQ(result.spent, 120);
}

TEST(CountFund, given_a_tie_then_the_lot_of_the_box_decides_and_is_said_to) {
  protocol::BallotOpened opened = fund_box(rule_of(protocol::FundMethod::greedy, 50), {50, 50});
  std::vector<CountedBallot> const ballots{approving({1}), approving({2})};
  for (auto const& [lot, first] : {std::pair{std::vector<OptionNumber>{2, 1}, OptionNumber{2}},
                                   std::pair{std::vector<OptionNumber>{1, 2}, OptionNumber{1}}}) {
    opened.lot = lot;
    auto const result = counted(opened, ballots);
    EXPECT_EQ(result.order, std::vector<OptionNumber>{first});
    EXPECT_EQ(result.ties, (std::vector<protocol::FundTie>{{lot, true, true}}));
  }
}

TEST(CountFund, given_a_tie_of_projects_with_different_costs_then_the_cheaper_goes_first_by_rule) {
  protocol::BallotOpened opened = fund_box(rule_of(protocol::FundMethod::greedy, 50), {50, 45});
  opened.lot = {1, 2};
  auto const result = counted(opened, {approving({1}), approving({2})});
  EXPECT_EQ(result.order, std::vector<OptionNumber>{2});
  EXPECT_EQ(result.ties, (std::vector<protocol::FundTie>{{{2, 1}, false, true}}));
}

TEST(CountFund, given_what_nobody_chose_or_the_pot_cannot_pay_then_the_miss_says_so) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::knapsack, 100), {100, 101, 10, 60});
  auto const result = counted(opened, together({times(3, approving({1, 2})), {approving({2, 4})}}));
  EXPECT_EQ(result.order, std::vector<OptionNumber>{1});
  EXPECT_EQ(result.rows[1].miss->cause, FundMissCause::above_pot);
  EXPECT_EQ(result.rows[2].miss->cause, FundMissCause::unsupported);
  EXPECT_EQ(result.rows[3].miss->cause, FundMissCause::outweighed);
}

TEST(CountFund, given_phragmen_then_rounds_have_loads_and_the_next_did_not_fit) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::phragmen, 90), {60, 40, 80});
  auto const result = counted(
      opened, together({times(3, approving({1})), times(1, approving({2})), {approving({3})}}));
  EXPECT_EQ(result.rounds, (std::vector<protocol::FundRound>{{1, "20", {}, {}, "30"}}));
  EXPECT_EQ(result.rows[1].miss->cause, FundMissCause::did_not_fit);
  EXPECT_EQ(result.rows[1].miss->left, "30");
  EXPECT_EQ(result.rows[2].miss->cause, FundMissCause::supporters_short);
  EXPECT_FALSE(result.rows[2].miss->left);
}

TEST(CountFund, given_points_then_they_are_the_score) {
  protocol::FundRule rule = rule_of(protocol::FundMethod::greedy, 50);
  rule.form = protocol::FundForm::points;
  rule.points = 10;
  rule.satisfaction = protocol::Satisfaction::points;
  auto const result = counted(fund_box(rule, {50, 50}),
                              {points({{1, 4}, {2, 6}}), points({{1, 3}}), points({{2, 2}})});
  EXPECT_EQ(result.rows[0].score, 7);
  EXPECT_EQ(result.rows[1].score, 8);
  EXPECT_EQ(result.rows[1].supporters, 2);
  EXPECT_EQ(result.order, std::vector<OptionNumber>{2});
}

TEST(CountFund, given_rankings_then_a_higher_place_is_worth_more) {
  protocol::FundRule rule = rule_of(protocol::FundMethod::greedy, 50);
  rule.form = protocol::FundForm::rank;
  rule.max_choices = 2;
  rule.satisfaction = protocol::Satisfaction::rankpoints;
  auto const result = counted(fund_box(rule, {50, 50, 50}),
                              {ranking({3, 1}), ranking({3}), ranking({1, 2}), ranking({1, 3})});
  // Two points for the first place and one for the second: 1 has five, 3 has five, 2 has one.
  EXPECT_EQ(result.rows[0].score, 5);
  EXPECT_EQ(result.rows[1].score, 1);
  EXPECT_EQ(result.rows[2].score, 5);
  EXPECT_EQ(result.order.size(), 1u);
}

TEST(CountFund, given_no_ballot_that_chose_anything_then_nothing_is_decided) {
  auto const result = counted(fund_box(rule_of(protocol::FundMethod::equal_shares, 50), {50}),
                              {approving({}), {protocol::AbstainBallot{}, ""}});
  EXPECT_EQ(result.status, protocol::FundStatus::no_decision);
  EXPECT_EQ(result.spent, 0);
  EXPECT_TRUE(result.order.empty());
  EXPECT_EQ(result.rows[0].miss->cause, FundMissCause::unsupported);
}

TEST(CountFund, given_weights_then_a_smaller_group_can_weigh_more) {
  protocol::FundRule rule = rule_of(protocol::FundMethod::greedy, 50);
  rule.weights = protocol::GroupWeights{{{"lanna", 3}}, 1, false};
  auto const result =
      counted(fund_box(rule, {50, 50}),
              together({times(5, approving({1}, "lanna")), times(7, approving({2}))}));
  EXPECT_EQ(result.order, std::vector<OptionNumber>{1});
  EXPECT_EQ(result.rows[0].supporters, 5);
  EXPECT_EQ(result.rows[0].weighted, "9");
  EXPECT_EQ(result.rows[1].weighted, "3");
}

TEST(CountFund, given_groups_then_it_is_told_how_many_of_each_chose_something_funded) {
  auto const opened = fund_box(rule_of(protocol::FundMethod::greedy, 50), {50, 50});
  auto const result = counted(opened, together({times(4, approving({1}, "lanna")),
                                                {approving({2}, "lanna")},
                                                times(3, approving({2})),
                                                times(2, approving({1, 2}))}));
  // Five chose project 1 or both in all, six project 2.
  EXPECT_EQ(result.order.size(), 1u);
  ASSERT_TRUE(result.breakdown);
  EXPECT_EQ(result.breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"lanna", 5, {4, 1}, 4}, {{}, 5, {2, 5}, 2}}));
}

}  // namespace
}  // namespace torg::domain
