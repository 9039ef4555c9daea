// A whole crowd loses its network at once and comes back; a crowd comes in all at once.
// TORG_CROWD takes another size; the full forms are 5 000 cut off and 10 000 joining.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "rehearsal/open_files.hpp"
#include "support/process_facts.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point moment) {
  return std::chrono::duration<double>(Steady::now() - moment).count();
}

class Crowd : public testing::Test {
 protected:
  Crowd() {
    rehearsal::raise_open_files();
    server_.start();
  }

  /// The newest that everybody should see: where the agenda is.
  bool all_see(std::int64_t item) {
    return std::ranges::all_of(hall_.phones(), [&](auto const& phone) {
      auto const* const agenda = phone->section("agenda");
      return phone->welcomed() && agenda && agenda->value("current", 0) == item;
    });
  }
  std::int64_t second_item() {
    return hall_.facilitator().section("agenda")->at("entries").at(1).at("item");
  }

  test::TempFolder folder_{test::TempFolder::Place::memory};
  test::TorgProcess server_{TORG_EXECUTABLE, folder_.path()};
  Hall hall_{server_};
};

TEST_F(Crowd, given_all_connections_cut_at_once_then_everybody_is_current_again) {
  hall_.join(static_cast<std::size_t>(test::number_from("TORG_CROWD", 500)));
  ASSERT_EQ(hall_.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const descriptors = test::open_descriptors(server_.process());
  for (auto const& phone : hall_.phones()) phone->cut(1);
  auto const since = Steady::now();
  // What changes while they are away is what they could miss.
  auto const item = second_item();
  ASSERT_EQ(hall_.command({{"type", "start_item"}, {"item", item}}).at("type"), "ack");
  ASSERT_TRUE(hall_.wait([&] { return all_see(item); }, 60));
  EXPECT_LE(seconds_since(since), 30);
  RecordProperty("seconds", std::to_string(seconds_since(since)));
  for (auto const& phone : hall_.phones()) {
    EXPECT_EQ(phone->welcomes(), 2);
    EXPECT_NE(phone->section("me"), nullptr);
    EXPECT_NE(phone->section("item/" + std::to_string(item)), nullptr);
  }
  EXPECT_TRUE(
      hall_.wait([&] { return test::open_descriptors(server_.process()) == descriptors; }, 10));
}

TEST_F(Crowd, given_everybody_joining_one_meeting_then_all_come_in_and_memory_stays_small) {
  auto const count = static_cast<std::size_t>(test::number_from("TORG_CROWD", 1'000));
  ASSERT_EQ(hall_.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const since = Steady::now();
  hall_.join(count);
  auto const joined = seconds_since(since);
  EXPECT_LE(joined, 60);
  RecordProperty("seconds", std::to_string(joined));
  auto const item = second_item();
  ASSERT_EQ(hall_.command({{"type", "start_item"}, {"item", item}}).at("type"), "ack");
  ASSERT_TRUE(hall_.wait([&] { return all_see(item); }, 60));
  for (auto const& phone : hall_.phones()) EXPECT_EQ(phone->welcomes(), 1);
  auto const resident = test::resident_bytes(server_.process());
  EXPECT_LT(resident, 400u << 20);
  RecordProperty("resident_bytes", std::to_string(resident));
}

}  // namespace
}  // namespace torg::bench
