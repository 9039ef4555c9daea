#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

namespace torg::tally {

/// Whole kronor, or whatever whole unit the pot is counted in.
using Money = std::int64_t;

/// A whole number without a size limit. Without expression templates: `auto` holds a number, never
/// a reference to operands that are gone.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;

/// Holds any product of two non-negative 64-bit integers, and any sum of fewer than 2^64 of them.
__extension__ typedef unsigned __int128 Wide;

Integer to_integer(Wide value);

/// An exact fraction without a size limit, in lowest terms with a positive denominator. Whole
/// numbers convert to it; floating point does not.
///
/// Boost's own type is wrapped because Boost 1.78 to 1.81 calculate 1 / n as 1 when n is a whole
/// number (boostorg/multiprecision issue 540). Here every operand is a fraction before Boost sees
/// it.
class Rational {
 public:
  Rational() = default;
  template <std::integral Whole>
  Rational(Whole whole) : value_(whole) {}
  Rational(const Integer& whole) : value_(whole) {}
  /// The denominator must not be 0 (std::overflow_error from Boost).
  Rational(const Integer& numerator, const Integer& denominator) : value_(numerator, denominator) {}

  Integer numerator() const { return boost::multiprecision::numerator(value_); }
  Integer denominator() const { return boost::multiprecision::denominator(value_); }

  /// The largest whole number that is not above the value.
  Integer floor() const;

  /// "3/7", "2" or "-1/2": lowest terms, no denominator when it is 1.
  std::string text() const { return value_.str(); }

  Rational& operator+=(const Rational& other) { return value_ += other.value_, *this; }
  Rational& operator-=(const Rational& other) { return value_ -= other.value_, *this; }
  Rational& operator*=(const Rational& other) { return value_ *= other.value_, *this; }
  /// The divisor must not be 0 (std::overflow_error from Boost).
  Rational& operator/=(const Rational& other) { return value_ /= other.value_, *this; }

  friend Rational operator+(Rational a, const Rational& b) { return std::move(a += b); }
  friend Rational operator-(Rational a, const Rational& b) { return std::move(a -= b); }
  friend Rational operator*(Rational a, const Rational& b) { return std::move(a *= b); }
  friend Rational operator/(Rational a, const Rational& b) { return std::move(a /= b); }

  friend bool operator==(const Rational& a, const Rational& b) {
    return a.value_.compare(b.value_) == 0;
  }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return a.value_.compare(b.value_) <=> 0;
  }

 private:
  using Value = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend,
                                              boost::multiprecision::et_off>;
  Value value_;
};

}  // namespace torg::tally
