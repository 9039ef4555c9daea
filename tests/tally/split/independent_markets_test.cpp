#include "tally/split/independent_markets.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace torg::tally {

namespace {

TEST(IndependentMarkets, given_one_proposal_when_split_then_it_is_followed) {
  const auto result = independent_markets(std::vector<Proposal>{{{2, 3, 0}, 5}}, 3);
  EXPECT_EQ((std::vector<Rational>{Rational(2, 5), Rational(3, 5), 0}), result.shares);
  EXPECT_EQ(Rational(1), result.phantoms.t);
  EXPECT_EQ(1, result.phantoms.n);
}

TEST(IndependentMarkets, given_single_minded_voters_when_split_then_phantoms_stand_at_the_mean) {
  const std::vector<Proposal> proposals{{{1, 0}, 1}, {{1, 0}, 1}, {{0, 1}, 1}};
  const auto result = independent_markets(proposals, 2);
  EXPECT_EQ((std::vector<Rational>{Rational(2, 3), Rational(1, 3)}), result.shares);
  EXPECT_EQ(Rational(1, 3), result.phantoms.t);
  EXPECT_EQ(1, result.stands[0].at_phantom);
  EXPECT_FALSE(result.stands[0].at_wish);
  EXPECT_EQ(2, result.stands[0].wishing_more);
  EXPECT_EQ(1, result.stands[0].wishing_less);
  EXPECT_EQ(2, result.stands[1].at_phantom);
}

TEST(IndependentMarkets, given_a_wish_at_the_median_when_split_then_it_is_told_from_a_phantom) {
  const std::vector<Proposal> proposals{
      {{60, 40, 0}, 100}, {{60, 0, 40}, 100}, {{60, 10, 30}, 100}};
  const auto result = independent_markets(proposals, 3);
  EXPECT_EQ(Rational(7, 40), result.phantoms.t);
  EXPECT_EQ((std::vector<Rational>{Rational(21, 40), Rational(7, 40), Rational(3, 10)}),
            result.shares);
  EXPECT_EQ(0, result.stands[0].at_phantom);
  EXPECT_EQ(2, result.stands[1].at_phantom);
  EXPECT_FALSE(result.stands[1].at_wish);
  EXPECT_TRUE(result.stands[2].at_wish);
  EXPECT_FALSE(result.stands[2].at_phantom);
  EXPECT_EQ(1, result.stands[2].wishing_more);
  EXPECT_EQ(1, result.stands[2].wishing_less);
}

TEST(IndependentMarkets,
     given_an_option_nobody_wants_when_split_then_it_stands_at_the_last_phantom) {
  const std::vector<Proposal> proposals{{{1, 0}, 1}, {{1, 0}, 1}};
  const auto result = independent_markets(proposals, 2);
  EXPECT_EQ((std::vector<Rational>{1, 0}), result.shares);
  EXPECT_EQ(2, result.stands[1].at_phantom);
  EXPECT_TRUE(result.stands[1].at_wish);
  EXPECT_EQ(1, result.stands[0].at_phantom);
}

TEST(IndependentMarkets, given_phantoms_when_asked_then_none_stands_beyond_the_whole_pot) {
  const Phantoms phantoms{Rational(2, 5), 3};
  EXPECT_EQ(Rational(1), phantoms.position(0));
  EXPECT_EQ(Rational(4, 5), phantoms.position(1));
  EXPECT_EQ(Rational(2, 5), phantoms.position(2));
  EXPECT_EQ(Rational(0), phantoms.position(3));
}

TEST(IndependentMarkets, given_a_weight_too_large_to_copy_when_split_then_it_counts_all_the_same) {
  const Integer weight = Integer(1) << 200;
  const std::vector<Proposal> proposals{{{1, 0}, 1, weight}, {{0, 1}, 1, 1}};
  const auto result = independent_markets(proposals, 2);
  EXPECT_EQ(Rational(weight, weight + 1), result.shares[0]);
  EXPECT_EQ(weight + 1, result.phantoms.n);
}

}  // namespace

}  // namespace torg::tally
