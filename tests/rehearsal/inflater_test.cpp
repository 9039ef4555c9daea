#include "rehearsal/inflater.hpp"

#include <gtest/gtest.h>

namespace torg::rehearsal {
namespace {

// The examples of RFC 7692 section 7.2.3.
constexpr std::string_view hello{"\xf2\x48\xcd\xc9\xc9\x07\x00", 7};
constexpr std::string_view hello_stored{"\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11};
constexpr std::string_view hello_in_two{"\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13};

TEST(Inflater, given_the_examples_of_the_standard_then_they_are_read_in_any_order_and_again) {
  Inflater inflater;
  for (auto const& compressed : {hello, hello_stored, hello, hello, hello_in_two, hello}) {
    EXPECT_EQ(inflater.inflate(compressed), "Hello");
  }
}

TEST(Inflater, given_what_is_broken_then_it_is_told_each_time_and_the_next_is_read) {
  Inflater inflater;
  constexpr std::string_view broken{"\xff\xff\xff\xff", 4};
  EXPECT_FALSE(inflater.inflate(broken));
  EXPECT_FALSE(inflater.inflate(broken));
  EXPECT_EQ(inflater.inflate(hello), "Hello");
}

TEST(Inflater, given_an_empty_message_then_it_is_empty) {
  Inflater inflater;
  EXPECT_EQ(inflater.inflate(std::string_view("\x00", 1)), "");
  EXPECT_EQ(inflater.inflate(hello), "Hello");
}

}  // namespace
}  // namespace torg::rehearsal
