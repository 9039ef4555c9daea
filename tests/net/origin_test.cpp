#include "net/origin.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace torg::net {
namespace {

Request request_from(std::vector<std::string> const& origins,
                     std::string const& host = "torg.example.se") {
  Request request{http::verb::get, "/live", 11};
  request.set(http::field::host, host);
  for (auto const& origin : origins) request.insert(http::field::origin, origin);
  return request;
}

std::vector<std::string> const allowed{"https://torg.example.se", "https://forum.example.se:8443"};

TEST(Origin, given_an_origin_that_only_resembles_an_allowed_one_then_it_is_refused) {
  for (auto const* origin : {"https://evil.example",
                             "https://torg.example.se.evil.example",
                             "https://eviltorg.example.se",
                             "https://sub.torg.example.se",
                             "https://example.se",
                             "https://torg.example.se:443",
                             "https://torg.example.se:8443",
                             "https://torg.example.se/",
                             "https://torg.example.se/page",
                             "https://torg.example.se?x",
                             "https://torg.example.se#x",
                             "https://user@torg.example.se",
                             "https://torg.example.se@evil.example",
                             "https://torg.example.se.",
                             "HTTPS://TORG.EXAMPLE.SE",
                             "https://torg.example.se,https://a",
                             "https://torg.example.se https://evil.example",
                             "torg.example.se",
                             "//torg.example.se",
                             "null",
                             "",
                             "*",
                             "file://",
                             "wss://torg.example.se",
                             "http://torg.example.se",
                             "https://forum.example.se",
                             "http://forum.example.se:8443"}) {
    EXPECT_FALSE(origin_allowed(request_from({origin}), true, allowed)) << origin;
  }
}

TEST(Origin, given_two_origins_then_the_request_is_refused_even_when_both_are_allowed) {
  EXPECT_FALSE(origin_allowed(request_from({"https://torg.example.se", "https://torg.example.se"}),
                              true, allowed));
}

TEST(Origin, given_an_allowed_origin_then_it_is_accepted_whatever_the_host_is) {
  for (auto const& origin : allowed) {
    EXPECT_TRUE(origin_allowed(request_from({origin}, "127.0.0.1:8080"), true, allowed)) << origin;
    EXPECT_TRUE(origin_allowed(request_from({origin}, "127.0.0.1:8080"), false, allowed));
  }
}

TEST(Origin, given_the_page_of_the_very_host_then_it_is_accepted_with_the_same_scheme_only) {
  auto const on = [](char const* origin, char const* host, bool secure) {
    return origin_allowed(request_from({origin}, host), secure, {});
  };
  EXPECT_TRUE(on("http://192.168.1.20:8080", "192.168.1.20:8080", false));
  EXPECT_FALSE(on("https://192.168.1.20:8080", "192.168.1.20:8080", false));
  EXPECT_FALSE(on("http://192.168.1.20:8080", "192.168.1.20:8080", true));
  EXPECT_FALSE(on("http://192.168.1.20", "192.168.1.20:8080", false));
  EXPECT_FALSE(on("http://192.168.1.20:8081", "192.168.1.20:8080", false));
}

TEST(Origin, given_no_origin_at_all_then_it_is_no_browser_and_the_token_decides) {
  EXPECT_TRUE(origin_allowed(request_from({}), true, {}));
  EXPECT_TRUE(origin_allowed(request_from({}), false, allowed));
}

}  // namespace
}  // namespace torg::net
