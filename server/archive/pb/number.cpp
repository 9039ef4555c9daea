#include "archive/pb/number.hpp"

#include <algorithm>

#include "archive/pb/file.hpp"

namespace torg::archive {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// Digits with at most one decimal sign.
bool is_plain(std::string_view text) {
  auto const sign = text.find_first_of(".,");
  if (sign == text.npos) return all_digits(text);
  return all_digits(text.substr(0, sign)) && all_digits(text.substr(sign + 1));
}

bool is_scientific(std::string_view text) {
  auto const mark = text.find_first_of("eE");
  if (mark == text.npos || !is_plain(text.substr(0, mark))) return false;
  auto power = text.substr(mark + 1);
  if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
  return all_digits(power);
}

}  // namespace

std::variant<PbNumber, PbErrc> parse_pb_number(std::string_view text) {
  if (text.starts_with('-') && (is_plain(text.substr(1)) || is_scientific(text.substr(1)))) {
    return PbErrc::negative_number;
  }
  if (is_scientific(text)) return PbErrc::scientific_number;
  if (!is_plain(text)) return PbErrc::not_a_number;

  auto const sign = std::min(text.find_first_of(".,"), text.size());
  auto const whole = text.substr(0, sign);
  auto fraction = text.substr(std::min(sign + 1, text.size()));
  if (sign < text.size() && text[sign] == ',' && fraction.size() == 3) {
    return PbErrc::ambiguous_comma;
  }
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(most_pb_decimals)) {
    return PbErrc::too_many_decimals;
  }
  PbNumber number;
  number.decimals = static_cast<int>(fraction.size());
  for (auto const part : {whole, fraction}) {
    for (char const digit : part) {
      number.digits = number.digits * 10 + (digit - '0');
      if (number.digits > most_pb_amount) return PbErrc::number_too_large;
    }
  }
  return number;
}

std::optional<PbNumber> read_pb_number(std::string_view cell, std::size_t line,
                                       std::string_view column, PbFindings& errors) {
  auto const parsed = parse_pb_number(cell);
  if (auto const* number = std::get_if<PbNumber>(&parsed)) return *number;
  errors.add({std::get<PbErrc>(parsed), line, std::string(column), pb_excerpt(cell), {}});
  return std::nullopt;
}

std::optional<std::int64_t> scaled(PbPlacedNumber const& placed, int decimals, std::int64_t most,
                                   PbFindings& errors) {
  auto digits = placed.number.digits;
  for (int k = placed.number.decimals; k < decimals && digits <= most; ++k) digits *= 10;
  if (digits <= most) return digits;
  errors.add({PbErrc::number_too_large, placed.line, placed.column,
              pb_number_text(placed.number.digits, placed.number.decimals),
              pb_number_text(most, decimals)});
  return std::nullopt;
}

}  // namespace torg::archive
