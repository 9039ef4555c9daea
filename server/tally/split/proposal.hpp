#pragma once

#include <vector>

#include "tally/exact/rational.hpp"

namespace torg::tally {

/// A ballot that counts: amounts in list order and their sum, which is positive. What it proposes
/// for an option is amount / sum.
struct Proposal {
  std::vector<Money> amounts;
  Money sum = 0;
  /// At least 1. A proposal of weight k counts like k proposals of weight 1.
  Integer weight = 1;
};

}  // namespace torg::tally
