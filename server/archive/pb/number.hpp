#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "archive/pb/finding.hpp"

namespace torg::archive {

// digits / 10^decimals, exactly; not negative, and with no more decimals than it needs.
struct PbNumber {
  std::int64_t digits = 0;
  int decimals = 0;
};

// After scaling, and of their sum: so that the count's own arithmetic has room.
inline constexpr std::int64_t most_pb_amount = 1'000'000'000'000'000;
inline constexpr std::int64_t most_pb_points = 1'000'000'000;
inline constexpr int most_pb_decimals = 9;

// Digits, and perhaps a decimal sign (a point, or a comma that cannot be taken for one between
// thousands) with further digits.
std::variant<PbNumber, PbErrc> parse_pb_number(std::string_view text);

// A cell's number; nothing, and an error, when it is none.
std::optional<PbNumber> read_pb_number(std::string_view cell, std::size_t line,
                                       std::string_view column, PbFindings& errors);

// A number with the place where it stands.
struct PbPlacedNumber {
  PbNumber number;
  std::size_t line = 0;
  std::string column;
};

// The number in units of 10^-decimals, which are not fewer than its own. Nothing, and an error,
// when that is above `most`.
std::optional<std::int64_t> scaled(PbPlacedNumber const& placed, int decimals, std::int64_t most,
                                   PbFindings& errors);

}  // namespace torg::archive
