#include <gtest/gtest.h>

#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

using protocol::ErrorCode;
using protocol::Mark;

struct Expected {
  ErrorCode code;
  std::string field;
  std::optional<std::int64_t> limit;
};

void expect_fault(std::optional<protocol::Error> const& error, Expected const& expected) {
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, expected.code);
  EXPECT_EQ(error->field, expected.field);
  EXPECT_EQ(error->limit, expected.limit);
}

protocol::BallotOpened dots_box() {
  return opened_with(protocol::DotsRule{5, 3, std::nullopt}, {2, 4, 9});
}

protocol::Ballot dots(std::vector<Mark> marks) { return protocol::DotsBallot{std::move(marks)}; }
protocol::Ballot split(std::vector<Mark> marks) { return protocol::SplitBallot{std::move(marks)}; }
protocol::Ballot choice(std::vector<protocol::OptionNumber> options) {
  return protocol::ChoiceBallot{std::move(options)};
}

TEST(CheckDots, given_dots_within_the_rule_when_checked_then_they_may_stand) {
  EXPECT_FALSE(check_ballot(dots_box(), dots({})));
  EXPECT_FALSE(check_ballot(dots_box(), dots({{4, 1}})));
  EXPECT_FALSE(check_ballot(dots_box(), dots({{2, 3}, {9, 2}})));
  EXPECT_FALSE(check_ballot(dots_box(), protocol::AbstainBallot{}));
}

TEST(CheckDots, given_more_dots_than_there_are_when_checked_then_overspent) {
  expect_fault(check_ballot(dots_box(), dots({{2, 3}, {9, 3}})),
               {ErrorCode::overspent, "command.ballot.marks", 5});
}

TEST(CheckDots, given_too_many_on_one_option_when_checked_then_over_maximum) {
  expect_fault(check_ballot(dots_box(), dots({{2, 1}, {4, 4}})),
               {ErrorCode::over_maximum, "command.ballot.marks.1.value", 3});
}

TEST(CheckDots, given_a_mark_without_dots_when_checked_then_empty_mark) {
  expect_fault(check_ballot(dots_box(), dots({{2, 0}})),
               {ErrorCode::empty_mark, "command.ballot.marks.0.value", {}});
}

TEST(CheckDots, given_marks_out_of_order_or_twice_when_checked_then_unordered) {
  expect_fault(check_ballot(dots_box(), dots({{4, 1}, {2, 1}})),
               {ErrorCode::unordered_marks, "command.ballot.marks.1.option", {}});
  expect_fault(check_ballot(dots_box(), dots({{2, 1}, {2, 1}})),
               {ErrorCode::unordered_marks, "command.ballot.marks.1.option", {}});
}

TEST(CheckDots, given_an_option_of_another_box_when_checked_then_unknown) {
  expect_fault(check_ballot(dots_box(), dots({{2, 1}, {3, 1}})),
               {ErrorCode::unknown_option, "command.ballot.marks.1.option", {}});
}

// 100 kr in steps of 5; option 1 at least 20 and at most 60, option 2 at most 40.
protocol::BallotOpened split_box() {
  protocol::SplitRule rule;
  rule.pot = 100;
  rule.step = 5;
  rule.rounding = 1;
  rule.bounds = {{1, 20, 60}, {2, std::nullopt, 40}};
  return opened_with(rule, {1, 2, 3});
}

TEST(CheckSplit, given_a_whole_or_unfinished_split_when_checked_then_it_may_stand) {
  EXPECT_FALSE(check_ballot(split_box(), split({{1, 60}, {2, 40}})));
  EXPECT_FALSE(check_ballot(split_box(), split({{1, 25}})));
  EXPECT_FALSE(check_ballot(split_box(), split({{1, 5}, {3, 95}})));
  EXPECT_FALSE(check_ballot(split_box(), split({{1, 0}, {3, 100}})));
  EXPECT_FALSE(check_ballot(split_box(), split({})));
  EXPECT_FALSE(check_ballot(split_box(), protocol::AbstainBallot{}));
}

TEST(CheckSplit, given_more_than_the_pot_when_checked_then_overspent) {
  expect_fault(check_ballot(split_box(), split({{1, 60}, {3, 45}})),
               {ErrorCode::overspent, "command.ballot.marks", 100});
}

