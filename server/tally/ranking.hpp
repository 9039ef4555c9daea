#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"

namespace torg::tally {

/// Competition ranks, largest value first: 1 + how many are strictly larger, so that equal values
/// share a rank (1, 1, 3).
std::vector<int> competition_ranks(std::span<const std::int64_t> values);
std::vector<int> competition_ranks(std::span<const Rational> values);

}  // namespace torg::tally
