#include "live/seat_holders.hpp"

#include <gtest/gtest.h>

namespace torg::test {
namespace {

using live::SeatHolders;

using Handovers = SeatHolders::Handovers;

TEST(SeatHolders, given_a_seat_that_is_held_when_another_takes_it_then_the_first_has_none) {
  SeatHolders holders;
  holders.take(1, 7, {});
  EXPECT_FALSE(holders.was_held_by_other(1, 7));
  EXPECT_TRUE(holders.was_held_by_other(1, 8));
  holders.take(1, 8, {{4, 3}});
  EXPECT_EQ(holders.holder_of(1), 8);
  EXPECT_FALSE(holders.seat_of(7));
  EXPECT_EQ(holders.handovers(1, 4), Handovers{3});
  EXPECT_EQ(holders.handovers(1, 5), Handovers{});
  holders.take(1, 9, {{4, 6}});
  EXPECT_EQ(holders.handovers(1, 4), (Handovers{3, 6}));
}

TEST(SeatHolders, given_a_phone_with_a_seat_when_it_takes_another_then_the_first_is_let_go) {
  SeatHolders holders;
  holders.take(1, 7, {});
  holders.take(2, 7, {});
  EXPECT_EQ(holders.seat_of(7), 2);
  EXPECT_FALSE(holders.holder_of(1));
  EXPECT_EQ(holders.held(), std::set<domain::SeatId>{2});
  EXPECT_EQ(holders.holders(), std::vector<domain::ParticipantId>{7});
  EXPECT_TRUE(holders.was_held_by_other(1, 8)) << "it had been on another phone all the same";
}

TEST(SeatHolders, given_a_phone_that_comes_back_to_its_seat_then_it_was_in_no_other_hands) {
  SeatHolders holders;
  holders.take(1, 7, {});
  holders.take(2, 7, {});
  holders.take(1, 7, {{4, 3}});
  EXPECT_EQ(holders.handovers(1, 4), Handovers{});
}

TEST(SeatHolders,
     given_a_new_code_when_it_is_taken_then_whatever_was_cast_was_cast_in_other_hands) {
  SeatHolders holders;
  holders.take(1, 7, {});
  holders.renew(1);
  EXPECT_FALSE(holders.seat_of(7));
  EXPECT_FALSE(holders.was_held_by_other(1, 8));
  holders.take(1, 8, {{4, 3}});
  EXPECT_EQ(holders.handovers_in(4), (std::map<domain::SeatId, Handovers>{{1, {3}}}));
  EXPECT_TRUE(holders.handovers_in(5).empty());
}

TEST(SeatHolders, given_any_when_written_and_read_then_they_are_the_same) {
  SeatHolders holders;
  holders.take(1, 7, {});
  holders.take(1, 8, {{4, 9'007'199'254'740'991}, {5, 1}});
  holders.take(3, 2, {});
  holders.take(4, 2, {});
  holders.take(5, 9, {});
  holders.renew(5);
  EXPECT_EQ(SeatHolders::decode(holders.encode()), holders);
  EXPECT_EQ(SeatHolders::decode(SeatHolders().encode()), SeatHolders());
}

TEST(SeatHolders, given_a_text_that_cannot_be_read_then_nobody_holds_anything) {
  for (char const* const text : {"", "{", "[[1]]", "[[1,\"x\",true,[]]]", "[[1,null,true,[]]]"}) {
    EXPECT_TRUE(SeatHolders::decode(text).empty()) << text;
  }
}

}  // namespace
}  // namespace torg::test
