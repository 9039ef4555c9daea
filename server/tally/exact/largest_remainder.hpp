#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"

namespace torg::tally {

/// What separated a part that got one of the units left over from one that did not.
enum class RoundingReason { remainder, larger_quota, list_order };

struct RoundedPart {
  /// A multiple of the unit, except in the one part that also holds the odd rest.
  std::int64_t amount = 0;
  /// The quota rounded down to a multiple of the unit.
  std::int64_t rounded_down = 0;
  /// What rounding down cut off, in units: 0 or more and below 1.
  Rational remainder;
  bool got_unit = false;
  /// For a part that got a unit: what put it before the first that got none. For the others: what
  /// put it after the last that got one. Nothing if no unit was left over.
  std::optional<RoundingReason> decided_by;
};

struct LargestRemainder {
  std::vector<RoundedPart> parts;
  std::int64_t units_left_over = 0;
  /// total mod unit, and the part that got it when it is not 0.
  std::int64_t odd_rest = 0;
  std::optional<std::size_t> odd_rest_to;
};

/// Rounds exact quotas to whole multiples of `unit` that add up to exactly `total`: all are rounded
/// down, then the units left over go one each to the largest remainder, then the larger quota, then
/// the earlier in the list (Hamilton's method; the tie rule is ours). If `total` is not a multiple
/// of `unit`, the quotas are first scaled to the largest multiple below it, and the odd rest is
/// added last to the largest part, of equal ones the first.
///
/// Quotas must be 0 or more and add up to `total`, and `unit` be at least 1; anything else is a bug
/// of the caller and throws std::invalid_argument.
LargestRemainder round_largest_remainder(std::span<const Rational> quotas, std::int64_t total,
                                         std::int64_t unit = 1);

/// Each weight's part of their sum in tenths of a percent; the parts add up to exactly 1000. Equal
/// weights can come out one tenth apart, so the weight itself belongs beside the percentage.
/// Nothing if the sum is 0. Weights must be 0 or more.
std::optional<std::vector<int>> percent_tenths(std::span<const std::int64_t> weights);
std::optional<std::vector<int>> percent_tenths(std::span<const Rational> weights);

}  // namespace torg::tally
