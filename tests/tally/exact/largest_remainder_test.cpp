#include "tally/exact/largest_remainder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace torg::tally {

namespace {

std::vector<std::int64_t> amounts_of(const LargestRemainder& rounded) {
  std::vector<std::int64_t> amounts;
  for (const RoundedPart& part : rounded.parts) amounts.push_back(part.amount);
  return amounts;
}

std::vector<Rational> quotas_for(const std::vector<std::int64_t>& weights, std::int64_t total) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<Rational> quotas;
  for (const auto weight : weights) quotas.push_back(Rational(Integer(weight) * total, sum));
  return quotas;
}

TEST(LargestRemainder, given_equal_remainders_when_rounded_then_the_larger_quota_goes_first) {
  const std::vector<Rational> quotas{Rational(1, 2), 1, Rational(3, 2)};
  const auto rounded = round_largest_remainder(quotas, 3);
  EXPECT_EQ((std::vector<std::int64_t>{0, 1, 2}), amounts_of(rounded));
  EXPECT_EQ(1, rounded.units_left_over);
  EXPECT_EQ(RoundingReason::larger_quota, rounded.parts[0].decided_by);
  EXPECT_EQ(RoundingReason::remainder, rounded.parts[1].decided_by);
  EXPECT_EQ(RoundingReason::larger_quota, rounded.parts[2].decided_by);
  EXPECT_TRUE(rounded.parts[2].got_unit);
  EXPECT_EQ(1, rounded.parts[2].rounded_down);
  EXPECT_EQ(Rational(1, 2), rounded.parts[2].remainder);
}

TEST(LargestRemainder, given_equal_quotas_when_rounded_then_the_list_decides_and_says_so) {
  const auto rounded = round_largest_remainder(quotas_for({1, 1, 1}, 101), 101);
  EXPECT_EQ((std::vector<std::int64_t>{34, 34, 33}), amounts_of(rounded));
  for (const RoundedPart& part : rounded.parts) {
    EXPECT_EQ(RoundingReason::list_order, part.decided_by);
  }
}

TEST(LargestRemainder, given_nothing_left_over_when_rounded_then_nobody_won_anything) {
  const auto rounded = round_largest_remainder(quotas_for({2, 3}, 500), 500, 100);
  EXPECT_EQ((std::vector<std::int64_t>{200, 300}), amounts_of(rounded));
  EXPECT_EQ(0, rounded.units_left_over);
  for (const RoundedPart& part : rounded.parts) {
    EXPECT_FALSE(part.got_unit);
    EXPECT_FALSE(part.decided_by);
  }
}

TEST(LargestRemainder, given_an_odd_rest_and_two_largest_when_rounded_then_the_first_gets_it) {
  const auto rounded = round_largest_remainder(quotas_for({1, 2, 2}, 5250), 5250, 1000);
  EXPECT_EQ((std::vector<std::int64_t>{1000, 2250, 2000}), amounts_of(rounded));
  EXPECT_EQ(250, rounded.odd_rest);
  EXPECT_EQ(1u, rounded.odd_rest_to);
}

TEST(LargestRemainder, given_a_total_below_the_unit_when_rounded_then_all_is_odd_rest) {
  const auto rounded = round_largest_remainder(quotas_for({1, 3}, 40), 40, 100);
  EXPECT_EQ((std::vector<std::int64_t>{40, 0}), amounts_of(rounded));
}

TEST(LargestRemainder, given_unsound_input_when_rounded_then_it_is_a_bug_of_the_caller) {
  const std::vector<Rational> quotas{1, 2};
  const std::vector<Rational> negative{-1, 4};
  EXPECT_THROW(round_largest_remainder(quotas, 4), std::invalid_argument);
  EXPECT_THROW(round_largest_remainder(quotas, 3, 0), std::invalid_argument);
  EXPECT_THROW(round_largest_remainder(negative, 3), std::invalid_argument);
}

TEST(PercentTenths, given_thirds_when_stated_then_they_add_up_to_a_hundred_percent) {
  const std::vector<std::int64_t> weights{5, 5, 5};
  EXPECT_EQ((std::vector<int>{334, 333, 333}), percent_tenths(weights).value());
}

TEST(PercentTenths, given_only_zeros_when_stated_then_there_is_no_percentage) {
  const std::vector<std::int64_t> weights{0, 0};
  EXPECT_FALSE(percent_tenths(weights));
}

RC_GTEST_PROP(LargestRemainder, given_any_quotas_when_rounded_then_the_sum_is_the_total_exactly,
              ()) {
  auto weights = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1000)));
  weights.front() += 1;
  const auto total = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000);
  const auto unit = *rc::gen::element<std::int64_t>(1, 7, 100, 1000);
  const auto quotas = quotas_for(weights, total);
  const auto rounded = round_largest_remainder(quotas, total, unit);

  const auto amounts = amounts_of(rounded);
  RC_ASSERT(std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0}) == total);
  RC_ASSERT(rounded.odd_rest == total % unit);
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    const auto rest = rounded.odd_rest_to == k ? rounded.odd_rest : 0;
    const RoundedPart& part = rounded.parts[k];
    RC_ASSERT((amounts[k] - rest) % unit == 0);
    RC_ASSERT(amounts[k] - rest == part.rounded_down + (part.got_unit ? unit : 0));
    if (total % unit == 0) {
      RC_ASSERT(quotas[k] - unit < amounts[k]);
      RC_ASSERT(amounts[k] < quotas[k] + unit);
    }
  }
}

RC_GTEST_PROP(LargestRemainder, given_any_quotas_when_rounded_then_more_never_becomes_less, ()) {
  auto weights = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 30)));
  weights.front() += 1;
  const auto total = *rc::gen::inRange<std::int64_t>(0, 2000);
  const auto amounts = amounts_of(round_largest_remainder(quotas_for(weights, total), total));
  for (std::size_t a = 0; a < amounts.size(); ++a) {
    for (std::size_t b = 0; b < amounts.size(); ++b) {
      if (weights[a] > weights[b]) RC_ASSERT(amounts[a] >= amounts[b]);
    }
  }
}

}  // namespace

}  // namespace torg::tally
