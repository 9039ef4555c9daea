// Somebody sets the clock of the machine, an hour and a day on and back, while people vote.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>

#include "bench/hall.hpp"
#include "store/sqlite_view.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using Steady = std::chrono::steady_clock;

/// The wall clock of the processes started while this is there.
class WallClock {
 public:
  WallClock() {
    set(0);
    ::setenv("LD_PRELOAD", TORG_WALL_CLOCK_SHIM, 1);
    ::setenv("TORG_WALL_CLOCK", file().c_str(), 1);
  }
  ~WallClock() {
    ::unsetenv("LD_PRELOAD");
    ::unsetenv("TORG_WALL_CLOCK");
  }
  /// Seconds from the true time.
  void set(std::int64_t offset) {
    // In place: the process has it mapped.
    std::fstream out(file(), std::ios::binary | std::ios::in | std::ios::out);
    if (!out) out.open(file(), std::ios::binary | std::ios::out);
    out.write(reinterpret_cast<char const*>(&offset), sizeof offset);
  }

 private:
  std::string file() const { return (folder_ / "offset").string(); }
  test::TempFolder folder_;
};

constexpr std::int64_t hour = 3'600;
constexpr std::int64_t day = 24 * hour;

TEST(ClockJump, given_people_voting_when_the_clock_is_set_then_timers_and_connections_stay) {
  WallClock clock;
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  hall.join(40);
  int returns = 0;
  for (auto const& phone : hall.phones()) phone->on_current = [&](Person&) { ++returns; };
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const item = hall.item_of("poll");
  ASSERT_EQ(hall.command({{"type", "start_item"}, {"item", item}}).at("type"), "ack");

  for (auto const jump : {hour, -hour, day, -day}) {
    SCOPED_TRACE("set by " + std::to_string(jump) + " s");
    constexpr int length_ms = 2'500;
    clock.set(0);
    auto const before = Steady::now();
    auto const opened =
        hall.command({{"type", "open_ballot"}, {"item", item}, {"closes_in_ms", length_ms}});
    ASSERT_EQ(opened.at("type"), "ack") << opened.dump();
    std::int64_t const box = opened.at("answer").at("box");
    hall.run_for(300);
    clock.set(jump);
    for (auto const& phone : hall.phones()) {
      phone->cast(box, {{"kind", "choice"}, {"options", {1}}});
    }
    ASSERT_TRUE(hall.settled());
    for (auto const& phone : hall.phones()) EXPECT_EQ(phone->casts().at(box).refused, "");

    auto const key = "box/" + std::to_string(box);
    ASSERT_TRUE(hall.wait([&] {
      auto const* const section = hall.facilitator().section(key);
      return section != nullptr && section->at("state") == "stopped";
    })) << "the ballot never stopped";
    auto const took = std::chrono::duration<double>(Steady::now() - before).count();
    EXPECT_NEAR(took, length_ms / 1000.0, 1.0);
    ASSERT_EQ(hall.command({{"type", "show_result"}, {"box", box}}).at("type"), "ack");
  }
  EXPECT_EQ(returns, 0) << "connections were lost";

  // Versions follow one another, and so does what the journal says of the time.
  ASSERT_EQ(server.stop(), 0);
  test::TorgCommand verify({"verify", "--data", (folder / "data").string()});
  EXPECT_EQ(verify.exit_code(), 0) << verify.err();
  store::SqliteOptions options;
  options.data_dir = folder / "data";
  auto const view = store::open_sqlite_view(options).value();
  std::int64_t last_ms = 0;
  for (auto const& event : view->read_stream("meeting/" + server.meeting(), 0, 10'000).value()) {
    std::int64_t const at_ms = Json::parse(event.payload).at("at_ms");
    EXPECT_GE(at_ms, last_ms) << event.type;
    last_ms = at_ms;
  }
}

TEST(ClockJump, given_an_open_ballot_when_it_starts_with_the_clock_set_back_then_it_still_ends) {
  WallClock clock;
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  constexpr int length_ms = 4'000;
  std::int64_t box = 0;
  {
    Hall hall(server);
    ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
    std::int64_t item = 0;
    for (auto const& line : hall.facilitator().section("agenda")->at("entries")) {
      if (line.at("kind") == "poll") item = line.at("item");
    }
    ASSERT_EQ(hall.command({{"type", "start_item"}, {"item", item}}).at("type"), "ack");
    auto const opened =
        hall.command({{"type", "open_ballot"}, {"item", item}, {"closes_in_ms", length_ms}});
    ASSERT_EQ(opened.at("type"), "ack") << opened.dump();
    box = opened.at("answer").at("box");
  }
  server.kill();
  clock.set(-day);
  auto const before = Steady::now();
  server.start();
  Hall hall(server);
  auto const stopped = [&] {
    auto const* const section = hall.facilitator().section("box/" + std::to_string(box));
    return section != nullptr && section->at("state") == "stopped";
  };
  EXPECT_TRUE(hall.wait(stopped, 15)) << "the ballot stays open";
  EXPECT_LT(Steady::now() - before, std::chrono::milliseconds(length_ms + 3'000));
}

// Without this the test above could pass because the clock was never moved.
TEST(ClockJump, given_the_shim_when_the_clock_is_set_before_the_start_then_the_server_sees_it) {
  WallClock clock;
  clock.set(day);
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  ASSERT_EQ(server.stop(), 0);
  store::SqliteOptions options;
  options.data_dir = folder / "data";
  auto const view = store::open_sqlite_view(options).value();
  auto const events = view->read_stream("forum", 0, 1).value();
  ASSERT_EQ(events.size(), 1u);
  auto const at_s = Json::parse(events.front().payload).at("at_ms").get<std::int64_t>() / 1000;
  EXPECT_NEAR(static_cast<double>(at_s - ::time(nullptr)), day, 60);
}

}  // namespace
}  // namespace torg::bench
