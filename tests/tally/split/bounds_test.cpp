#include "tally/split/bounds.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace torg::tally {

namespace {

TEST(Bounds, given_one_option_at_its_maximum_when_bounded_then_the_others_share_the_rest) {
  const std::vector<SplitOption> options{{1, {}, 40000}, {2, {}, {}}, {3, {}, {}}};
  const std::vector<Rational> shares{Rational(7, 10), Rational(2, 10), Rational(1, 10)};
  const auto bounded = bound_amounts(shares, options, 100000);
  EXPECT_EQ((std::vector<Rational>{40000, 40000, 20000}), bounded.amounts);
  EXPECT_EQ((std::vector{BoundHit::maximum, BoundHit::none, BoundHit::none}), bounded.hit);
  EXPECT_EQ(Rational(200000), bounded.scale);
}

TEST(Bounds, given_an_unwanted_option_with_a_minimum_when_bounded_then_it_gets_just_that) {
  const std::vector<SplitOption> options{{1, {}, {}}, {2, 30, {}}};
  const std::vector<Rational> shares{1, 0};
  const auto bounded = bound_amounts(shares, options, 100);
  EXPECT_EQ((std::vector<Rational>{70, 30}), bounded.amounts);
  EXPECT_EQ((std::vector{BoundHit::none, BoundHit::minimum}), bounded.hit);
}

TEST(Bounds, given_all_wanted_options_full_when_bounded_then_the_rest_goes_to_the_unwanted) {
  const std::vector<SplitOption> options{{1, {}, 30}, {2, 50, {}}, {3, {}, 5}, {4, {}, {}}};
  const std::vector<Rational> shares{1, 0, 0, 0};
  const auto bounded = bound_amounts(shares, options, 105);
  EXPECT_TRUE(bounded.overflow_to_options_with_share_0);
  EXPECT_FALSE(bounded.scale);
  EXPECT_EQ((std::vector<Rational>{30, 50, 5, 20}), bounded.amounts);
  EXPECT_EQ((std::vector{BoundHit::maximum, BoundHit::minimum, BoundHit::maximum, BoundHit::none}),
            bounded.hit);
}

TEST(Bounds, given_bounds_that_cannot_be_met_when_checked_then_the_reason_is_named) {
  using Options = std::vector<SplitOption>;
  EXPECT_EQ(SplitRuleFault::min_above_max, check_bounds(Options{{1, 5, 4}, {2, {}, {}}}, 100));
  EXPECT_EQ(SplitRuleFault::min_above_max, check_bounds(Options{{1, 101, {}}, {2, {}, {}}}, 100));
  EXPECT_EQ(SplitRuleFault::minimums_exceed_pot,
            check_bounds(Options{{1, 60, {}}, {2, 60, {}}}, 100));
  EXPECT_EQ(SplitRuleFault::maximums_below_pot,
            check_bounds(Options{{1, {}, 40}, {2, {}, 40}}, 100));
  EXPECT_FALSE(check_bounds(Options{{1, 60, {}}, {2, 40, 40}}, 100));
}

/// Any amounts within bounds that add up to the pot could be meant; these conditions single out the
/// one of the definition, without the factor being searched again.
RC_GTEST_PROP(Bounds, given_any_bounds_that_can_be_met_when_bounded_then_one_factor_explains_all,
              ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 6);
  std::vector<SplitOption> options;
  std::vector<Rational> shares;
  for (std::size_t k = 0; k < count; ++k) {
    SplitOption option{static_cast<OptionNumber>(k), {}, {}};
    if (*rc::gen::arbitrary<bool>()) option.minimum = *rc::gen::inRange(0, 30);
    if (*rc::gen::arbitrary<bool>()) {
      option.maximum = option.minimum.value_or(0) + *rc::gen::inRange(0, 60);
    }
    options.push_back(option);
    shares.push_back(Rational(*rc::gen::inRange(0, 5), 12));
  }
  shares[0] += Rational(1, 12);
  const Money pot = *rc::gen::inRange(1, 150);
  RC_PRE(!check_bounds(options, pot));

  const auto bounded = bound_amounts(shares, options, pot);
  RC_CLASSIFY(bounded.overflow_to_options_with_share_0, "overflow");
  Rational sum = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const Rational low = options[k].minimum.value_or(0);
    const Rational high = options[k].maximum.value_or(pot);
    const Rational& amount = bounded.amounts[k];
    sum += amount;
    RC_ASSERT(low <= amount);
    RC_ASSERT(amount <= high);
    if (bounded.scale) {
      const Rational wanted = *bounded.scale * shares[k];
      RC_ASSERT(amount == (wanted < low ? low : wanted > high ? high : wanted));
    } else if (shares[k] > 0) {
      RC_ASSERT(amount == high);
    }
    RC_ASSERT(bounded.hit[k] != BoundHit::minimum || amount == low);
    RC_ASSERT(bounded.hit[k] != BoundHit::maximum || amount == high);
  }
  RC_ASSERT(sum == pot);
}

}  // namespace

}  // namespace torg::tally
