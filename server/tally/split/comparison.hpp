#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/split/split.hpp"

/// The same ballots under every way of splitting, side by side.
namespace torg::tally {

struct SplitUnderMethod {
  SplitMethod method{};
  SplitResult result;
};

struct SplitComparison {
  /// In the order of split_methods.
  std::vector<SplitUnderMethod> outcomes;
  /// [a][b]: how many of the counted ballots are closer to outcome a than to outcome b. They are
  /// heads, not weights. Empty unless every outcome's status is ok.
  std::vector<std::vector<std::int64_t>> closer;
};

/// rule.method does not matter. A ballot's distance from an outcome is the sum over the options of
/// the difference between its wish (its proportions of the pot) and the exact amount, which is
/// after bounds and before rounding, so that rounding makes nobody closer. What is refused and what
/// is thrown is as in tally_split.
SplitComparison compare_splits(const SplitRule& rule, std::span<const SplitOption> options,
                               std::span<const SplitBallot> ballots,
                               std::span<const Rational> weights = {});

}  // namespace torg::tally
