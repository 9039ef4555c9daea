#include "tally/ballot_weights.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

TEST(BallotWeights, given_two_villages_when_shared_then_each_weight_goes_to_those_who_voted) {
  const std::vector<std::size_t> villages{0, 0, 0, 1};
  const std::vector<Rational> weights{2, Rational(1, 2)};
  EXPECT_EQ(
      (std::vector<Rational>{Rational(16, 15), Rational(16, 15), Rational(16, 15), Rational(4, 5)}),
      shared_weights(villages, weights));
}

TEST(BallotWeights, given_a_village_where_nobody_voted_when_shared_then_its_weight_falls_away) {
  const std::vector<std::size_t> villages{2, 0, 2};
  const std::vector<Rational> weights{1, 100, 1};
  EXPECT_EQ((std::vector<Rational>{Rational(3, 4), Rational(3, 2), Rational(3, 4)}),
            shared_weights(villages, weights));
}

TEST(BallotWeights, given_equal_weights_when_made_whole_then_every_ballot_weighs_one) {
  const std::vector<Rational> weights{Rational(7, 3), Rational(7, 3)};
  EXPECT_EQ((std::vector<Integer>{1, 1}), smallest_integers(weights));
  EXPECT_TRUE(smallest_integers({}).empty());
}

TEST(BallotWeights, given_a_weight_that_cannot_be_when_asked_then_it_is_a_bug_of_the_caller) {
  const std::vector<Rational> with_zero{1, 0};
  const std::vector<std::size_t> first{0};
  const std::vector<std::size_t> unknown{2};
  EXPECT_THROW(smallest_integers(with_zero), std::invalid_argument);
  EXPECT_THROW(shared_weights(first, with_zero), std::invalid_argument);
  EXPECT_THROW(shared_weights(unknown, std::vector<Rational>{1, 1}), std::invalid_argument);
}

RC_GTEST_PROP(BallotWeightsProperties,
              given_any_weights_when_made_whole_then_proportions_stay_and_no_smaller_would_do, ()) {
  std::vector<Rational> weights;
  const auto count = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t k = 0; k < count; ++k) {
    weights.push_back(Rational(*rc::gen::inRange(1, 40), *rc::gen::inRange(1, 40)));
  }
  const auto integers = smallest_integers(weights);
  Integer divisor = 0;
  for (std::size_t k = 0; k < count; ++k) {
    RC_ASSERT(integers[k] > 0);
    RC_ASSERT(Rational(integers[k]) * weights[0] == Rational(integers[0]) * weights[k]);
    divisor = boost::multiprecision::gcd(divisor, integers[k]);
  }
  RC_ASSERT(divisor == 1);
}

}  // namespace

}  // namespace torg::tally
