#include "domain/fingerprint.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace torg::domain {
namespace {

Bytes32 rising() {
  Bytes32 hash{};
  std::iota(hash.begin(), hash.end(), std::uint8_t{1});
  return hash;
}

// The expected values were computed with Python.
TEST(Fingerprint, given_a_hash_then_its_first_120_bits_are_written_in_base_32) {
  EXPECT_EQ(fingerprint(rising()), "0410-6105-0R3G-G28A-1C60-T3GF");
  EXPECT_EQ(fingerprint(Bytes32{}), "0000-0000-0000-0000-0000-0000");
  Bytes32 full{};
  full.fill(255);
  EXPECT_EQ(fingerprint(full), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
}

TEST(Fingerprint, given_what_people_type_then_it_is_understood) {
  auto const shown = fingerprint(rising());
  std::string typed = "  ";
  for (char const character : shown) {
    if (character == '-') continue;
    typed += character == '0' ? 'o' : character == '1' ? 'l' : character;
  }
  EXPECT_EQ(typed_fingerprint(shown), shown);
  EXPECT_EQ(typed_fingerprint(typed), shown);
  for (char& character : typed) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
  }
  EXPECT_EQ(typed_fingerprint(typed), shown);
}

TEST(Fingerprint, given_something_else_then_it_is_none) {
  auto const shown = fingerprint(rising());
  EXPECT_FALSE(typed_fingerprint(""));
  EXPECT_FALSE(typed_fingerprint(shown.substr(1)));
  EXPECT_FALSE(typed_fingerprint(shown + "0"));
  EXPECT_FALSE(typed_fingerprint("U" + shown.substr(1)));
  EXPECT_FALSE(typed_fingerprint("\xC3\x85" + shown.substr(2)));
}

}  // namespace
}  // namespace torg::domain
