#include "net/utf8_check.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace torg::net {
namespace {

// Straight from the definition: the bit patterns of RFC 3629, chapter 3.
std::string encoded(std::uint32_t point) {
  auto const octet = [](std::uint32_t value) { return static_cast<char>(value); };
  if (point < 0x80) return {octet(point)};
  if (point < 0x800) return {octet(0xc0 | point >> 6), octet(0x80 | (point & 0x3f))};
  if (point < 0x10000) {
    return {octet(0xe0 | point >> 12), octet(0x80 | (point >> 6 & 0x3f)),
            octet(0x80 | (point & 0x3f))};
  }
  return {octet(0xf0 | point >> 18), octet(0x80 | (point >> 12 & 0x3f)),
          octet(0x80 | (point >> 6 & 0x3f)), octet(0x80 | (point & 0x3f))};
}

bool is_surrogate(std::uint32_t point) { return point >= 0xd800 && point <= 0xdfff; }

bool whole(std::string_view text) {
  Utf8Check check;
  return check.take(text) && check.at_boundary();
}

TEST(Utf8Check, given_every_code_point_then_it_is_taken_in_any_pieces_and_surrogates_are_not) {
  for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
    auto const text = encoded(point);
    Utf8Check in_pieces;
    bool fine = true;
    for (char const byte : text) fine = fine && in_pieces.take({&byte, 1});
    ASSERT_EQ(fine && in_pieces.at_boundary(), !is_surrogate(point)) << std::hex << point;
    ASSERT_EQ(whole("abcdefgh" + text + "abcdefghi"), !is_surrogate(point)) << std::hex << point;
  }
  EXPECT_FALSE(whole(encoded(0x110000)));
}

// The first two bytes decide; of those behind them it only counts that they continue.
TEST(Utf8Check, given_every_pair_of_bytes_with_what_may_follow_then_it_is_taken_if_it_encodes) {
  std::size_t taken = 0;
  for (unsigned first = 0x80; first < 0x100; ++first) {
    for (unsigned second = 0; second < 0x100; ++second) {
      for (std::string const more : {"", "\x80", "\x80\x80", "\xbf", "\xbf\xbf"}) {
        std::string text{static_cast<char>(first), static_cast<char>(second)};
        text += more;
        bool encodes = false;
        if (first >= 0xc0) {
          std::uint32_t const bits = first >= 0xf0 ? 3 : first >= 0xe0 ? 4 : 5;
          std::uint32_t point = first & ((1u << bits) - 1);
          for (std::size_t i = 1; i < text.size(); ++i) {
            point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
          }
          encodes = !is_surrogate(point) && point <= 0x10ffff && encoded(point) == text;
        }
        taken += encodes;
        ASSERT_EQ(whole(text), encodes) << std::hex << first << ' ' << second << ' ' << more.size();
      }
    }
  }
  EXPECT_GT(taken, 4'000u);
}

TEST(Utf8Check, given_a_character_that_is_not_over_then_it_is_not_at_a_boundary) {
  for (std::string const text : {"\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xe2"}) {
    Utf8Check check;
    EXPECT_TRUE(check.take(text));
    EXPECT_FALSE(check.at_boundary());
  }
}

}  // namespace
}  // namespace torg::net
