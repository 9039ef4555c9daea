// Connections that send a request a byte at a time, or promise a body and let it drip, while people
// join. TORG_SLOW takes another number of them; 5 000 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "rehearsal/open_files.hpp"
#include "support/process_facts.hpp"
#include "support/raw_socket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int slow_of_an_address = 2'000;

struct Slow {
  std::unique_ptr<test::RawSocket> socket;
  std::string rest;
};

/// What a slow client wants to send in the end.
std::string request(int which) {
  switch (which % 3) {
    case 0:
      return "GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: "
             "Upgrade\r\n"
             "Sec-WebSocket-Version: 13\r\nX-Slow: " +
             std::string(2'000, 'a');
    case 1:
      return "GET /" + std::string(2'000, 'b');
    default:
      return "POST /live HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n" +
             std::string(2'000, 'c');
  }
}

TEST(Slowloris, given_requests_that_drip_when_people_join_then_those_go_and_these_come_in) {
  rehearsal::raise_open_files();
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  hall.facilitator();
  auto const before = test::open_descriptors(server.process());

  auto const count = test::number_from("TORG_SLOW", 600);
  std::vector<Slow> slow;
  for (int i = 0; i < count; ++i) {
    auto const host = static_cast<unsigned>(2 + i / slow_of_an_address);
    slow.push_back({std::make_unique<test::RawSocket>(server.port(), 0, host), request(i)});
    // All of the head of a request with a body at once, one byte of the others.
    auto const head = i % 3 == 2 ? slow.back().rest.find("\r\n\r\n") + 4 : 1;
    slow.back().socket->send(slow.back().rest.substr(0, head));
    slow.back().rest.erase(0, head);
  }
  auto const opened = Steady::now();

  std::vector<double> joins;
  auto next_drip = opened;
  while (test::open_descriptors(server.process()) > before + joins.size() &&
         Steady::now() - opened < 30s) {
    auto const began = Steady::now();
    hall.join(1);
    joins.push_back(std::chrono::duration<double>(Steady::now() - began).count());
    hall.run_for(80);
    if (Steady::now() < next_drip) continue;
    next_drip = Steady::now() + 1s;
    for (auto& one : slow) {
      if (one.rest.empty() || !one.socket->send(one.rest.substr(0, 1), 0ms)) continue;
      one.rest.erase(0, 1);
    }
  }
  auto const took = std::chrono::duration<double>(Steady::now() - opened).count();
  EXPECT_LE(took, 15) << "all slow connections are closed";
  for (auto& one : slow) EXPECT_TRUE(one.socket->ends(0ms));
  ASSERT_GT(joins.size(), 20u);
  std::sort(joins.begin(), joins.end());
  EXPECT_LT(joins[joins.size() * 99 / 100], 1.0) << "p99 of a real join, in seconds";
  for (auto const& phone : hall.phones()) EXPECT_EQ(phone->welcomes(), 1);
  RecordProperty("seconds", std::to_string(took));
  RecordProperty("join_p99_ms", std::to_string(1000 * joins[joins.size() * 99 / 100]));
}

}  // namespace
}  // namespace torg::bench
