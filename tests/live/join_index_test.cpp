#include "live/join_index.hpp"

#include <gtest/gtest.h>

namespace torg::live {
namespace {

JoinKeys keys(unsigned char secret, unsigned char code) {
  JoinKeys made;
  made.secret_hash.fill(secret);
  made.code_hash.fill(code);
  return made;
}

TEST(JoinIndex, given_link_and_code_of_a_meeting_then_both_lead_to_it_and_others_nowhere) {
  JoinIndex index;
  index.set("one", keys(1, 2));
  index.set("two", keys(3, 4));
  EXPECT_EQ(index.find(keys(1, 0).secret_hash), "one");
  EXPECT_EQ(index.find(keys(0, 4).code_hash), "two");
  EXPECT_EQ(index.find(keys(5, 0).secret_hash), std::nullopt);
}

TEST(JoinIndex, given_new_keys_when_set_then_the_old_ones_lead_nowhere_and_a_new_code_is_told) {
  JoinIndex index;
  EXPECT_FALSE(index.set("one", keys(1, 2)));
  EXPECT_FALSE(index.set("one", keys(1, 2)));
  EXPECT_TRUE(index.set("one", keys(3, 4)));
  EXPECT_EQ(index.find(keys(1, 0).secret_hash), std::nullopt);
  EXPECT_EQ(index.find(keys(0, 2).code_hash), std::nullopt);
  EXPECT_EQ(index.find(keys(3, 0).secret_hash), "one");
}

TEST(JoinIndex,
     given_a_meeting_that_is_forgotten_then_nothing_leads_to_it_and_its_next_code_is_its_first) {
  JoinIndex index;
  index.set("one", keys(1, 2));
  index.forget("one");
  EXPECT_EQ(index.find(keys(1, 0).secret_hash), std::nullopt);
  EXPECT_FALSE(index.set("one", keys(3, 4)));
}

}  // namespace
}  // namespace torg::live