TEST(CheckSplit, given_amounts_whose_sum_leaves_64_bits_when_checked_then_overspent) {
  std::int64_t const huge = INT64_MAX - INT64_MAX % 5;
  expect_fault(check_ballot(opened_with(protocol::SplitRule{100, 5, 1, {}, {}}, {1, 2}),
                            split({{1, huge}, {2, huge}})),
               {ErrorCode::overspent, "command.ballot.marks", 100});
}

TEST(CheckSplit, given_more_than_an_option_may_get_when_checked_then_over_maximum) {
  expect_fault(check_ballot(split_box(), split({{2, 45}})),
               {ErrorCode::over_maximum, "command.ballot.marks.0.value", 40});
}

TEST(CheckSplit, given_an_amount_off_the_step_when_checked_then_not_a_step) {
  expect_fault(check_ballot(split_box(), split({{3, 7}})),
               {ErrorCode::not_a_step, "command.ballot.marks.0.value", 5});
}

TEST(CheckSplit, given_marks_out_of_order_or_unknown_when_checked_then_refused) {
  expect_fault(check_ballot(split_box(), split({{3, 5}, {1, 5}})),
               {ErrorCode::unordered_marks, "command.ballot.marks.1.option", {}});
  expect_fault(check_ballot(split_box(), split({{7, 5}})),
               {ErrorCode::unknown_option, "command.ballot.marks.0.option", {}});
}

protocol::BallotOpened fund_box(protocol::FundForm form,
                                std::optional<std::int64_t> max_choices = {}) {
  protocol::FundRule rule;
  rule.pot = 100;
  rule.form = form;
  rule.max_choices = max_choices;
  if (form == protocol::FundForm::points) {
    rule.points = 10;
    rule.max_per_option = 6;
  }
  return opened_with(rule, {1, 2, 3});
}

protocol::Ballot ranking(std::vector<protocol::OptionNumber> options) {
  return protocol::RankingBallot{std::move(options)};
}

TEST(CheckFund, given_each_form_when_checked_then_its_own_ballots_may_stand) {
  auto const approve = fund_box(protocol::FundForm::approve);
  EXPECT_FALSE(check_ballot(approve, choice({})));
  EXPECT_FALSE(check_ballot(approve, choice({1, 2, 3})));
  auto const points = fund_box(protocol::FundForm::points);
  EXPECT_FALSE(check_ballot(points, dots({{1, 4}, {3, 6}})));
  auto const rank = fund_box(protocol::FundForm::rank);
  EXPECT_FALSE(check_ballot(rank, ranking({3, 1, 2})));
  EXPECT_FALSE(check_ballot(rank, ranking({})));
  for (auto const& box : {approve, points, rank}) {
    EXPECT_FALSE(check_ballot(box, protocol::AbstainBallot{}));
  }
}

TEST(CheckFund, given_a_ballot_of_another_form_when_checked_then_wrong_kind) {
  Expected const wrong{ErrorCode::wrong_ballot_kind, "command.ballot.kind", {}};
  expect_fault(check_ballot(fund_box(protocol::FundForm::approve), ranking({1})), wrong);
  expect_fault(check_ballot(fund_box(protocol::FundForm::approve), dots({{1, 1}})), wrong);
  expect_fault(check_ballot(fund_box(protocol::FundForm::points), choice({1})), wrong);
  expect_fault(check_ballot(fund_box(protocol::FundForm::rank), choice({1})), wrong);
  expect_fault(check_ballot(fund_box(protocol::FundForm::rank), split({{1, 1}})), wrong);
}

TEST(CheckFund, given_more_projects_than_allowed_when_checked_then_too_many_choices) {
  Expected const too_many{ErrorCode::too_many_choices, "command.ballot.options", 2};
  expect_fault(check_ballot(fund_box(protocol::FundForm::approve, 2), choice({1, 2, 3})), too_many);
  expect_fault(check_ballot(fund_box(protocol::FundForm::rank, 2), ranking({3, 1, 2})), too_many);
}

