#include "live/seat_holders.hpp"

#include <gtest/gtest.h>

namespace torg::test {
namespace {

using live::SeatHolders;

TEST(SeatHolders, given_a_seat_that_is_held_when_another_takes_it_then_the_first_has_none) {
  SeatHolders holders;
  holders.take(1, {7, {}});
  holders.take(1, {8, {{4, 3}}});
  EXPECT_EQ(holders.holder_of(1), 8);
  EXPECT_FALSE(holders.seat_of(7));
  EXPECT_EQ(holders.unseen(1, 4), 3u);
  EXPECT_EQ(holders.unseen(1, 5), 0u);
}

TEST(SeatHolders, given_a_phone_with_a_seat_when_it_takes_another_then_the_first_is_free) {
  SeatHolders holders;
  holders.take(1, {7, {}});
  holders.take(2, {7, {}});
  EXPECT_EQ(holders.seat_of(7), 2);
  EXPECT_FALSE(holders.holder_of(1));
  EXPECT_EQ(holders.held(), std::set<domain::SeatId>{2});
}

TEST(SeatHolders, given_any_when_written_and_read_then_they_are_the_same) {
  SeatHolders holders;
  holders.take(1, {7, {{4, 9'007'199'254'740'991}, {5, 1}}});
  holders.take(3, {2, {}});
  EXPECT_EQ(SeatHolders::decode(holders.encode()), holders);
  EXPECT_EQ(SeatHolders::decode(SeatHolders().encode()), SeatHolders());
}

TEST(SeatHolders, given_a_text_that_cannot_be_read_then_nobody_holds_anything) {
  for (char const* const text : {"", "{", "[[1]]", "[[1,\"x\",[]]]"}) {
    EXPECT_TRUE(SeatHolders::decode(text).empty()) << text;
  }
}

}  // namespace
}  // namespace torg::test
