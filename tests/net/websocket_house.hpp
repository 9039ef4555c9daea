#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "server_house.hpp"
#include "support/raw_websocket.hpp"

namespace torg::net {

inline std::string const token = "AAAAAAAAAAAAAAAAAAAAAA";
inline std::string const other_token = "BBBBBBBBBBBBBBBBBBBBBB";

inline Limits short_limits() {
  Limits limits;
  limits.handshake = std::chrono::seconds(1);
  limits.write = std::chrono::seconds(1);
  limits.close = std::chrono::seconds(1);
  return limits;
}

inline nlohmann::json hello_of(nlohmann::json credential, std::string const& meeting = {}) {
  nlohmann::json hello{{"type", "hello"}, {"protocol", 1}, {"credential", std::move(credential)}};
  if (!meeting.empty()) hello["meeting"] = meeting;
  return hello;
}

/// One server for all tests of a suite, and phones that speak WebSocket to it byte by byte.
class WebsocketHouse : public testing::Test {
 protected:
  static void SetUpTestSuite() { house = std::make_unique<ServerHouse>(short_limits()); }
  static void TearDownTestSuite() { house.reset(); }

  static nlohmann::json join(std::string const& as = token) {
    return hello_of({{"kind", "join"}, {"secret", house->links().join_secret}, {"token", as}});
  }
  // Connected and upgraded, nothing said.
  static std::unique_ptr<test::RawWebsocket> connected() {
    auto socket = std::make_unique<test::RawWebsocket>(house->port());
    EXPECT_EQ(test::status_of(socket->upgrade()), 101);
    return socket;
  }
  static std::unique_ptr<test::RawWebsocket> welcomed(std::string const& as = token) {
    auto socket = connected();
    socket->say(join(as));
    EXPECT_EQ(socket->message().value("type", ""), "welcome");
    return socket;
  }

  static inline std::unique_ptr<ServerHouse> house;
};

}  // namespace torg::net
