#include "net/source.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace torg::net
