#include "archive/exact_text.hpp"

#include <algorithm>
#include <limits>

#include "tally/exact/rational.hpp"

namespace torg::archive {
namespace {

using tally::Integer;
using tally::Rational;

std::optional<Integer> whole(std::string_view text) {
  bool const digits =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  // A leading zero would make it octal.
  auto const first = std::min(text.find_first_not_of('0'), text.size() - 1);
  return Integer(std::string(text.substr(first)));
}

std::optional<Rational> fraction(std::string_view text) {
  auto const slash = text.find('/');
  auto const numerator = whole(text.substr(0, slash));
  if (!numerator) return std::nullopt;
  if (slash == text.npos) return Rational(*numerator);
  auto const denominator = whole(text.substr(slash + 1));
  if (!denominator || *denominator == 0) return std::nullopt;
  return Rational(*numerator, *denominator);
}

// Half upwards. Nothing for what no whole number of the protocol could be.
std::optional<std::int64_t> rounded(Rational const& value) {
  Integer const nearest = (value + Rational(Integer(1), Integer(2))).floor();
  if (nearest > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return nearest.convert_to<std::int64_t>();
}

std::string with_decimals(Catalogue const& say, std::int64_t hundredths, bool trimmed) {
  std::string decimals = std::to_string(hundredths % 100 + 100).substr(1);
  if (trimmed) {
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  }
  std::string const whole_part = say.number(hundredths / 100);
  return decimals.empty() ? whole_part : whole_part + say("format.decimal") + decimals;
}

std::optional<std::string> money(Catalogue const& say, Rational const& value) {
  if (value.denominator() == 1) {
    auto const kronor = rounded(value);
    if (!kronor) return std::nullopt;
    return say.money(*kronor);
  }
  bool const small = value < Rational(10);
  auto const amount = rounded(small ? value * Rational(100) : value);
  if (!amount) return std::nullopt;
  std::string const text =
      small ? say("format.money", {{"amount", with_decimals(say, *amount, false)}})
            : say.money(*amount);
  return say("archive.why.about", {{"amount", text}});
}

}  // namespace

std::string exact_money(Catalogue const& say, std::string_view exact) {
  auto const value = fraction(exact);
  return (value ? money(say, *value) : std::nullopt).value_or(std::string(exact));
}

std::string exact_part(Catalogue const& say, std::string_view share, std::int64_t pot) {
  auto const value = fraction(share);
  return (value ? money(say, *value * Rational(pot)) : std::nullopt).value_or(std::string(share));
}

std::string exact_number(Catalogue const& say, std::string_view exact) {
  auto const value = fraction(exact);
  auto const hundredths = value ? rounded(*value * Rational(100)) : std::nullopt;
  return hundredths ? with_decimals(say, *hundredths, true) : std::string(exact);
}

std::optional<std::int64_t> exact_thousandths(std::string_view share, std::int64_t times) {
  auto const value = fraction(share);
  if (!value) return std::nullopt;
  Integer const at = (*value * Rational(times) * Rational(1000)).floor();
  if (at > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return at.convert_to<std::int64_t>();
}

std::optional<std::int64_t> exact_steps(std::string_view share, std::string_view step) {
  auto const value = fraction(share);
  auto const each = fraction(step);
  if (!value || !each || *each == Rational(0)) return std::nullopt;
  Rational const begun = *value / *each;
  Integer steps = begun.floor();
  if (Rational(steps) < begun) ++steps;
  if (steps > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return steps.convert_to<std::int64_t>();
}

}  // namespace torg::archive
