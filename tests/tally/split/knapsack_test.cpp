#include "tally/split/knapsack.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

TEST(KnapsackSplit, given_kronor_with_most_approvals_when_split_then_they_are_paid_first) {
  const std::vector<Proposal> proposals{
      {{60, 40, 0}, 100}, {{50, 20, 30}, 100}, {{40, 60, 0}, 100}};
  const auto result = knapsack_split(proposals, 3);
  // All three approve 40 + 20, two of them 10 + 20 more; the last 10 come from 10 + 20 + 30.
  EXPECT_EQ(1, result.margin.level);
  EXPECT_EQ(Rational(1, 6), result.margin.paid_at_level);
  EXPECT_EQ((std::vector<Rational>{Rational(31, 60), Rational(13, 30), Rational(1, 20)}),
            result.shares);
  EXPECT_EQ(Rational(1, 2), result.stands[0].above_level);
  EXPECT_EQ(Rational(1, 10), result.stands[0].at_level);
  EXPECT_EQ(1, result.stands[2].approvals_of_last_paid);
  EXPECT_EQ(1, result.stands[2].approvals_of_next);
}

TEST(KnapsackSplit, given_enough_at_the_level_when_split_then_all_of_it_is_paid) {
  const std::vector<Proposal> proposals{{{60, 40}, 100}, {{60, 40}, 100}, {{0, 100}, 100}};
  const auto result = knapsack_split(proposals, 2);
  EXPECT_EQ(2, result.margin.level);
  EXPECT_EQ(Rational(1), result.margin.paid_at_level);
  EXPECT_EQ((std::vector<Rational>{Rational(3, 5), Rational(2, 5)}), result.shares);
  EXPECT_EQ(2, result.stands[0].approvals_of_last_paid);
  EXPECT_EQ(0, result.stands[0].approvals_of_next);
  EXPECT_EQ(3, result.stands[1].approvals_of_last_paid);
  EXPECT_EQ(1, result.stands[1].approvals_of_next);
}

TEST(KnapsackSplit, given_a_tie_between_options_when_split_then_the_list_favours_nobody) {
  const std::vector<Proposal> proposals{{{1, 0, 0}, 1}, {{0, 1, 0}, 1}, {{0, 0, 1}, 1}};
  const auto result = knapsack_split(proposals, 3);
  EXPECT_EQ((std::vector<Rational>{Rational(1, 3), Rational(1, 3), Rational(1, 3)}), result.shares);
}

TEST(KnapsackSplit, given_an_option_nobody_wished_for_when_split_then_it_has_no_approvals) {
  const auto result = knapsack_split(std::vector<Proposal>{{{3, 0}, 3, 4}}, 2);
  EXPECT_EQ((std::vector<Rational>{1, 0}), result.shares);
  EXPECT_EQ(4, result.margin.level);
  EXPECT_EQ(0, result.stands[1].approvals_of_last_paid);
  EXPECT_EQ(0, result.stands[1].approvals_of_next);
}

TEST(KnapsackSplit, given_a_shared_level_when_a_voter_exaggerates_then_it_can_come_closer) {
  SplitVote vote;
  vote.rule.method = SplitMethod::knapsack;
  vote.rule.pot = 6;
  vote.options = {{1, {}, {}}, {2, {}, {}}};
  const SplitBallot wish{{1, 3}, {2, 3}};
  vote.ballots = {wish, {{1, 6}}};
  EXPECT_EQ(Rational(3), distance(wish, vote.count()));
  vote.ballots[0] = {{2, 6}};
  EXPECT_EQ(Rational(0), distance(wish, vote.count()));
}

SplitVote any_small_vote() {
  const auto options = *rc::gen::inRange<std::size_t>(2, 5);
  SplitVote vote = any_grid_vote(options, *rc::gen::inRange<std::size_t>(1, 7), 6);
  vote.rule.method = SplitMethod::knapsack;
  return vote;
}

/// The weight that approves an option's krona number `krona`, counted from 1.
std::int64_t approvals(const SplitVote& vote, std::size_t place, Money krona) {
  std::int64_t count = 0;
  for (const SplitBallot& ballot : vote.ballots) count += ballot[place].amount >= krona ? 1 : 0;
  return count;
}

/// The definition itself, krona by krona: all above the level are paid, none below it.
RC_GTEST_PROP(KnapsackSplitProperties,
              given_any_ballots_when_split_then_no_krona_is_paid_before_one_with_more_approvals,
              ()) {
  const SplitVote vote = any_small_vote();
  const auto result = vote.count();
  const auto& margin = *result.knapsack_margin;
  RC_ASSERT(margin.paid_at_level > 0 && margin.paid_at_level <= 1);
  for (std::size_t place = 0; place < vote.options.size(); ++place) {
    Rational amount = 0;
    for (Money krona = 1; krona <= vote.rule.pot; ++krona) {
      const Integer its = approvals(vote, place, krona);
      if (its > margin.level) amount += 1;
      if (its == margin.level) amount += margin.paid_at_level;
    }
    RC_ASSERT(result.parts[place].exact == amount);
  }
}

RC_GTEST_PROP(KnapsackSplitProperties,
              given_a_ballot_that_moves_kronor_to_an_option_when_split_then_it_never_gets_less,
              ()) {
  SplitVote vote = any_small_vote();
  const auto raised = *rc::gen::inRange<std::size_t>(0, vote.options.size());
  const auto lowered = *rc::gen::inRange<std::size_t>(0, vote.options.size());
  SplitBallot& ballot = vote.ballots.front();
  const Rational before = vote.count().parts[raised].share.value();
  const Money moved = *rc::gen::inRange<Money>(0, ballot[lowered].amount + 1);
  ballot[lowered].amount -= moved;
  ballot[raised].amount += moved;
  RC_ASSERT(vote.count().parts[raised].share.value() >= before);
}

}  // namespace

}  // namespace torg::tally::test
