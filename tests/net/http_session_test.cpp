#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/assets.hpp"
#include "refused_heads.hpp"
#include "server_house.hpp"
#include "support/raw_socket.hpp"
#include "support/raw_websocket.hpp"

namespace torg::net {
namespace {

using namespace std::chrono_literals;
using test::body_of;
using test::fetch;
using test::field_of;
using test::get_request;
using test::RawSocket;
using test::status_of;
using testing::HasSubstr;
using testing::Not;

Limits short_limits() {
  Limits limits;
  limits.handshake = 1s;
  limits.keep_alive = 1s;
  limits.write = 1s;
  limits.close = 1s;
  return limits;
}

// A server that many cases can share, since none of them changes it.
class Http : public testing::Test {
 protected:
  static void SetUpTestSuite() { house = std::make_unique<ServerHouse>(short_limits()); }
  static void TearDownTestSuite() { house.reset(); }
  static std::unique_ptr<ServerHouse> house;
};
std::unique_ptr<ServerHouse> Http::house;

TEST_F(Http, given_a_refused_head_then_one_answer_says_so_and_nothing_behind_it_is_answered) {
  for (auto const& [what, bytes, fault] : refused_heads()) {
    RawSocket socket(house->port());
    socket.send(bytes + get_request("/healthz"));
    auto const response = socket.response();
    EXPECT_EQ(status_of(response), static_cast<int>(status_of(fault))) << what;
    EXPECT_EQ(field_of(response, "Connection"), "close") << what;
    EXPECT_EQ(socket.rest(), "") << what;
    EXPECT_TRUE(socket.ends()) << what;
  }
}

TEST_F(Http, given_a_refused_method_then_the_answer_names_those_that_are_allowed) {
  RawSocket socket(house->port());
  socket.send("POST / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(field_of(socket.response(), "Allow"), "GET, HEAD");
}

TEST_F(Http, given_a_body_that_is_still_coming_then_the_refusal_arrives_and_the_connection_ends) {
  RawSocket socket(house->port());
  socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
  socket.send(std::string(100'000, 'x'));
  EXPECT_EQ(status_of(socket.response()), 413);
  EXPECT_TRUE(socket.ends(4s));
}

TEST_F(Http, given_several_requests_at_once_then_they_are_answered_in_their_order) {
  RawSocket socket(house->port());
  socket.send(get_request("/healthz") + get_request("/assets/none") + get_request("/healthz"));
  EXPECT_EQ(status_of(socket.response()), 200);
  EXPECT_EQ(status_of(socket.response()), 404);
  EXPECT_EQ(body_of(socket.response()), "ok\n");
}

TEST_F(Http, given_head_then_the_connection_goes_on_and_no_body_came) {
  RawSocket socket(house->port());
  socket.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const head = socket.response(true);
  EXPECT_EQ(status_of(head), 200);
  EXPECT_EQ(field_of(head, "Content-Length"), "3");
  socket.send(get_request("/healthz"));
  EXPECT_EQ(body_of(socket.response()), "ok\n");
}

TEST_F(Http, given_a_request_that_asks_to_close_then_it_is_answered_and_closed) {
  RawSocket socket(house->port());
  socket.send(get_request("/healthz", "Connection: close\r\n"));
  EXPECT_EQ(body_of(socket.response()), "ok\n");
  EXPECT_TRUE(socket.ends());
}

TEST_F(Http, given_a_head_above_the_limit_then_it_is_refused_and_closed) {
  RawSocket socket(house->port());
  socket.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x'));
  EXPECT_EQ(status_of(socket.response()), 431);
  EXPECT_TRUE(socket.ends());
}

TEST_F(Http, given_a_head_of_just_the_limit_then_it_is_answered_and_one_byte_more_is_not) {
  std::string lines;
  for (int i = 0; i < 16; ++i)
    lines += "X-" + std::to_string(i) + ": " + std::string(950, 'x') + "\r\n";
  auto const most = short_limits().request_head_bytes;
  auto const left = most - get_request("/healthz", lines + "X: \r\n").size();
  auto const longest = lines + "X: " + std::string(left, 'x') + "\r\n";
  ASSERT_EQ(get_request("/healthz", longest).size(), most);
  EXPECT_EQ(status_of(fetch(house->port(), "/healthz", longest)), 200);
  EXPECT_EQ(status_of(fetch(house->port(), "/healthz", "Y" + longest)), 431);
}

TEST_F(Http, given_bytes_that_trickle_then_the_whole_head_has_one_deadline) {
  RawSocket socket(house->port());
  auto const began = std::chrono::steady_clock::now();
  std::string const request = get_request("/", "X: " + std::string(500, 'x') + "\r\n");
  std::size_t sent = 0;
  while (sent < 40 && socket.send(request.substr(sent, 1))) {
    ++sent;
    if (socket.ends(100ms)) break;
  }
  EXPECT_LT(sent, 25u);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(Http, given_half_requests_of_many_then_all_end_in_time_and_a_whole_one_is_not_held_up) {
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (auto const* part :
       {"", "G", "GET", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r", "\n\n\n\n",
        "GET / HTTP/1.1\nHost: a\n\n", "\x16\x03\x01\x02\x01"}) {
    for (int i = 0; i < 20; ++i) {
      sockets.push_back(std::make_unique<RawSocket>(house->port()));
      sockets.back()->send(part);
    }
  }
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(status_of(fetch(house->port(), "/healthz")), 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 500ms);
  for (auto const& socket : sockets) EXPECT_TRUE(socket->ends(3s));
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
}

TEST_F(Http, given_a_connection_that_asks_nothing_more_then_it_ends) {
  RawSocket socket(house->port());
  socket.send(get_request("/healthz"));
  EXPECT_EQ(status_of(socket.response()), 200);
  EXPECT_TRUE(socket.ends(3s));
}

TEST_F(Http, given_clients_that_leave_before_the_archive_has_answered_then_the_server_goes_on) {
  for (int i = 0; i < 60; ++i) {
    RawSocket socket(house->port());
    socket.send(get_request(i % 2 ? "/archive" : "/M/" + house->links().join_secret));
  }
  EXPECT_EQ(body_of(fetch(house->port(), "/healthz")), "ok\n");
}

TEST_F(Http, given_any_way_of_writing_another_place_then_nothing_but_assets_is_reached) {
  std::vector<std::string> const ways{
      "../../../../etc/passwd",
      "..%2f..%2f..%2f..%2fetc%2fpasswd",
      "..%2F..%2F..%2Fetc/passwd",
      "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
      "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
      "%252e%252e%252fetc%252fpasswd",
      "..%252f..%252fetc%252fpasswd",
      "..\\..\\..\\etc\\passwd",
      "..%5c..%5c..%5cetc%5cpasswd",
      "..%255c..%255cetc",
      "....//....//etc/passwd",
      "..;/..;/etc/passwd",
      "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
      "%c0%af..%c0%afetc%c0%afpasswd",
      "%e0%80%ae%e0%80%ae/etc/passwd",
      "%uff0e%uff0e/etc/passwd",
      "%00",
      "x%00.js",
      "../shell/participant.sv.html",
      "..%2fshell/participant.sv.html",
      "../manifest.json",
      "%2e%2e/manifest.json",
      "../i18n/sv.json",
      "./../../torg.db",
      "../data/torg.db",
      "/etc/passwd",
      "//etc/passwd",
      "file:///etc/passwd",
      "C:/Windows/win.ini",
      ".",
      "..",
      "./",
      "~root/.ssh/id_rsa",
      "keys/torg.key",
  };
  std::size_t forms = 0;
  for (auto const* prefix :
       {"/assets/", "/", "/archive/", "/M/", "/m/", "/sw.js/", "/assets/x/../", "//assets/"}) {
    for (auto const& way : ways) {
      auto const target = prefix + way;
      auto const response = fetch(house->port(), target);
      ++forms;
      EXPECT_THAT(status_of(response), testing::AnyOf(400, 404)) << target;
      EXPECT_THAT(response, Not(HasSubstr("root:x:"))) << target;
      EXPECT_THAT(response, Not(HasSubstr("SQLite format"))) << target;
      EXPECT_THAT(response, Not(HasSubstr("<!--torg:"))) << target;
      EXPECT_NE(field_of(response, "Content-Type"), "application/json") << target;
    }
  }
  EXPECT_GE(forms, 200u);
}

TEST_F(Http, given_a_file_that_is_for_the_server_alone_then_no_address_shows_it) {
  for (auto const& asset : all_assets()) {
    if (asset.path.starts_with("/")) continue;
    for (auto const* prefix : {"/", "/assets/", "//"}) {
      EXPECT_EQ(status_of(fetch(house->port(), prefix + std::string(asset.path))), 404);
    }
  }
}

TEST_F(Http, given_every_asset_then_it_is_served_and_known_again) {
  for (auto const& asset : all_assets()) {
    std::string const path(asset.path);
    if (!path.starts_with("/")) continue;
    auto const response = fetch(house->port(), path);
    EXPECT_EQ(status_of(response), 200) << path;
    EXPECT_EQ(body_of(response), text_of(asset)) << path;
    auto const etag = field_of(response, "ETag").value_or("none");
    EXPECT_EQ(status_of(fetch(house->port(), path, "If-None-Match: " + etag + "\r\n")), 304)
        << path;
  }
}

TEST_F(Http, given_each_page_then_it_carries_a_policy_and_is_not_kept) {
  for (std::string const& path :
       {std::string("/"), "/m/" + house->meeting(), "/f/" + house->meeting(),
        "/s/" + house->meeting(), std::string("/o"), std::string("/archive"),
        std::string("/accessibility"), std::string("/secrecy"), std::string("/data"),
        "/M/" + house->links().join_secret}) {
    auto const response = fetch(house->port(), path);
    EXPECT_EQ(status_of(response), all_assets().empty() ? 503 : 200) << path;
    auto const policy = field_of(response, "Content-Security-Policy").value_or("");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << path;
    EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << path;
    EXPECT_EQ(field_of(response, "Cache-Control"), "no-store") << path;
  }
}

TEST_F(Http,
       given_the_link_of_the_qr_code_then_the_first_view_is_in_the_page_with_its_text_escaped) {
  if (all_assets().empty()) GTEST_SKIP() << "built without the web client";
  auto const page = body_of(fetch(house->port(), "/M/" + house->links().join_secret + "?lang=en"));
  EXPECT_THAT(page, HasSubstr("<h1>Trial &lt;b&gt;</h1>"));
  EXPECT_THAT(page, HasSubstr("<title>Trial &lt;b&gt;</title>"));
  EXPECT_THAT(page, HasSubstr("\"meeting\":"));
  EXPECT_THAT(page, Not(HasSubstr(house->links().facilitator_token)));
  EXPECT_THAT(page, Not(HasSubstr(house->links().join_code)));
}

TEST_F(Http, given_a_join_link_that_is_none_then_the_page_is_a_404_that_tells_nothing) {
  auto const response = fetch(house->port(), "/M/ABCDEFGH23456777");
  EXPECT_EQ(status_of(response), all_assets().empty() ? 503 : 404);
  EXPECT_THAT(response, Not(HasSubstr("Prov")));
}

std::string language_for(std::string const& target, std::string const& accept) {
  Request request{http::verb::get, target, 11};
  if (!accept.empty()) request.set(http::field::accept_language, accept);
  return language_of(request);
}

TEST(LanguageOf, given_what_the_address_and_the_browser_say_then_the_page_follows) {
  EXPECT_EQ(language_for("/", ""), "sv");
  EXPECT_EQ(language_for("/", "en-GB,en;q=0.9"), "en");
  EXPECT_EQ(language_for("/", "sv-SE,sv;q=0.9,en;q=0.8"), "sv");
  EXPECT_EQ(language_for("/", "de,fi;q=0.9,en;q=0.2"), "en");
  EXPECT_EQ(language_for("/", "de,fi"), "sv");
  EXPECT_EQ(language_for("/", "*"), "sv");
  EXPECT_EQ(language_for("/", "s"), "sv");
  EXPECT_EQ(language_for("/", ",,;"), "sv");
  EXPECT_EQ(language_for("/?lang=en", "sv"), "en");
  EXPECT_EQ(language_for("/archive?x=1&lang=sv", "en"), "sv");
  EXPECT_EQ(language_for("/?lang=de", "en"), "en");
  EXPECT_EQ(language_for("/?language=en", "sv"), "sv");
  EXPECT_EQ(language_for("/?xlang=en", "sv"), "sv");
}

TEST(LanguageOf, given_weights_out_of_order_then_the_heavier_language_is_preferred) {
  EXPECT_EQ(language_for("/", "en;q=0.1, sv;q=0.9"), "sv");
  EXPECT_EQ(language_for("/", "sv;q=0.3, en"), "en");
  EXPECT_EQ(language_for("/", "en;q=0, sv;q=0.1"), "sv");
  EXPECT_EQ(language_for("/", "en;q=0.5, sv;q=0.5"), "en");
}

using HttpLimits = testing::Test;

TEST_F(HttpLimits, given_n_connections_of_one_address_then_the_next_is_closed_until_one_goes) {
  auto limits = short_limits();
  limits.handshake = 20s;
  limits.connections_per_address = 3;
  ServerHouse house(limits);
  std::vector<std::unique_ptr<RawSocket>> standing;
  for (int i = 0; i < 3; ++i) {
    standing.push_back(std::make_unique<RawSocket>(house.port()));
    standing.back()->send(get_request("/healthz"));
    EXPECT_EQ(status_of(standing.back()->response()), 200);
    standing.back()->send("GET");
  }
  RawSocket fourth(house.port());
  EXPECT_TRUE(fourth.ends(1s));
  standing.pop_back();
  int answered = 0;
  for (int tries = 0; tries < 50 && answered != 200; ++tries) {
    answered = status_of(fetch(house.port(), "/healthz"));
    if (answered != 200) std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(answered, 200);
}

TEST_F(HttpLimits, given_n_connections_in_all_then_the_next_is_closed_whatever_its_address) {
  auto limits = short_limits();
  limits.handshake = 20s;
  limits.connections = 3;
  ServerHouse house(limits);
  std::vector<std::unique_ptr<RawSocket>> standing;
  for (unsigned host = 1; host <= 3; ++host) {
    standing.push_back(std::make_unique<RawSocket>(house.port(), 0, host));
    standing.back()->send(get_request("/healthz"));
    EXPECT_EQ(status_of(standing.back()->response()), 200);
    standing.back()->send("GET");
  }
  RawSocket fourth(house.port(), 0, 4);
  EXPECT_TRUE(fourth.ends(1s));
}

TEST_F(HttpLimits,
       given_the_most_requests_of_one_connection_then_the_last_reply_says_that_it_closes) {
  auto limits = short_limits();
  limits.requests_per_connection = 3;
  ServerHouse house(limits);
  RawSocket socket(house.port());
  for (int i = 0; i < 4; ++i) socket.send(get_request("/healthz"));
  EXPECT_EQ(field_of(socket.response(), "Connection"), std::nullopt);
  EXPECT_EQ(field_of(socket.response(), "Connection"), std::nullopt);
  EXPECT_EQ(field_of(socket.response(), "Connection"), "close");
  EXPECT_EQ(socket.rest(), "");
  EXPECT_TRUE(socket.ends());
}

// A reader that stops is cut; one that is merely slow gets all of it.
TEST_F(HttpLimits, given_a_reader_that_stops_then_the_connection_is_given_up) {
  Asset const* large = nullptr;
  for (auto const& asset : all_assets()) {
    if (asset.path.starts_with("/") && (!large || asset.raw.size() > large->raw.size())) {
      large = &asset;
    }
  }
  if (!large) GTEST_SKIP() << "built without the web client";
  ServerHouse house(short_limits());
  RawSocket socket(house.port(), 2'048);
  for (int i = 0; i < 40; ++i) socket.send(get_request(std::string(large->path)));
  auto const until = std::chrono::steady_clock::now() + 6s;
  while (house.connections() > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(house.connections(), 0u);
}

}  // namespace
}  // namespace torg::net
