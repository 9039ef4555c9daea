#include "domain/fingerprint.hpp"

#include <cctype>
#include <cstddef>

namespace torg::domain {

namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t characters = 24;
constexpr std::size_t in_group = 4;
constexpr unsigned bits_of_digit = 5;

std::string grouped(std::string_view plain) {
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i > 0 && i % in_group == 0) out += '-';
    out += plain[i];
  }
  return out;
}

}  // namespace

std::string fingerprint(Bytes32 const& hash) {
  std::string plain;
  unsigned bits = 0;
  unsigned held = 0;
  for (auto byte = hash.begin(); plain.size() < characters; ++byte) {
    bits = (bits << 8U) | *byte;
    held += 8;
    while (held >= bits_of_digit && plain.size() < characters) {
      held -= bits_of_digit;
      plain += digits[(bits >> held) & 31U];
    }
    bits &= (1U << held) - 1U;
  }
  return grouped(plain);
}

std::string short_fingerprint(Bytes32 const& hash) { return fingerprint(hash).substr(0, 9); }

std::optional<std::string> typed_fingerprint(std::string_view typed) {
  std::string plain;
  for (char const character : typed) {
    if (character == ' ' || character == '-' || character == '\t') continue;
    char digit = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
    if (digit == 'O') digit = '0';
    if (digit == 'I' || digit == 'L') digit = '1';
    if (digits.find(digit) == std::string_view::npos) return std::nullopt;
    plain += digit;
  }
  if (plain.size() != characters) return std::nullopt;
  return grouped(plain);
}

}  // namespace torg::domain
