#include "app/config.hpp"

#include <gtest/gtest.h>

namespace torg::app {
namespace {

TEST(ParseHostPort, given_an_address_and_a_port_then_both_are_read) {
  struct Case {
    char const* text;
    char const* host;
    int port;
  };
  for (auto const& [text, host, port] :
       {Case{"0.0.0.0:8080", "0.0.0.0", 8080}, Case{"127.0.0.1:0", "127.0.0.1", 0},
        Case{"192.168.1.20:65535", "192.168.1.20", 65535}, Case{"[::]:8080", "::", 8080},
        Case{"[::1]:80", "::1", 80}, Case{"[2001:db8::1]:443", "2001:db8::1", 443}}) {
    auto const parsed = parse_host_port(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(parsed->host, host) << text;
    EXPECT_EQ(parsed->port, port) << text;
  }
}

TEST(ParseHostPort, given_anything_else_then_nothing_is_read) {
  for (auto const* text : {"",
                           ":",
                           ":8080",
                           "8080",
                           "0.0.0.0",
                           "0.0.0.0:",
                           "0.0.0.0:65536",
                           "0.0.0.0:-1",
                           "0.0.0.0:+80",
                           "0.0.0.0: 80",
                           "0.0.0.0:80 ",
                           "0.0.0.0:80a",
                           "0.0.0.0:0x50",
                           " 0.0.0.0:80",
                           "localhost:8080",
                           "torg.example.se:80",
                           "256.0.0.1:80",
                           "1.2.3:80",
                           "[]:80",
                           "[::1]",
                           "[::1]:",
                           "[::1:80",
                           "::1]:80",
                           "::1:8080",
                           "::",
                           "[127.0.0.1]:80",
                           "http://0.0.0.0:80"}) {
    EXPECT_FALSE(parse_host_port(text)) << text;
  }
}

}  // namespace
}  // namespace torg::app
