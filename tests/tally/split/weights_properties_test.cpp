#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <vector>

#include "tally/split/vote.hpp"

namespace torg::tally::test {

namespace {

TEST(SplitWeights, given_weights_that_do_not_fit_when_split_then_it_is_a_bug_of_the_caller) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  const std::vector<SplitBallot> ballots{{{1, 10}}, {{2, 10}}};
  SplitRule rule;
  rule.pot = 10;
  EXPECT_THROW(tally_split(rule, options, ballots, std::vector<Rational>{1}),
               std::invalid_argument);
  EXPECT_THROW(tally_split(rule, options, ballots, std::vector<Rational>{1, 0}),
               std::invalid_argument);
}

TEST(SplitWeights, given_a_refused_ballot_when_weighed_then_only_the_others_weights_are_told) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  const std::vector<SplitBallot> ballots{{{1, 10}}, {{1, 99}}, {{2, 10}}};
  SplitRule rule;
  rule.pot = 10;
  const std::vector<Rational> weights{Rational(3, 2), Rational(1, 7), 1};
  const auto result = tally_split(rule, options, ballots, weights);
  EXPECT_EQ(2, result.counted_ballots);
  EXPECT_EQ(5, result.counted_weight);
  EXPECT_EQ((std::vector<Money>{6, 4}), amounts_of(result));
}

TEST(SplitWeights, given_half_of_the_weight_up_to_a_wish_when_split_then_the_median_is_between) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, {}, {}}};
  const std::vector<SplitBallot> ballots{{{1, 10}}, {{1, 4}, {2, 6}}, {{2, 10}}};
  SplitRule rule;
  rule.method = SplitMethod::median;
  rule.pot = 10;
  const std::vector<Rational> half{2, 1, 1};
  EXPECT_EQ(Rational(7, 10), tally_split(rule, options, ballots, half).parts[0].median);
  const std::vector<Rational> more{3, 1, 1};
  EXPECT_EQ(Rational(1), tally_split(rule, options, ballots, more).parts[0].median);
}

RC_GTEST_PROP(SplitWeightsProperties, given_equal_weights_when_split_then_all_is_as_without_weights,
              ()) {
  const SplitVote vote = any_split_vote();
  const Rational weight(*rc::gen::inRange(1, 9), *rc::gen::inRange(1, 9));
  const auto without = vote.count();
  const auto with = vote.count(std::vector<Rational>(vote.ballots.size(), weight));
  RC_ASSERT(with.counted_weight == without.counted_weight);
  RC_ASSERT(without.counted_weight == without.counted_ballots);
  RC_ASSERT(shares_of(with) == shares_of(without));
  RC_ASSERT(amounts_of(with) == amounts_of(without));
  RC_ASSERT(with.median_sum == without.median_sum);
  RC_ASSERT(with.phantoms.has_value() == without.phantoms.has_value());
  if (with.phantoms) RC_ASSERT(with.phantoms->t == without.phantoms->t);
}

RC_GTEST_PROP(SplitWeightsProperties,
              given_a_weighted_voter_when_split_then_it_is_as_with_that_many_copies, ()) {
  const SplitVote vote = any_split_vote();
  std::vector<Rational> weights;
  SplitVote copied = vote;
  copied.ballots.clear();
  for (const SplitBallot& ballot : vote.ballots) {
    const auto copies = *rc::gen::inRange<std::size_t>(1, 6);
    copied.ballots.insert(copied.ballots.end(), copies, ballot);
    weights.emplace_back(copies);
  }
  const auto weighted = vote.count(weights);
  const auto with_copies = copied.count();
  RC_ASSERT(shares_of(weighted) == shares_of(with_copies));
  RC_ASSERT(amounts_of(weighted) == amounts_of(with_copies));
  for (std::size_t k = 0; k < vote.options.size(); ++k) {
    RC_ASSERT(weighted.parts[k].median == with_copies.parts[k].median);
  }
}

RC_GTEST_PROP(SplitWeightsProperties,
              given_all_weights_times_a_fraction_when_split_then_nothing_changes, ()) {
  const SplitVote vote = any_split_vote();
  const Rational factor(*rc::gen::inRange(1, 30), *rc::gen::inRange(1, 30));
  std::vector<Rational> weights;
  std::vector<Rational> multiplied;
  for (std::size_t k = 0; k < vote.ballots.size(); ++k) {
    weights.push_back(Rational(*rc::gen::inRange(1, 9), *rc::gen::inRange(1, 9)));
    multiplied.push_back(weights.back() * factor);
  }
  const auto before = vote.count(weights);
  const auto after = vote.count(multiplied);
  RC_ASSERT(shares_of(before) == shares_of(after));
  RC_ASSERT(before.counted_weight == after.counted_weight);
}

}  // namespace

}  // namespace torg::tally::test
