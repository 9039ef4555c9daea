#include "net/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

#include "refused_heads.hpp"

namespace torg::net {
namespace {

TEST(ReadHead, given_what_two_programs_could_read_differently_then_it_is_refused) {
  auto const heads = refused_heads();
  EXPECT_GE(heads.size(), 60u);
  for (auto const& [what, bytes, fault] : heads) {
    auto const read = read_head(bytes);
    ASSERT_FALSE(read) << what;
    EXPECT_EQ(static_cast<int>(read.error()), static_cast<int>(fault)) << what;
  }
}

TEST(ReadHead, given_an_ordinary_request_then_method_target_and_fields_are_there) {
  auto const read =
      read_head(head("host: 192.168.1.20:8080\r\nAccept-Language: sv\r\nX-Empty:\r\nX-Tab:\ta\r\n"
                     "X-Odd: \xc3\xa5\r\n",
                     "HEAD /archive?lang=en HTTP/1.1"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->method(), http::verb::head);
  EXPECT_EQ(read->target(), "/archive?lang=en");
  EXPECT_EQ((*read)[http::field::host], "192.168.1.20:8080");
  EXPECT_EQ((*read)[http::field::accept_language], "sv");
  EXPECT_TRUE(read->keep_alive());
}

TEST(ReadHead, given_a_length_of_zero_then_it_is_a_request_without_a_body) {
  EXPECT_TRUE(read_head(head(host + "Content-Length: 0\r\n")));
}

TEST(ReadHead, given_every_form_of_a_host_that_browsers_send_then_it_is_taken) {
  for (auto const* name : {"torg.example.se", "torg.example.se:8443", "192.168.1.20:8080",
                           "[::1]:8080", "[fe80::1]", "localhost", "my_box.local"}) {
    EXPECT_TRUE(read_head(head(std::string("Host: ") + name + "\r\n"))) << name;
  }
  EXPECT_TRUE(read_head(head("Host: " + std::string(255, 'a') + "\r\n")));
}

TEST(ReadHead, given_the_longest_target_then_it_is_taken_and_one_more_is_not) {
  std::string const longest = "/" + std::string(1'999, 'a');
  EXPECT_TRUE(read_head(head(host, "GET " + longest + " HTTP/1.1")));
  EXPECT_FALSE(read_head(head(host, "GET " + longest + "a HTTP/1.1")));
}

TEST(ReadHead, given_many_long_fields_then_the_reader_itself_sets_no_lower_limit) {
  std::string lines = host;
  for (int i = 0; i < 15; ++i)
    lines += "X-" + std::to_string(i) + ": " + std::string(900, 'x') + "\r\n";
  EXPECT_TRUE(read_head(head(lines)));
}

TEST(ReadHead, given_each_fault_then_the_status_says_which_kind_it_is) {
  EXPECT_EQ(status_of(HeadFault::malformed), http::status::bad_request);
  EXPECT_EQ(status_of(HeadFault::ambiguous), http::status::bad_request);
  EXPECT_EQ(status_of(HeadFault::target_wrong), http::status::bad_request);
  EXPECT_EQ(status_of(HeadFault::has_body), http::status::payload_too_large);
  EXPECT_EQ(status_of(HeadFault::not_get), http::status::method_not_allowed);
}

}  // namespace
}  // namespace torg::net
