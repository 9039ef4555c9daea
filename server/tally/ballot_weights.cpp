#include "tally/ballot_weights.hpp"

#include <cstdint>
#include <stdexcept>

namespace torg::tally {

std::vector<Rational> shared_weights(std::span<const std::size_t> class_of_ballot,
                                     std::span<const Rational> class_weights) {
  std::vector<std::int64_t> voters(class_weights.size(), 0);
  for (const std::size_t its_class : class_of_ballot) {
    if (its_class >= class_weights.size()) {
      throw std::invalid_argument("shared_weights: a class without a weight");
    }
    ++voters[its_class];
  }
  Rational voting = 0;
  for (std::size_t k = 0; k < class_weights.size(); ++k) {
    if (class_weights[k] <= 0) {
      throw std::invalid_argument("shared_weights: a weight is not positive");
    }
    if (voters[k] > 0) voting += class_weights[k];
  }
  const auto ballots = static_cast<std::int64_t>(class_of_ballot.size());
  std::vector<Rational> weight_in_class(class_weights.size());
  for (std::size_t k = 0; k < class_weights.size(); ++k) {
    if (voters[k] > 0) weight_in_class[k] = class_weights[k] / voting * ballots / voters[k];
  }
  std::vector<Rational> weights;
  weights.reserve(class_of_ballot.size());
  for (const std::size_t its_class : class_of_ballot) weights.push_back(weight_in_class[its_class]);
  return weights;
}

std::vector<Integer> smallest_integers(std::span<const Rational> weights) {
  Integer denominator = 1;
  for (const Rational& weight : weights) {
    if (weight <= 0) throw std::invalid_argument("smallest_integers: a weight is not positive");
    denominator = boost::multiprecision::lcm(denominator, weight.denominator());
  }
  std::vector<Integer> integers;
  integers.reserve(weights.size());
  Integer divisor = 0;
  for (const Rational& weight : weights) {
    integers.push_back(weight.numerator() * (denominator / weight.denominator()));
    if (divisor != 1) divisor = boost::multiprecision::gcd(divisor, integers.back());
  }
  if (divisor > 1) {
    for (Integer& integer : integers) integer /= divisor;
  }
  return integers;
}

}  // namespace torg::tally
