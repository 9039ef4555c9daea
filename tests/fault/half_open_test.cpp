// Phones whose batteries are out: nothing says that their connections are gone. TORG_SILENT takes
// another number of them; 1 000 are the full form.

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "rehearsal/open_files.hpp"
#include "support/process_facts.hpp"
#include "support/raw_websocket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

TEST(HalfOpen, given_phones_that_fall_silent_then_they_are_noticed_and_nothing_is_left_of_them) {
  rehearsal::raise_open_files();
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  hall.join(10);
  hall.facilitator();
  auto const before = test::open_descriptors(server.process());

  auto const count = test::number_from("TORG_SILENT", 100);
  std::string const secret = server.part("participant", "/M/");
  std::vector<std::unique_ptr<test::RawWebsocket>> silent;
  for (int i = 0; i < count; ++i) {
    auto& socket = silent.emplace_back(std::make_unique<test::RawWebsocket>(server.port()));
    socket->upgrade();
    socket->say({{"type", "hello"},
                 {"protocol", 1},
                 {"credential", {{"kind", "join"}, {"secret", secret}, {"token", new_token()}}}});
    ASSERT_EQ(socket->message().value("type", ""), "welcome");
    if (i % 50 == 49) hall.run_for(1);
  }
  EXPECT_GE(test::open_descriptors(server.process()), before + silent.size());
  for (auto const& socket : silent) socket->fall_silent();

  auto const since = Steady::now();
  while (test::open_descriptors(server.process()) > before && Steady::now() - since < 70s) {
    hall.run_for(200);
  }
  auto const took = std::chrono::duration<double>(Steady::now() - since).count();
  EXPECT_EQ(test::open_descriptors(server.process()), before);
  EXPECT_LE(took, 60);
  RecordProperty("seconds", std::to_string(took));
  // The others never noticed.
  for (auto const& phone : hall.phones()) EXPECT_EQ(phone->welcomes(), 1);
}

}  // namespace
}  // namespace torg::bench
