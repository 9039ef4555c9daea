#include "tally/exact/approximate.hpp"

#include <cmath>
#include <cstdint>

namespace torg::tally {

namespace {

/// mantissa × 2^exponent, with what lies below the first 64 bits cut off.
struct Scaled {
  double mantissa = 0;
  int exponent = 0;
};

Scaled scale(const Integer& whole) {
  if (whole == 0) return {};
  const auto top = static_cast<int>(boost::multiprecision::msb(whole));
  if (top < 64) return {static_cast<double>(static_cast<std::uint64_t>(whole)), 0};
  const int cut = top - 63;
  return {static_cast<double>(static_cast<std::uint64_t>(whole >> cut)), cut};
}

}  // namespace

double approximate(const Integer& whole) {
  const Scaled scaled = scale(whole);
  return std::ldexp(scaled.mantissa, scaled.exponent);
}

double approximate(const Integer& numerator, const Integer& denominator) {
  const Scaled above = scale(numerator);
  const Scaled below = scale(denominator);
  return std::ldexp(above.mantissa / below.mantissa, above.exponent - below.exponent);
}

}  // namespace torg::tally
