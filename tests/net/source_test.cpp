#include "net/source.hpp"

#include <gtest/gtest.h>

#include <string>

namespace torg::net {
namespace {

std::string of(char const* address) { return source_of(boost::asio::ip::make_address(address)); }

TEST(Source, given_ipv4_then_it_is_the_address_however_it_came) {
  EXPECT_EQ(of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(of("::ffff:192.0.2.7"), "192.0.2.7");
}

TEST(Source, given_ipv6_then_a_whole_network_is_one) {
  EXPECT_EQ(of("2001:db8:1:2:a:b:c:d"), of("2001:db8:1:2::1"));
  EXPECT_EQ(of("2001:db8:1:2::1"), "2001:db8:1:2::/64");
  EXPECT_NE(of("2001:db8:1:3::1"), of("2001:db8:1:2::1"));
  EXPECT_EQ(of("fe80::1%1"), of("fe80::2"));
}

std::optional<boost::asio::ip::address> forwarded(std::string const& lines) {
  return forwarded_address(read_head("GET / HTTP/1.1\r\nHost: torg\r\n" + lines + "\r\n").value());
}

TEST(ForwardedAddress, given_what_a_proxy_wrote_then_only_its_own_word_counts) {
  auto const address = boost::asio::ip::make_address("192.0.2.7");
  EXPECT_EQ(forwarded("X-Forwarded-For: 192.0.2.7\r\n"), address);
  EXPECT_EQ(forwarded("X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\n"), address);
  EXPECT_EQ(forwarded("X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 192.0.2.7 \r\n"), address);
  EXPECT_EQ(forwarded("X-Forwarded-For: 2001:db8::1\r\n"),
            boost::asio::ip::make_address("2001:db8::1"));
}

TEST(ForwardedAddress, given_nothing_or_no_address_then_there_is_none) {
  for (char const* const lines : {"", "X-Forwarded-For: \r\n", "X-Forwarded-For: unknown\r\n",
                                  "X-Forwarded-For: 192.0.2.7,\r\n"}) {
    EXPECT_EQ(forwarded(lines), std::nullopt) << lines;
  }
}

}  // namespace
}  // namespace torg::net
