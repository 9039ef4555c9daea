// The server is killed while ballots pour in; the folder that it leaves is verified, and it is
// started again. TORG_KILLS takes another number of kills; 200 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

int kill_count() {
  char const* const asked = std::getenv("TORG_KILLS");
  return asked ? std::stoi(asked) : 10;
}

TEST(Kill, given_ballots_pouring_in_when_the_server_is_killed_then_no_acknowledged_ballot_is_lost) {
  test::TempFolder folder;
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  constexpr std::size_t voters = 60;
  hall.join(voters);
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const box = hall.open(hall.item_of("dots"));
  auto const own = "own_ballot/" + std::to_string(box);

  // What each phone knows to be acknowledged when it comes back has to stand, or something newer.
  int checked = 0;
  for (auto const& phone : hall.phones()) {
    phone->on_current = [&](Person& client) {
      auto const found = client.casts().find(box);
      if (found == client.casts().end()) return;
      auto const* const section = client.section(own);
      ASSERT_NE(section, nullptr);
      EXPECT_GE(section->at("revision").get<std::int64_t>(), found->second.acked);
      ++checked;
    };
  }

  std::mt19937 random(4);
  auto const pick = [&](int below) {
    return std::uniform_int_distribution<int>(0, below - 1)(random);
  };
  auto const vote = [&](Person& phone) {
    Json marks = Json::array();
    marks.push_back({{"option", 1 + pick(14)}, {"value", 1 + pick(3)}});
    phone.cast(box, {{"kind", "dots"}, {"marks", marks}});
  };
  std::chrono::steady_clock::duration voting{};
  for (int round = 0; round < kill_count(); ++round) {
    auto const until = 40 + pick(160);
    auto const voting_began = std::chrono::steady_clock::now();
    for (int passed = 0; passed < until; passed += 4) {
      for (int i = 0; i < 4; ++i) vote(*hall.phones()[static_cast<std::size_t>(pick(voters))]);
      hall.run_for(4);
    }
    voting += std::chrono::steady_clock::now() - voting_began;
    server.kill();
    test::TorgCommand verify({"verify", "--data", (folder / "data").string()});
    ASSERT_EQ(verify.exit_code(), 0) << "round " << round << ": " << verify.err();
    auto const began = std::chrono::steady_clock::now();
    server.start();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    ASSERT_TRUE(hall.wait([&] {
      return std::all_of(hall.phones().begin(), hall.phones().end(),
                         [](auto const& phone) { return phone->welcomed(); });
    })) << "round "
        << round;
  }
  auto const seconds = std::chrono::duration<double>(voting).count();
  EXPECT_GE(static_cast<double>(hall.acked(box)) / seconds, 500) << "acknowledged in a second";
  for (auto const& phone : hall.phones()) vote(*phone);
  ASSERT_TRUE(hall.settled());
  EXPECT_GT(checked, kill_count() * static_cast<int>(voters) / 2);

  std::map<std::int64_t, std::int64_t> expected;
  for (auto const& phone : hall.phones()) {
    auto const& cast = phone->casts().at(box);
    ASSERT_EQ(cast.acked, cast.sent) << cast.refused;
    for (auto const& mark : cast.ballot.at("marks")) {
      expected[mark.at("option").get<std::int64_t>()] += mark.at("value").get<std::int64_t>();
    }
  }
  RecordProperty("revisions", std::to_string(hall.acked(box)));
  hall.command({{"type", "stop_ballot"}, {"box", box}});
  hall.command({{"type", "show_result"}, {"box", box}});
  auto const key = "result/" + std::to_string(box);
  ASSERT_TRUE(hall.wait([&] { return hall.facilitator().section(key) != nullptr; }));
  auto const& result = hall.facilitator().section(key)->at("result");
  EXPECT_EQ(result.at("cast"), voters);
  for (auto const& row : result.at("rows")) {
    auto const option = row.at("option").get<std::int64_t>();
    EXPECT_EQ(row.at("dots"), expected[option]) << "option " << option;
  }
  // The sealed box is recounted as well.
  ASSERT_EQ(server.stop(), 0);
  test::TorgCommand verify({"verify", "--data", (folder / "data").string()});
  EXPECT_EQ(verify.exit_code(), 0) << verify.err();
}

}  // namespace
}  // namespace torg::bench
