#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"

/// How much each ballot counts. A weight is a positive exact number; only proportions matter to a
/// rule, so weights of 2 and 4 are weights of 1 and 2.
namespace torg::tally {

/// What each ballot weighs when every class (a village, say) has one weight, which is shared
/// equally by those who voted, scaled so that a ballot weighs 1 on average: class_of_ballot holds
/// places in class_weights. The weight of a class in which nobody voted falls away. Give the
/// classes of exactly those ballots that count as votes: a ballot left out leaves more for the
/// others of its class.
///
/// Every class must have a weight, and weights be positive; otherwise std::invalid_argument is
/// thrown.
std::vector<Rational> shared_weights(std::span<const std::size_t> class_of_ballot,
                                     std::span<const Rational> class_weights);

/// The smallest positive whole numbers in the same proportions. A weight that is not positive
/// throws std::invalid_argument.
std::vector<Integer> smallest_integers(std::span<const Rational> weights);

}  // namespace torg::tally