TEST(CheckFund, given_points_beyond_the_rule_when_checked_then_they_may_not_stand) {
  auto const box = fund_box(protocol::FundForm::points);
  expect_fault(check_ballot(box, dots({{1, 7}})),
               {ErrorCode::over_maximum, "command.ballot.marks.0.value", 6});
  expect_fault(check_ballot(box, dots({{1, 6}, {2, 5}})),
               {ErrorCode::overspent, "command.ballot.marks", 10});
  expect_fault(check_ballot(box, dots({{1, 0}})),
               {ErrorCode::empty_mark, "command.ballot.marks.0.value", {}});
}

TEST(CheckFund, given_a_ranking_with_a_stranger_or_twice_the_same_when_checked_then_named) {
  auto const box = fund_box(protocol::FundForm::rank);
  expect_fault(check_ballot(box, ranking({2, 9})),
               {ErrorCode::unknown_option, "command.ballot.options.1", {}});
  expect_fault(check_ballot(box, ranking({2, 1, 2})),
               {ErrorCode::duplicate, "command.ballot.options.2", {}});
  expect_fault(check_ballot(fund_box(protocol::FundForm::approve), choice({2, 1})),
               {ErrorCode::unordered_marks, "command.ballot.options.1", {}});
}

protocol::BallotOpened poll_box(protocol::PollForm form,
                                std::optional<std::int64_t> max_choices = {}) {
  return opened_with(protocol::PollRule{form, max_choices}, {1, 2, 3});
}

TEST(CheckChoice, given_one_of_many_when_checked_then_at_most_one_is_chosen) {
  auto const box = poll_box(protocol::PollForm::one);
  EXPECT_FALSE(check_ballot(box, choice({})));
  EXPECT_FALSE(check_ballot(box, choice({3})));
  expect_fault(check_ballot(box, choice({1, 3})),
               {ErrorCode::too_many_choices, "command.ballot.options", 1});
}

TEST(CheckChoice, given_several_of_many_when_checked_then_the_maximum_holds) {
  auto const box = poll_box(protocol::PollForm::several, 2);
  EXPECT_FALSE(check_ballot(box, choice({1, 3})));
  expect_fault(check_ballot(box, choice({1, 2, 3})),
               {ErrorCode::too_many_choices, "command.ballot.options", 2});
  EXPECT_FALSE(check_ballot(poll_box(protocol::PollForm::several), choice({1, 2, 3})));
}

TEST(CheckChoice, given_options_out_of_order_or_unknown_when_checked_then_refused) {
  auto const box = poll_box(protocol::PollForm::several);
  expect_fault(check_ballot(box, choice({2, 1})),
               {ErrorCode::unordered_marks, "command.ballot.options.1", {}});
  expect_fault(check_ballot(box, choice({4})),
               {ErrorCode::unknown_option, "command.ballot.options.0", {}});
}

TEST(CheckScale, given_a_step_when_checked_then_only_1_to_5_may_stand) {
  auto const box = poll_box(protocol::PollForm::scale);
  EXPECT_FALSE(check_ballot(box, protocol::ScaleBallot{1}));
  EXPECT_FALSE(check_ballot(box, protocol::ScaleBallot{5}));
  for (std::int64_t const value : {0, 6}) {
    expect_fault(check_ballot(box, protocol::ScaleBallot{value}),
                 {ErrorCode::out_of_range, "command.ballot.value", {}});
  }
}

TEST(CheckBallot, given_a_ballot_of_another_kind_when_checked_then_wrong_kind) {
  std::vector<protocol::Ballot> const kinds{dots({}), split({}), choice({}),
                                            protocol::ScaleBallot{3}};
  std::vector<protocol::BallotOpened> const boxes{dots_box(), split_box(),
                                                  poll_box(protocol::PollForm::several),
                                                  poll_box(protocol::PollForm::scale)};
  for (std::size_t box = 0; box < boxes.size(); ++box) {
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      auto const error = check_ballot(boxes[box], kinds[kind]);
      if (box == kind) {
        EXPECT_FALSE(error);
      } else {
        expect_fault(error, {ErrorCode::wrong_ballot_kind, "command.ballot.kind", {}});
      }
    }
  }
}

}  // namespace
}  // namespace torg::domain
