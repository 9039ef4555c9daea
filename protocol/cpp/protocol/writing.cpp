#include "protocol/writing.hpp"

#include <array>
#include <charconv>

namespace torg::protocol {
namespace {

// The letter after the backslash, or 0 for a control character that has none.
char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

}  // namespace

void write_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    char const c = text[index];
    if (!needs_escape(c)) continue;
    out.append(text.substr(plain, index - plain));
    plain = index + 1;
    if (char const letter = short_escape(c)) {
      out += '\\';
      out += letter;
    } else {
      constexpr std::string_view digits = "0123456789abcdef";
      auto const byte = static_cast<unsigned char>(c);
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 0x0F];
    }
  }
  out.append(text.substr(plain));
  out += '"';
}

void write_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits;
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void write_boolean(std::string& out, bool value) { out += value ? "true" : "false"; }

}  // namespace torg::protocol
