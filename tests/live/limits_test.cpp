// Limits of the live floor that no other test reaches: what is taken at n and said at n + 1.

#include <gtest/gtest.h>

#include "hall.hpp"

namespace torg::test {
namespace {

Json add(std::string const& title) {
  return {{"type", "add_items"}, {"items", {{{"kind", "break"}, {"title", {{"sv", title}}}}}}};
}

TEST(LiveLimits, given_as_many_commands_waiting_as_allowed_then_the_next_is_overloaded) {
  live::Limits limits;
  limits.waiting_commands = 5;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(facilitator.command(add(std::to_string(i))));
  hall.until([&] { return facilitator.answered(ids.back()); }, "for the one too many");
  EXPECT_EQ(facilitator.error(ids.back()), "overloaded");
  hall.gate->open();
  for (std::size_t i = 0; i < 5; ++i) {
    hall.until([&] { return facilitator.answered(ids[i]); });
    EXPECT_TRUE(facilitator.acked(ids[i])) << facilitator.answers[ids[i]];
  }
  hall.must(facilitator, add("sent again"));
}

TEST(LiveLimits, given_a_phone_when_it_comes_while_too_much_waits_then_it_is_told_to_come_again) {
  live::Limits limits;
  limits.waiting_commands = 2;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  facilitator.command(add("a"));
  facilitator.command(add("b"));
  hall.run_ready();
  Client phone;
  phone.connect(*hall.directory);
  phone.hello({{"kind", "join"}, {"secret", hall.links.join_secret}, {"token", Hall::token(1)}});
  hall.until([&] { return phone.closed.has_value(); }, "for the refusal");
  ASSERT_FALSE(phone.rejects.empty());
  EXPECT_EQ(phone.rejects.back()["error"]["code"], "overloaded");
  EXPECT_TRUE(protocol::may_reconnect(*phone.closed));
  hall.gate->open();
  hall.settle();
  hall.join(phone, Hall::token(1));
  EXPECT_FALSE(phone.closed);
}

TEST(LiveLimits,
     given_a_command_older_than_those_remembered_when_sent_again_then_it_is_decided_anew) {
  live::Limits limits;
  limits.remembered_commands = 3;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  auto const items = [&] {
    hall.hurry(hall.limits.facilitator_window_ms);
    return facilitator.section("facilitator", "agenda")["entries"].size();
  };
  for (auto const* id : {"a", "b", "c"}) hall.do_command(facilitator, add(id), id);
  auto const before = items();
  hall.do_command(facilitator, add("a"), "a");
  EXPECT_EQ(items(), before) << "one of the last three was done twice";
  hall.do_command(facilitator, add("d"), "d");
  hall.do_command(facilitator, add("a"), "a");
  EXPECT_EQ(items(), before + 2);
}

TEST(LiveLimits, given_more_units_than_a_batch_holds_then_the_rest_goes_with_the_next) {
  live::Limits limits;
  limits.batch_units = 4;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  hall.settle();
  hall.gate->shut();
  std::vector<std::string> ids;
  for (int i = 0; i < 9; ++i) ids.push_back(facilitator.command(add(std::to_string(i))));
  hall.run_ready();
  auto const before = hall.faulty->appends();
  hall.gate->open();
  for (auto const& id : ids) {
    hall.until([&] { return facilitator.answered(id); });
    EXPECT_TRUE(facilitator.acked(id));
  }
  // The first may have gone alone before the others gathered.
  EXPECT_GE(hall.faulty->appends() - before, 3);
  EXPECT_LE(hall.faulty->appends() - before, 4);
}

}  // namespace
}  // namespace torg::test
