#pragma once

#include "tally/exact/rational.hpp"

namespace torg::tally {

/// The nearest a double comes to a whole number or a fraction, with a relative error below 2^-51.
/// For bounds and filters that an exact calculation stands behind; nothing is decided by it. What
/// is stated must be 0 or more and below 2^1000, and the denominator positive.
double approximate(const Integer& whole);
double approximate(const Integer& numerator, const Integer& denominator);

}  // namespace torg::tally
