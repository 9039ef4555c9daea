#include "live/code_guard.hpp"

#include <gtest/gtest.h>

#include "hall.hpp"

namespace torg::test {
namespace {

void type_code(Hall& hall, Client& client, std::string const& code, int token,
               std::string source = "10.0.0.1") {
  client.connect(*hall.directory, 0, std::move(source));
  client.hello({{"kind", "code"}, {"code", code}, {"token", Hall::token(token)}});
  hall.until([&] { return client.closed.has_value() || !client.welcome.is_null(); });
}

// A code of the right form that is not the meeting's.
std::string wrong_code(Hall const& hall) {
  return hall.links.join_code == "AAAAAA" ? "BBBBBB" : "AAAAAA";
}

TEST(CodeGuard, given_the_budget_in_all_when_it_is_spent_then_codes_pause_until_renewed) {
  live::Limits limits;
  limits.wrong_codes = 3;
  live::CodeGuard guard(live::CodeBudget::of_join_codes(limits));
  for (int i = 0; i < 2; ++i) guard.wrong_code("10.0.0." + std::to_string(i), 0);
  EXPECT_FALSE(guard.code_paused("a"));
  guard.wrong_code("10.0.0.9", 0);
  EXPECT_TRUE(guard.code_paused("a"));
  EXPECT_TRUE(guard.code_paused("b"));
  guard.renewed("a");
  EXPECT_FALSE(guard.code_paused("a"));
  EXPECT_TRUE(guard.code_paused("b"));
}

TEST(CodeGuard, given_one_address_that_guesses_when_its_share_is_spent_then_only_it_pauses) {
  live::Limits limits;
  limits.wrong_codes_per_source = 2;
  live::CodeGuard guard(live::CodeBudget::of_join_codes(limits));
  guard.wrong_code("bad", 0);
  EXPECT_FALSE(guard.source_paused("bad", 1'000));
  guard.wrong_code("bad", 0);
  EXPECT_TRUE(guard.source_paused("bad", 1'000));
  EXPECT_FALSE(guard.source_paused("good", 1'000));
  EXPECT_TRUE(guard.source_paused("bad", 3'599'999));
  EXPECT_FALSE(guard.source_paused("bad", 3'600'000));
}

TEST(CodeGuard, given_as_many_addresses_as_remembered_then_one_more_makes_the_oldest_forgotten) {
  live::Limits limits;
  limits.remembered_sources = 10;
  limits.wrong_codes_per_source = 1;
  live::CodeGuard guard(live::CodeBudget::of_join_codes(limits));
  for (int i = 0; i < 10; ++i) guard.wrong_code(std::to_string(i), 0);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(guard.source_paused(std::to_string(i), 1)) << i;
  guard.wrong_code("10", 0);
  EXPECT_FALSE(guard.source_paused("0", 1));
  for (int i = 1; i <= 10; ++i) EXPECT_TRUE(guard.source_paused(std::to_string(i), 1)) << i;
}

TEST(CodeGuard, given_more_addresses_than_remembered_then_memory_stays_bounded) {
  live::Limits limits;
  limits.remembered_sources = 10;
  limits.wrong_codes_per_source = 1;
  live::CodeGuard guard(live::CodeBudget::of_join_codes(limits));
  for (int i = 0; i < 100; ++i) guard.wrong_code(std::to_string(i), 0);
  EXPECT_FALSE(guard.source_paused("0", 1));
  EXPECT_TRUE(guard.source_paused("99", 1));
}

TEST(CodeGuard, given_a_spent_budget_when_phones_come_then_the_code_pauses_and_the_link_works) {
  live::Limits limits;
  limits.wrong_codes = 5;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  type_code(hall, phone, hall.links.join_code, 1);
  EXPECT_EQ(phone.welcome["role"], "participant");

  Client guesser;
  for (int i = 0; i < 5; ++i) {
    type_code(hall, guesser, wrong_code(hall), 2, "10.9.9." + std::to_string(i));
  }
  EXPECT_EQ(guesser.rejects.back()["error"]["code"], "code_paused");
  Client typing;
  type_code(hall, typing, hall.links.join_code, 3);
  EXPECT_EQ(typing.closed, protocol::CloseCode::code_paused);
  hall.settle();
  EXPECT_EQ(facilitator.section("screen", "join")["code_paused"], true);

  Client scanning;
  hall.join(scanning, Hall::token(4));
  EXPECT_EQ(scanning.welcome["role"], "participant");

  hall.must(facilitator, {{"type", "renew_join_code"}});
  auto const join = facilitator.section("screen", "join");
  EXPECT_EQ(join["code_paused"], false);
  type_code(hall, typing, join["code"], 3);
  EXPECT_EQ(typing.welcome["role"], "participant");
}

}  // namespace
}  // namespace torg::test
