// The database of a meeting with an open ballot comes up without its key, as after a restore on
// another machine.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

TEST(LostKeys,
     given_an_open_box_when_the_key_folder_is_gone_then_it_is_counted_and_votes_go_on_anew) {
  test::TempFolder folder;
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  std::int64_t box = 0;
  {
    Hall hall(server);
    hall.join(6);
    ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
    box = hall.open(hall.item_of("dots"));
    for (auto const& phone : hall.phones()) {
      phone->cast(box, {{"kind", "dots"}, {"marks", {{{"option", 2}, {"value", 3}}}}});
    }
    ASSERT_TRUE(hall.settled());
    server.kill();
  }
  std::filesystem::remove_all(folder / "keys");
  server.start();

  Hall hall(server);
  auto const key = "box/" + std::to_string(box);
  auto const state = [&]() -> std::string {
    auto const* const section = hall.facilitator().section(key);
    return section ? section->value("state", "") : "";
  };
  ASSERT_TRUE(hall.wait([&] { return state() == "sealed"; }, 15)) << state();
  EXPECT_EQ(hall.command({{"type", "reopen_ballot"}, {"box", box}}).at("type"), "reject");
  ASSERT_EQ(hall.command({{"type", "show_result"}, {"box", box}}).at("type"), "ack");
  auto const shown = "result/" + std::to_string(box);
  ASSERT_TRUE(hall.wait([&] { return hall.facilitator().section(shown) != nullptr; }));
  auto const& result = hall.facilitator().section(shown)->at("result");
  EXPECT_EQ(result.at("cast"), 6);
  EXPECT_EQ(result.at("rows").at(0).at("option"), 2);
  EXPECT_EQ(result.at("rows").at(0).at("dots"), 18);

  hall.join(2);
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace torg::bench
