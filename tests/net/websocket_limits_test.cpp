// A server with limits of its own for each test: floods, silence, a peer that never reads, the end.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

#include "websocket_house.hpp"

namespace torg::net {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::RawWebsocket;
using Frame = RawWebsocket;

json join(ServerHouse& house, std::string const& as = token) {
  return hello_of({{"kind", "join"}, {"secret", house.links().join_secret}, {"token", as}});
}

TEST(WebsocketLimits, given_more_messages_than_the_burst_then_the_connection_is_closed) {
  auto limits = short_limits();
  limits.message_burst = 5;
  limits.messages_per_second = 1;
  ServerHouse house(limits);
  RawWebsocket socket(house.port());
  socket.upgrade();
  socket.say(join(house));
  for (int i = 0; i < 4; ++i) {
    socket.say({{"type", "command"}, {"id", "c1"}, {"command", {{"type", "choose_group"}}}});
    EXPECT_FALSE(socket.answer().is_null()) << i;
  }
  socket.say({{"type", "command"}, {"id", "c1"}, {"command", {{"type", "choose_group"}}}});
  EXPECT_EQ(socket.close_code(), 4005u);
}

TEST(WebsocketLimits, given_messages_as_fast_as_the_allowance_grows_then_they_go_on_for_ever) {
  auto limits = short_limits();
  limits.message_burst = 3;
  limits.messages_per_second = 50;
  ServerHouse house(limits);
  RawWebsocket socket(house.port());
  socket.upgrade();
  socket.say(join(house));
  for (int i = 0; i < 30; ++i) {
    std::this_thread::sleep_for(25ms);
    socket.say({{"type", "command"}, {"id", "c1"}, {"command", {{"type", "choose_group"}}}});
    ASSERT_FALSE(socket.answer().is_null()) << i;
  }
}

TEST(WebsocketLimits, given_a_quiet_client_that_answers_pings_then_it_stays_and_a_dead_one_goes) {
  auto limits = short_limits();
  limits.handshake = 20s;
  limits.idle = 2s;
  ServerHouse house(limits);
  RawWebsocket alive(house.port());
  RawWebsocket dead(house.port());
  alive.upgrade();
  dead.upgrade();
  auto const until = std::chrono::steady_clock::now() + 5s;
  int pings = 0;
  while (std::chrono::steady_clock::now() < until) {
    auto const frame = alive.frame(200ms);
    if (!frame) continue;
    EXPECT_EQ(frame->opcode, Frame::ping);
    alive.send_frame(Frame::pong, frame->payload);
    ++pings;
  }
  EXPECT_GE(pings, 2);
  EXPECT_EQ(house.connections(), 1u);
  EXPECT_TRUE(dead.ends(1s));
  alive.say(join(house));
  EXPECT_EQ(alive.message().value("type", ""), "welcome");
}

TEST(WebsocketLimits,
     given_a_client_that_never_reads_then_it_is_cut_and_the_others_are_not_held_up) {
  auto limits = short_limits();
  limits.message_burst = 100'000;
  ServerHouse house(limits);
  RawWebsocket good(house.port());
  good.upgrade();
  good.say(join(house));
  EXPECT_EQ(good.message().value("type", ""), "welcome");

  RawWebsocket stalled(house.port(), 2'048);
  stalled.upgrade();
  stalled.say(join(house, other_token));
  std::string const ids(32, 'x');
  auto const began = std::chrono::steady_clock::now();
  auto longest = 0ns;
  bool cut = false;
  while (!cut && std::chrono::steady_clock::now() - began < 8s) {
    // Every one of these is answered, and the answers are never read.
    for (int i = 0; i < 50 && !cut; ++i) {
      cut = !stalled.send_frame(
          Frame::text,
          json{{"type", "command"}, {"id", ids}, {"command", {{"type", "choose_group"}}}}.dump());
      if (house.connections() < 2) cut = true;
    }
    auto const asked = std::chrono::steady_clock::now();
    good.say({{"type", "command"}, {"id", "c1"}, {"command", {{"type", "choose_group"}}}});
    EXPECT_EQ(good.answer().value("id", ""), "c1");
    longest = std::max<std::chrono::nanoseconds>(longest, std::chrono::steady_clock::now() - asked);
  }
  EXPECT_TRUE(cut);
  EXPECT_EQ(house.connections(), 1u);
  EXPECT_LT(longest, 500ms);
}

TEST(WebsocketLimits, given_a_server_that_stops_then_everyone_is_told_to_come_back) {
  ServerHouse house(short_limits());
  RawWebsocket in(house.port());
  in.upgrade();
  in.say(join(house));
  EXPECT_EQ(in.message().value("type", ""), "welcome");
  house.shut_down();
  EXPECT_EQ(in.close_code(), 1012u);
  EXPECT_THROW(RawWebsocket(house.port()), std::runtime_error);
}

}  // namespace
}  // namespace torg::net
