#include "rehearsal/target.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>

#include <set>

#include "rehearsal/token.hpp"

namespace torg::rehearsal {
namespace {

std::uint16_t port_of(Target const& target) {
  auto const* const address = reinterpret_cast<sockaddr_in const*>(&target.address);
  return ntohs(address->sin_port);
}

TEST(Target, given_a_link_when_read_then_address_and_host_are_those_of_its_server) {
  auto const target = target_of("http://127.0.0.1:8123/f/k3v9x0a7qd#secret");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->host, "127.0.0.1:8123");
  EXPECT_EQ(port_of(*target), 8123);
  EXPECT_EQ(port_of(*target_of("http://127.0.0.1")), 80);
  EXPECT_EQ(target_of("http://[::1]:9/")->address.ss_family, AF_INET6);
}

TEST(Target, given_an_https_link_when_read_then_it_is_encrypted_and_never_without_trust) {
  auto const trust = TlsTrust::load();
  ASSERT_TRUE(trust);
  auto const target = target_of("https://127.0.0.1:8443/f/k3v9x0a7qd#secret", trust);
  ASSERT_TRUE(target);
  EXPECT_EQ(target->trust, trust);
  EXPECT_EQ(target->name, "127.0.0.1");
  EXPECT_EQ(target->host, "127.0.0.1:8443");
  EXPECT_EQ(port_of(*target_of("https://127.0.0.1", trust)), 443);
  EXPECT_EQ(target_of("https://[::1]:9/", trust)->name, "::1");
  EXPECT_FALSE(target_of("https://127.0.0.1:8443/"));
  EXPECT_FALSE(target_of("http://127.0.0.1:8080/", trust)->trust);
}

TEST(Target, given_a_file_without_certificates_then_there_is_no_trust) {
  EXPECT_FALSE(TlsTrust::load("/dev/null"));
  EXPECT_FALSE(TlsTrust::load("/dev/null/none.pem"));
}

TEST(Target, given_compression_is_offered_then_the_upgrade_asks_for_it_and_reads_the_answer) {
  auto target = loopback(80);
  EXPECT_EQ(upgrade_request(target).find("permessage-deflate"), std::string::npos);
  target.offers_deflate = true;
  auto const request = upgrade_request(target);
  EXPECT_NE(request.find("\r\nSec-WebSocket-Extensions: permessage-deflate;"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n"));
  std::string const line = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  std::string const head =
      "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
  EXPECT_TRUE(read_upgrade(head + line + "\r\n").deflates);
  EXPECT_FALSE(read_upgrade(head + "\r\n" + line).deflates);
}

TEST(Target, given_what_is_no_http_link_when_read_then_there_is_no_target) {
  for (auto const* const url : {"", "https://127.0.0.1/", "http://", "http:///f", "127.0.0.1:80"}) {
    EXPECT_FALSE(target_of(url)) << url;
  }
}

TEST(Target, given_answers_to_the_upgrade_when_read_then_only_the_right_one_is_accepted) {
  std::string const right =
      "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
      "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  auto const read = read_upgrade(right + "rest");
  EXPECT_EQ(read.answer, UpgradeAnswer::accepted);
  EXPECT_EQ(read.size, right.size());
  EXPECT_EQ(read_upgrade(right.substr(0, right.size() - 1)).answer, UpgradeAnswer::incomplete);
  EXPECT_EQ(read_upgrade("HTTP/1.1 403 Forbidden\r\n\r\n").answer, UpgradeAnswer::refused);
  EXPECT_EQ(read_upgrade("HTTP/1.1 101 X\r\nSec-WebSocket-Accept: other\r\n\r\n").answer,
            UpgradeAnswer::refused);
  EXPECT_EQ(read_upgrade(std::string(20'000, 'x')).answer, UpgradeAnswer::refused);
}

TEST(Token, given_many_when_made_then_each_is_another_and_has_the_form_of_the_protocol) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    auto const token = new_token();
    EXPECT_EQ(token.size(), 22u);
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
    seen.insert(token);
  }
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace torg::rehearsal
