#include "tally/exact/rational.hpp"

namespace torg::tally {

Integer to_integer(Wide value) {
  Integer result = static_cast<std::uint64_t>(value >> 64);
  result <<= 64;
  result += static_cast<std::uint64_t>(value);
  return result;
}

Integer Rational::floor() const {
  const Integer bottom = denominator();
  Integer quotient;
  Integer remainder;
  boost::multiprecision::divide_qr(numerator(), bottom, quotient, remainder);
  if (remainder < 0) --quotient;
  return quotient;
}

}  // namespace torg::tally
