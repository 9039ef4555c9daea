// Hours of people coming, voting, losing their network and leaving. TORG_SOAK_MINUTES takes another
// length than the half minute of the short form; 120 are the full form.

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "support/process_facts.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// Slope of the straight line through the points, by least squares.
double slope(std::vector<std::pair<double, double>> const& points) {
  double x = 0;
  double y = 0;
  for (auto const& point : points) {
    x += point.first / static_cast<double>(points.size());
    y += point.second / static_cast<double>(points.size());
  }
  double above = 0;
  double below = 0;
  for (auto const& point : points) {
    above += (point.first - x) * (point.second - y);
    below += (point.first - x) * (point.first - x);
  }
  return below > 0 ? above / below : 0;
}

TEST(Soak, given_people_coming_and_going_then_memory_and_descriptors_do_not_grow) {
  constexpr std::size_t people = 200;
  test::TempFolder folder;
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  // Every phone that ever comes is a participant of the meeting, which is kept. So the same people
  // come again and again.
  hall.join(people);
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const box = hall.open(hall.item_of("dots"));
  auto const descriptors = test::open_descriptors(server.process());

  auto const minutes = test::number_from("TORG_SOAK_MINUTES", 0);
  auto const length = minutes > 0 ? std::chrono::seconds(60 * minutes) : 30s;
  std::mt19937 random(32);
  auto const pick = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  std::vector<std::pair<double, double>> memory;  // hours, megabytes
  auto const began = Steady::now();
  auto next_look = began + length / 4;
  while (Steady::now() - began < length) {
    for (int i = 0; i < 4; ++i) {
      hall.phones()[pick(people)]->cast(
          box, {{"kind", "dots"}, {"marks", {{{"option", 1 + pick(14)}, {"value", 1 + pick(3)}}}}});
    }
    if (pick(2) == 0) hall.phones()[pick(people)]->cut(static_cast<int>(pick(500)));
    hall.run_for(15);
    if (Steady::now() < next_look) continue;
    next_look += length / 120;
    memory.emplace_back(
        std::chrono::duration<double, std::ratio<3600>>(Steady::now() - began).count(),
        static_cast<double>(test::resident_bytes(server.process())) / (1 << 20));
  }
  ASSERT_TRUE(hall.settled());
  EXPECT_TRUE(
      hall.wait([&] { return test::open_descriptors(server.process()) == descriptors; }, 10))
      << test::open_descriptors(server.process()) << " instead of " << descriptors;
  ASSERT_GT(memory.size(), 10u);
  auto const megabytes_an_hour = slope(memory);
  RecordProperty("megabytes_an_hour", std::to_string(megabytes_an_hour));
  RecordProperty("megabytes", std::to_string(memory.back().second));
  // A slope over seconds says nothing; what came on top in them does.
  if (minutes >= 60) {
    EXPECT_LT(megabytes_an_hour, 1.0);
  } else {
    EXPECT_LT(memory.back().second - memory.front().second, 4.0);
  }
  EXPECT_EQ(server.stop(), 0);
  test::TorgCommand verify({"verify", "--data", (folder / "data").string()});
  EXPECT_EQ(verify.exit_code(), 0) << verify.err();
}

}  // namespace
}  // namespace torg::bench
