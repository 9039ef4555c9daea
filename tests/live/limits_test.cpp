// Limits of the live floor that no other test reaches: what is taken at n and said at n + 1.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

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

TEST(LiveLimits, given_more_bytes_than_a_batch_holds_then_the_rest_goes_with_the_next) {
  live::Limits limits;
  limits.batch_bytes = 1;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  hall.settle();
  hall.gate->shut();
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(facilitator.command(add(std::to_string(i))));
  hall.run_ready();
  auto const before = hall.faulty->appends();
  hall.gate->open();
  for (auto const& id : ids) {
    hall.until([&] { return facilitator.answered(id); });
    EXPECT_TRUE(facilitator.acked(id));
  }
  EXPECT_EQ(hall.faulty->appends() - before, 5);
}

TEST(LiveLimits, given_nothing_is_written_for_the_idle_time_then_the_log_is_moved_once) {
  using Steady = std::chrono::steady_clock;
  live::Limits limits;
  limits.checkpoint_idle_ms = 400;
  MemoryStore memory;
  GatedStore store(memory);
  std::atomic<int> moved = 0;
  store.at_checkpoint = [&] { ++moved; };
  live::Writer writer(store, limits);
  boost::asio::io_context loop;
  auto const began = Steady::now();
  writer.submit({store::AppendEvents{"meeting/a", 0, {{"Happened", "{}"}}, {}}}, loop,
                [](live::WriteOutcome) {});
  while (moved == 0 && Steady::now() < began + std::chrono::seconds(10)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(moved, 1);
  EXPECT_GE(Steady::now() - began, std::chrono::milliseconds(400));
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_EQ(moved, 1);
  writer.stop(1'000);
}

TEST(LiveLimits, given_as_many_events_as_a_snapshot_stands_for_then_it_is_saved_and_not_before) {
  live::Limits limits;
  limits.events_per_snapshot = 5;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  auto const saved = [&] {
    std::scoped_lock const lock(hall.disk->mutex);
    auto const& stream = hall.disk->data.streams.at("meeting/" + hall.meeting);
    return std::pair{stream.snapshot ? stream.snapshot->version : 0, stream.events.back().version};
  };
  std::uint64_t last = 0;
  int snapshots = 0;
  for (int i = 0; i < 20; ++i) {
    hall.must(facilitator, add(std::to_string(i)));
    auto const [snapshot, version] = saved();
    EXPECT_LT(version - snapshot, 5u);
    if (snapshot == last) continue;
    if (last > 0) {
      EXPECT_EQ(snapshot, last + 5);
    }
    last = snapshot;
    ++snapshots;
  }
  EXPECT_GE(snapshots, 3);
}

TEST(LiveLimits, given_a_meeting_that_nobody_is_in_then_it_stays_until_the_time_is_over) {
  Hall hall;
  {
    Client facilitator;
    hall.lead(facilitator);
  }
  hall.settle();
  auto const is_unloaded = [&] {
    std::scoped_lock const lock(hall.disk->mutex);
    return hall.disk->data.streams.at("meeting/" + hall.meeting).snapshot.has_value();
  };
  hall.hurry(hall.limits.unload_idle_ms / 2);
  hall.hurry(hall.limits.unload_idle_ms / 2 - 1);
  EXPECT_FALSE(is_unloaded());
  hall.hurry(1);
  hall.hurry(hall.limits.unload_idle_ms / 2);
  EXPECT_TRUE(is_unloaded());
}

TEST(LiveLimits, given_votes_within_the_window_of_a_scope_then_its_turnout_waits_to_the_end_of_it) {
  live::Limits const limits;
  struct Case {
    char const* scope;
    std::int64_t window_ms;
  };
  for (auto const& [scope, window_ms] :
       {Case{"facilitator", limits.facilitator_window_ms}, Case{"screen", limits.screen_window_ms},
        Case{"participant", limits.participant_window_ms}}) {
    Hall hall;
    Client facilitator;
    hall.lead(facilitator);
    std::vector<Client> phones(4);
    for (std::size_t i = 0; i < phones.size(); ++i) {
      hall.join(phones[i], Hall::token(static_cast<int>(i)));
    }
    auto const box = hall.open_poll(facilitator);
    hall.hurry(1'000);
    Client const& who = std::string(scope) == "participant" ? phones.front() : facilitator;
    auto const turnout = [&] {
      return who.section(scope, "turnout/" + std::to_string(box))["cast"].get<int>();
    };
    for (auto& phone : phones) hall.must(phone, Hall::vote(box, 1));
    EXPECT_EQ(turnout(), 1) << scope << ": the first after quiet does not wait";
    hall.hurry(window_ms - 1);
    EXPECT_EQ(turnout(), 1) << scope;
    hall.hurry(1);
    EXPECT_EQ(turnout(), 4) << scope;
  }
}

}  // namespace
}  // namespace torg::test
