#include "net/utf8_check.hpp"

#include <cstring>

namespace torg::net {

bool Utf8Check::take(std::string_view piece) {
  char const* at = piece.data();
  char const* const end = at + piece.size();
  while (at != end) {
    if (to_come_ == 0 && end - at >= 8) {
      std::uint64_t eight;
      std::memcpy(&eight, at, sizeof eight);
      if ((eight & 0x8080'8080'8080'8080u) == 0) {
        at += 8;
        continue;
      }
    }
    auto const byte = static_cast<std::uint8_t>(*at++);
    if (to_come_ > 0) {
      if (byte < least_ || byte > most_) return false;
      least_ = 0x80;
      most_ = 0xbf;
      --to_come_;
    } else if (byte >= 0x80) {
      // The table of well-formed sequences in chapter 3 of the Unicode standard.
      if (byte < 0xc2 || byte > 0xf4) return false;
      to_come_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      least_ = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
      most_ = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    }
  }
  return true;
}

}  // namespace torg::net
