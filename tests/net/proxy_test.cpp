// Phones that come through a proxy on this machine.

#include <gtest/gtest.h>

#include <string>

#include "server_house.hpp"
#include "store/secrets.hpp"
#include "support/raw_websocket.hpp"

namespace torg::net {
namespace {

struct Hall : testing::Test {
  static live::Limits two_guesses() {
    live::Limits limits;
    limits.wrong_codes_per_source = 2;
    return limits;
  }
  static HouseExtra trusting() {
    HouseExtra extra;
    extra.trusted_proxies = {asio::ip::make_address("127.0.0.1")};
    return extra;
  }

  // How the server takes a phone that the proxy says to be there, with this code: its role, or the
  // code that its connection was closed with.
  static std::string come(ServerHouse& house, std::string const& from, std::string const& code) {
    test::RawWebsocket phone(house.port());
    phone.upgrade("Sec-WebSocket-Protocol: torg.v1\r\nX-Forwarded-For: 10.9.9.9, " + from + "\r\n");
    phone.say({{"type", "hello"},
               {"protocol", 1},
               {"credential", {{"kind", "code"}, {"code", code}, {"token", store::new_token()}}}});
    auto const answer = phone.message();
    return answer.value("type", "") == "welcome" ? "welcome" : std::to_string(phone.close_code());
  }
  static std::string paused() {
    return std::to_string(protocol::number_of(protocol::CloseCode::code_paused));
  }
};

constexpr char wrong_code[] = "222222";

TEST_F(Hall, given_a_trusted_proxy_when_somebody_guesses_then_only_that_address_waits) {
  ServerHouse house({}, two_guesses(), trusting());
  for (int i = 0; i < 2; ++i) EXPECT_NE(come(house, "192.0.2.1", wrong_code), "welcome");
  EXPECT_EQ(come(house, "192.0.2.1", house.links().join_code), paused());
  EXPECT_EQ(come(house, "192.0.2.2", house.links().join_code), "welcome");
}

TEST_F(Hall, given_a_proxy_that_is_not_trusted_then_its_word_does_not_count) {
  ServerHouse house({}, two_guesses());
  for (int i = 0; i < 2; ++i) EXPECT_NE(come(house, "192.0.2.1", wrong_code), "welcome");
  EXPECT_EQ(come(house, "192.0.2.2", house.links().join_code), paused());
}

TEST_F(Hall, given_a_trusted_proxy_then_the_limit_of_an_address_holds_for_each_phone_behind_it) {
  Limits limits;
  limits.connections_per_address = 1;
  ServerHouse house(limits, {}, trusting());
  std::string const lines = "Sec-WebSocket-Protocol: torg.v1\r\nX-Forwarded-For: 192.0.2.1\r\n";
  test::RawWebsocket first(house.port());
  EXPECT_NE(first.upgrade(lines).find(" 101 "), std::string::npos);
  test::RawWebsocket second(house.port());
  EXPECT_NE(second.upgrade(lines).find(" 503 "), std::string::npos);
  EXPECT_EQ(come(house, "192.0.2.2", house.links().join_code), "welcome");
}

}  // namespace
}  // namespace torg::net
