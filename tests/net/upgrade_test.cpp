// From HTTP to WebSocket: what an upgrade has to say, and from where it may come.

#include <gtest/gtest.h>

#include <string>

#include "websocket_house.hpp"

namespace torg::net {
namespace {

using test::field_of;
using test::RawWebsocket;
using test::status_of;

using WebsocketUpgrade = WebsocketHouse;

TEST_F(WebsocketUpgrade, given_no_subprotocol_then_the_upgrade_succeeds_and_the_close_says_why) {
  for (auto const* lines :
       {"", "Sec-WebSocket-Protocol: torg.v2\r\n", "Sec-WebSocket-Protocol: TORG.V1\r\n",
        "Sec-WebSocket-Protocol: chat, superchat\r\n"}) {
    RawWebsocket socket(house->port());
    auto const response = socket.upgrade(lines);
    EXPECT_EQ(status_of(response), 101) << lines;
    EXPECT_EQ(field_of(response, "Sec-WebSocket-Protocol"), std::nullopt) << lines;
    EXPECT_EQ(socket.close_code(), 4003u) << lines;
  }
}

TEST_F(WebsocketUpgrade, given_ours_among_several_subprotocols_then_it_is_chosen) {
  RawWebsocket socket(house->port());
  auto const response = socket.upgrade("Sec-WebSocket-Protocol: chat, torg.v1\r\n");
  EXPECT_EQ(field_of(response, "Sec-WebSocket-Protocol"), "torg.v1");
}

TEST_F(WebsocketUpgrade, given_an_upgrade_that_is_wrong_then_it_is_refused_over_http) {
  auto const status = [](std::string const& lines, std::string const& target = "/live") {
    RawWebsocket socket(house->port());
    socket.send(test::get_request(target, lines));
    return status_of(socket.response());
  };
  std::string const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  std::string const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  EXPECT_EQ(status(upgrade + key), 400);
  EXPECT_EQ(status(upgrade + "Sec-WebSocket-Version: 13\r\n"), 400);
  EXPECT_EQ(status(upgrade + key + "Sec-WebSocket-Version: 8\r\n"), 426);
  EXPECT_EQ(status(upgrade + key + "Sec-WebSocket-Version: 13\r\n", "/live2"), 404);
  EXPECT_EQ(status(upgrade + key + "Sec-WebSocket-Version: 13\r\n", "/"), 404);
  EXPECT_EQ(status(upgrade + key + "Sec-WebSocket-Version: 13\r\nContent-Length: 3\r\n"), 413);
}

TEST_F(WebsocketUpgrade,
       given_a_page_of_another_origin_then_the_upgrade_is_refused_and_ours_is_not) {
  auto const status = [](std::string const& origin) {
    RawWebsocket socket(house->port());
    return status_of(socket.upgrade("Sec-WebSocket-Protocol: torg.v1\r\n" + origin));
  };
  EXPECT_EQ(status("Origin: https://evil.example\r\n"), 403);
  EXPECT_EQ(status("Origin: null\r\n"), 403);
  EXPECT_EQ(status("Origin: https://127.0.0.1\r\n"), 403);
  EXPECT_EQ(status("Origin: http://127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"), 403);
  EXPECT_EQ(status("Origin: http://127.0.0.1\r\n"), 101);
  EXPECT_EQ(status("Origin: https://torg.example.se\r\n"), 101);
  EXPECT_EQ(status(""), 101);
}

TEST_F(WebsocketUpgrade, given_frames_sent_before_the_upgrade_was_answered_then_it_is_refused) {
  RawWebsocket socket(house->port());
  socket.send(test::get_request("/live",
                                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                "Sec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") +
              "\x81\x80");
  EXPECT_EQ(status_of(socket.response()), 400);
}

}  // namespace
}  // namespace torg::net
