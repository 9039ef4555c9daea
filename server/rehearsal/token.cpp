#include "rehearsal/token.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace torg::rehearsal {

std::string new_token() {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  constexpr std::size_t characters = 22;
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::generic_category(), "getrandom");
  }
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (auto const byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6;) {
      held -= 6;
      text += alphabet[bits >> held & 0x3f];
    }
  }
  if (text.size() < characters) text += alphabet[bits << (6 - held) & 0x3f];
  return text;
}

}  // namespace torg::rehearsal
