#include "tally/split/comparison.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <vector>

#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

TEST(SplitComparison, given_a_majority_when_compared_then_it_is_closer_under_the_median) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  const std::vector<SplitBallot> ballots{{{1, 90}}, {{1, 90}}, {{2, 90}}, {}};
  SplitRule rule;
  rule.pot = 90;
  const auto comparison = compare_splits(rule, options, ballots);
  ASSERT_EQ(4u, comparison.outcomes.size());
  EXPECT_EQ(SplitMethod::mean, comparison.outcomes[0].method);
  EXPECT_EQ(SplitMethod::median, comparison.outcomes[1].method);
  EXPECT_EQ((std::vector<Money>{60, 30}), amounts_of(comparison.outcomes[0].result));
  EXPECT_EQ((std::vector<Money>{90, 0}), amounts_of(comparison.outcomes[1].result));
  EXPECT_EQ((std::vector<Money>{60, 30}), amounts_of(comparison.outcomes[2].result));
  EXPECT_EQ((std::vector<Money>{90, 0}), amounts_of(comparison.outcomes[3].result));
  EXPECT_EQ(1, comparison.closer[0][1]);
  EXPECT_EQ(2, comparison.closer[1][0]);
  EXPECT_EQ(0, comparison.closer[0][2]);
  EXPECT_EQ(2, comparison.closer[3][2]);
}

TEST(SplitComparison, given_no_decision_when_compared_then_nobody_is_closer_to_anything) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  SplitRule rule;
  rule.pot = 90;
  const auto comparison = compare_splits(rule, options, {});
  EXPECT_EQ(SplitStatus::no_decision, comparison.outcomes[3].result.status);
  EXPECT_TRUE(comparison.closer.empty());
}

TEST(SplitComparison, given_weights_when_compared_then_outcomes_follow_them_and_heads_are_told) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  const std::vector<SplitBallot> ballots{{{1, 90}}, {{1, 90}}, {{2, 90}}};
  SplitRule rule;
  rule.pot = 90;
  const auto comparison = compare_splits(rule, options, ballots, std::vector<Rational>{1, 1, 7});
  EXPECT_EQ((std::vector<Money>{20, 70}), amounts_of(comparison.outcomes[0].result));
  EXPECT_EQ((std::vector<Money>{0, 90}), amounts_of(comparison.outcomes[1].result));
  EXPECT_EQ(2, comparison.closer[0][1]);
}

/// Against the definition: each voter's distance from each outcome.
RC_GTEST_PROP(SplitComparisonProperties,
              given_any_ballots_when_compared_then_it_counts_who_is_strictly_closer, ()) {
  const SplitVote vote = any_grid_vote(3, *rc::gen::inRange<std::size_t>(1, 6), 6);
  const auto comparison = compare_splits(vote.rule, vote.options, vote.ballots);
  for (std::size_t a = 0; a < split_methods.size(); ++a) {
    for (std::size_t b = 0; b < split_methods.size(); ++b) {
      std::int64_t closer = 0;
      for (const SplitBallot& wish : vote.ballots) {
        closer += distance(wish, comparison.outcomes[a].result) <
                          distance(wish, comparison.outcomes[b].result)
                      ? 1
                      : 0;
      }
      RC_ASSERT(comparison.closer[a][b] == closer);
    }
  }
}

}  // namespace

}  // namespace torg::tally::test
