// The disk of a real server fills up while people vote, and gets room again. The disk is a tmpfs of
// a few megabytes, which only root can mount.

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

class DiskFull : public testing::Test {
 protected:
  static constexpr std::size_t voters = 30;

  void SetUp() override {
    std::filesystem::create_directory(folder_ / "data");
    if (::mount("torg-test", (folder_ / "data").c_str(), "tmpfs", 0, "size=6m") != 0) {
      GTEST_SKIP() << "cannot mount a small tmpfs here: " << std::strerror(errno);
    }
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) ::umount2((folder_ / "data").c_str(), MNT_DETACH);
  }

  std::filesystem::path filler() const { return folder_ / "data" / "filler"; }
  void fill() const {
    std::ofstream out(filler(), std::ios::binary | std::ios::app);
    std::string const kilobyte(1024, 'x');
    while (out.write(kilobyte.data(), 1024).flush()) {
    }
  }

  test::TempFolder folder_;
  bool mounted_ = false;
};

TEST_F(DiskFull, given_people_voting_when_the_disk_is_full_then_it_is_said_and_passes_with_space) {
  test::TorgProcess server(TORG_EXECUTABLE, folder_.path());
  server.start();
  Hall hall(server);
  hall.join(voters);
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const box = hall.open(hall.item_of("dots"));
  std::int64_t turn = 0;
  // A third of the people at a time; faster than that a phone may not be.
  auto const vote = [&] {
    ++turn;
    for (auto i = static_cast<std::size_t>(turn % 3); i < voters; i += 3) {
      hall.phones()[i]->cast(
          box,
          {{"kind", "dots"}, {"marks", {{{"option", 1 + turn % 14}, {"value", 1 + turn % 3}}}}});
    }
  };
  for (int i = 0; i < 3; ++i) vote();
  ASSERT_TRUE(hall.settled());

  for (int round = 0; round < 3; ++round) {
    // Until nothing can be acknowledged any more. What the server gives back of the disk is taken
    // too.
    auto last = hall.acked(box);
    auto quiet_since = Steady::now();
    auto const give_up = Steady::now() + 30s;
    while (Steady::now() - quiet_since < 1s) {
      ASSERT_LT(Steady::now(), give_up) << "the disk does not get full";
      fill();
      vote();
      hall.run_for(20);
      if (hall.acked(box) != last) quiet_since = Steady::now();
      last = hall.acked(box);
    }
    EXPECT_GT(hall.refusals("storage_full"), 0) << "round " << round;
    // Everybody is still connected and sees the meeting.
    for (auto const& phone : hall.phones()) EXPECT_TRUE(phone->welcomed());

    std::filesystem::remove(filler());
    auto const freed = Steady::now();
    ASSERT_TRUE(hall.wait([&] { return hall.acked(box) > last; }, 10));
    EXPECT_LT(Steady::now() - freed, 5s) << "round " << round;
    ASSERT_TRUE(hall.settled()) << "round " << round;
  }

  // Full once more, and killed like that. Nothing acknowledged is lost, and nothing else counts.
  for (int i = 0; i < 60; ++i) {
    fill();
    vote();
    hall.run_for(20);
  }
  server.kill();
  std::filesystem::remove(filler());
  test::TorgCommand verify({"verify", "--data", (folder_ / "data").string()});
  EXPECT_EQ(verify.exit_code(), 0) << verify.err();
  int checked = 0;
  auto const own = "own_ballot/" + std::to_string(box);
  for (auto const& phone : hall.phones()) {
    phone->on_current = [&](Person& client) {
      auto const* const section = client.section(own);
      ASSERT_NE(section, nullptr);
      EXPECT_GE(section->at("revision").get<std::int64_t>(), client.casts().at(box).acked);
      ++checked;
    };
  }
  server.start();
  ASSERT_TRUE(hall.wait([&] { return checked >= static_cast<int>(voters); }));
  ASSERT_TRUE(hall.settled());
}

}  // namespace
}  // namespace torg::bench
