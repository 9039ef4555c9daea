// The server is told to stop while ballots pour in, as a package upgrade does it, and started
// again.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using Steady = std::chrono::steady_clock;

TEST(Stop, given_ballots_pouring_in_when_told_to_stop_then_all_come_back_and_none_is_lost) {
  constexpr std::size_t voters = 60;
  test::TempFolder folder;
  test::TorgProcess server(TORG_EXECUTABLE, folder.path(), {"--demo", "--threads", "2"});
  server.start();
  Hall hall(server);
  hall.join(voters);
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const box = hall.open(hall.item_of("dots"));
  auto const own = "own_ballot/" + std::to_string(box);
  for (auto const& phone : hall.phones()) {
    phone->on_current = [&](Person& client) {
      auto const found = client.casts().find(box);
      if (found == client.casts().end()) return;
      ASSERT_NE(client.section(own), nullptr);
      EXPECT_GE(client.section(own)->at("revision").get<std::int64_t>(), found->second.acked);
    };
  }
  std::mt19937 random(5);
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 200; ++i) {
      hall.phones()[random() % voters]->cast(
          box, {{"kind", "dots"}, {"marks", {{{"option", 1 + random() % 14}, {"value", 1}}}}});
      if (i % 4 == 0) hall.run_for(1);
    }
    auto const began = Steady::now();
    server.tell_to_stop();
    // Their loop has to go on, so that they hear the goodbye and answer it.
    ASSERT_TRUE(hall.wait([&] { return server.has_ended(); }, 15));
    EXPECT_LT(Steady::now() - began, std::chrono::seconds(8));
    EXPECT_EQ(server.exit_code(), 0);
    // Service restart, for which a phone comes back by itself.
    for (auto const& phone : hall.phones()) EXPECT_EQ(phone->closed_with(), 1012);
    test::TorgCommand verify({"verify", "--data", (folder / "data").string()});
    ASSERT_EQ(verify.exit_code(), 0) << verify.err();
    server.start();
    ASSERT_TRUE(hall.settled()) << "round " << round;
    for (auto const& phone : hall.phones()) EXPECT_EQ(phone->welcomes(), round + 2);
  }
}

}  // namespace
}  // namespace torg::bench
