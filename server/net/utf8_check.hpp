#pragma once

#include <cstdint>
#include <string_view>

namespace torg::net {

// Whether text that comes in pieces is UTF-8, told at the first byte that cannot be: no surrogates,
// no longer forms than needed, nothing above U+10FFFF.
class Utf8Check {
 public:
  // False once something stood that is not UTF-8.
  bool take(std::string_view piece);
  // Not in the middle of a character.
  bool at_boundary() const { return to_come_ == 0; }

 private:
  std::uint8_t to_come_ = 0;  // bytes of the character that has begun
  // What the next of them has to lie between.
  std::uint8_t least_ = 0x80;
  std::uint8_t most_ = 0xbf;
};

}  // namespace torg::net
