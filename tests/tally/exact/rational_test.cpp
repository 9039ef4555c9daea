#include "tally/exact/rational.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace torg::tally {

namespace {

TEST(Rational, given_a_fraction_when_written_then_it_is_in_lowest_terms) {
  EXPECT_EQ("3/7", Rational(6, 14).text());
  EXPECT_EQ("-1/2", Rational(1, -2).text());
  EXPECT_EQ("5", Rational(10, 2).text());
  EXPECT_EQ("0", Rational(0, 9).text());
  EXPECT_EQ(3, Rational(6, 14).numerator());
  EXPECT_EQ(7, Rational(6, 14).denominator());
}

TEST(Rational, given_a_zero_divisor_when_divided_then_it_is_a_bug_of_the_caller) {
  EXPECT_THROW(Rational(1, 0), std::overflow_error);
  EXPECT_THROW(Rational(1) / 0, std::overflow_error);
}

TEST(Rational, given_the_widest_number_when_converted_then_no_bit_is_lost) {
  const auto most = std::numeric_limits<std::uint64_t>::max();
  const Wide product = static_cast<Wide>(most) * most;
  EXPECT_EQ(Integer(most) * Integer(most), to_integer(product));
  EXPECT_EQ(Integer("340282366920938463463374607431768211455"), to_integer(~Wide{0}));
}

TEST(Rational, given_values_when_floored_then_the_result_is_never_above_them) {
  EXPECT_EQ(2, Rational(8, 3).floor());
  EXPECT_EQ(3, Rational(3).floor());
  EXPECT_EQ(0, Rational(1, 1000).floor());
  EXPECT_EQ(-1, Rational(-1, 1000).floor());
  EXPECT_EQ(-3, Rational(-3).floor());
}

TEST(Rational, given_floating_point_when_converted_then_it_does_not_compile) {
  EXPECT_FALSE((std::is_convertible_v<double, Rational>));
  EXPECT_TRUE((std::is_convertible_v<std::int64_t, Rational>));
}

/// a/b ∘ c/d written out in 64-bit whole numbers, mixed with whole operands on purpose.
RC_GTEST_PROP(Rational, given_small_fractions_when_calculated_with_then_they_agree_with_integers,
              ()) {
  const auto a = *rc::gen::inRange<std::int64_t>(-20, 21);
  const auto b = *rc::gen::inRange<std::int64_t>(1, 21);
  const auto c = *rc::gen::inRange<std::int64_t>(-20, 21);
  const auto d = *rc::gen::element<std::int64_t>(1, 1, 2, 3, 12);
  const Rational x(a, b);
  const Rational y = d == 1 ? Rational(c) : Rational(c, d);
  RC_ASSERT(x + y == Rational(a * d + c * b, b * d));
  RC_ASSERT(x - y == Rational(a * d - c * b, b * d));
  RC_ASSERT(x * y == Rational(a * c, b * d));
  RC_ASSERT((x < y) == (a * d < c * b));
  RC_ASSERT((x == y) == (a * d == c * b));
  if (c != 0) {
    RC_ASSERT(x / y == Rational(a * d, b * c));
    RC_ASSERT(x / c == Rational(a, b * c));
    RC_ASSERT(1 / Rational(c) == Rational(1, c));
    RC_ASSERT(Rational(1) / Integer(c) == Rational(1, c));
  }
}

}  // namespace

}  // namespace torg::tally
