#include "net/reply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace torg::net {
namespace {

using testing::HasSubstr;
using testing::Not;
using Fields = std::vector<std::pair<http::field, std::string>>;
using Response = http::response<http::string_body>;

Request request_with(Fields const& fields, http::verb method = http::verb::get) {
  Request request{method, "/", 11};
  request.set(http::field::host, "torg.example.se");
  for (auto const& [name, value] : fields) request.insert(name, value);
  return request;
}

// The reply as its bytes leave, and as a client reads them.
std::string bytes_of(Reply reply) {
  std::string out;
  error_code error;
  while (!reply.is_done()) {
    std::size_t size = 0;
    for (auto const& buffer : reply.prepare(error)) {
      out.append(static_cast<char const*>(buffer.data()), buffer.size());
      size += buffer.size();
    }
    EXPECT_FALSE(error) << error.message();
    reply.consume(size);
  }
  return out;
}

Response read(Reply reply, bool to_head = false) {
  std::string const bytes = bytes_of(std::move(reply));
  http::response_parser<http::string_body> parser;
  parser.skip(to_head);
  parser.eager(true);
  error_code error;
  std::size_t taken = 0;
  while (taken < bytes.size() && !parser.is_done()) {
    taken += parser.put(asio::buffer(bytes.data() + taken, bytes.size() - taken), error);
    EXPECT_FALSE(error) << error.message();
    if (error) break;
  }
  EXPECT_TRUE(parser.is_done());
  EXPECT_EQ(taken, bytes.size()) << "bytes behind the reply";
  return parser.release();
}

std::span<std::byte const> span_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

Asset const script{.path = "/assets/page.0123.js",
                   .content_type = "text/javascript; charset=utf-8",
                   .etag = "\"abc\"",
                   .raw = span_of("raw script"),
                   .brotli = span_of("br"),
                   .gzip = span_of("gz"),
                   .immutable = true};

std::string coding_for(std::string const& accept) {
  Fields fields;
  if (accept != "-") fields.emplace_back(http::field::accept_encoding, accept);
  auto const response = read(ReplyMaker(request_with(fields), false).asset(script));
  return std::string(response[http::field::content_encoding]) + ":" + response.body();
}

TEST(AssetReply, given_what_the_browser_accepts_then_it_gets_the_smallest_of_it) {
  EXPECT_EQ(coding_for("-"), ":raw script");
  EXPECT_EQ(coding_for(""), ":raw script");
  EXPECT_EQ(coding_for("identity"), ":raw script");
  EXPECT_EQ(coding_for("gzip"), "gzip:gz");
  EXPECT_EQ(coding_for("gzip, deflate, br"), "br:br");
  EXPECT_EQ(coding_for("gzip, deflate, br, zstd"), "br:br");
  EXPECT_EQ(coding_for("GZIP"), "gzip:gz");
  EXPECT_EQ(coding_for("deflate"), ":raw script");
  EXPECT_EQ(coding_for("brotli"), ":raw script");
}

TEST(AssetReply, given_weights_then_a_coding_of_weight_zero_is_not_used) {
  EXPECT_EQ(coding_for("br;q=0, gzip"), "gzip:gz");
  EXPECT_EQ(coding_for("br;q=0.0, gzip;q=0.000"), ":raw script");
  EXPECT_EQ(coding_for("br; q=0 , gzip; q=0.1"), "gzip:gz");
  EXPECT_EQ(coding_for("br;Q=0"), ":raw script");
  EXPECT_EQ(coding_for("br;q=0.001"), "br:br");
  EXPECT_EQ(coding_for("br;q=1.0"), "br:br");
  EXPECT_EQ(coding_for("*;q=0"), ":raw script");
}

TEST(AssetReply, given_an_asset_without_compressed_forms_then_it_goes_out_as_it_is) {
  Asset plain = script;
  plain.brotli = plain.gzip = {};
  auto const response = read(
      ReplyMaker(request_with({{http::field::accept_encoding, "br, gzip"}}), false).asset(plain));
  EXPECT_EQ(response.body(), "raw script");
  EXPECT_EQ(response.count(http::field::content_encoding), 0u);
}

TEST(AssetReply,
     given_a_name_that_names_the_content_then_it_is_kept_for_ever_else_asked_for_again) {
  ReplyMaker const maker(request_with({}), false);
  auto const kept = read(maker.asset(script));
  EXPECT_EQ(kept[http::field::cache_control], "public, max-age=31536000, immutable");
  EXPECT_EQ(kept[http::field::etag], "\"abc\"");
  EXPECT_EQ(kept[http::field::vary], "Accept-Encoding");
  Asset worker = script;
  worker.immutable = false;
  EXPECT_EQ(read(maker.asset(worker))[http::field::cache_control], "no-cache");
}

http::status status_for(std::string const& if_none_match) {
  return read(ReplyMaker(request_with({{http::field::if_none_match, if_none_match}}), false)
                  .asset(script))
      .result();
}

TEST(AssetReply, given_a_browser_that_has_it_already_then_the_answer_is_304_without_a_body) {
  for (auto const* known :
       {"\"abc\"", "W/\"abc\"", "\"xyz\", \"abc\"", "\"a,b\",W/\"abc\"", "*", " \"abc\" "}) {
    EXPECT_EQ(status_for(known), http::status::not_modified) << known;
  }
  for (auto const* other : {"\"xyz\"", "abc", "\"ABC\"", "\"abcd\"", "\"ab\"", "\"x\"abc\"", ""}) {
    EXPECT_EQ(status_for(other), http::status::ok) << other;
  }
  auto const bytes = bytes_of(
      ReplyMaker(request_with({{http::field::if_none_match, "\"abc\""}}), false).asset(script));
  EXPECT_THAT(bytes, testing::EndsWith("\r\n\r\n"));
  EXPECT_THAT(bytes, HasSubstr("ETag: \"abc\""));
}

TEST(AssetReply, given_head_then_the_length_is_told_and_no_body_follows) {
  auto const response = read(
      ReplyMaker(request_with({{http::field::accept_encoding, "gzip"}}, http::verb::head), false)
          .asset(script),
      true);
  EXPECT_EQ(response[http::field::content_length], "2");
  EXPECT_EQ(response.body(), "");
}

std::string const long_page(2'000, 'x');

TEST(PageReply, given_any_page_then_its_policy_lets_no_script_in_that_is_not_ours) {
  for (std::string const& hash : {std::string(), std::string("sha256-abc=")}) {
    auto const response =
        read(ReplyMaker(request_with({}), false).page({http::status::ok, "<p>x</p>", hash}));
    std::string const policy(response["Content-Security-Policy"]);
    EXPECT_THAT(policy, HasSubstr("default-src 'none';"));
    EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
    EXPECT_THAT(policy, HasSubstr("base-uri 'none'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, HasSubstr("wss://torg.example.se"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    EXPECT_EQ(policy.find("'sha256-abc='") != std::string::npos, !hash.empty());
    EXPECT_EQ(response["X-Content-Type-Options"], "nosniff");
    EXPECT_EQ(response["Referrer-Policy"], "no-referrer");
    EXPECT_EQ(response[http::field::cache_control], "no-store");
  }
}

TEST(PageReply, given_a_browser_that_takes_gzip_then_a_long_page_is_packed_and_a_short_one_is_not) {
  ReplyMaker const maker(request_with({{http::field::accept_encoding, "gzip"}}), false);
  auto const packed = read(maker.page({http::status::ok, long_page, ""}));
  EXPECT_EQ(packed[http::field::content_encoding], "gzip");
  EXPECT_LT(packed.body().size(), long_page.size());
  auto const whole = read(maker.page({http::status::ok, "<p>x</p>", ""}));
  EXPECT_EQ(whole.count(http::field::content_encoding), 0u);
  ReplyMaker const refusing(request_with({{http::field::accept_encoding, "gzip;q=0"}}), false);
  EXPECT_EQ(read(refusing.page({http::status::ok, long_page, ""})).body(), long_page);
}

TEST(PageReply, given_a_browser_that_takes_brotli_then_a_page_goes_out_smaller_still) {
  ReplyMaker const both(request_with({{http::field::accept_encoding, "gzip, br"}}), false);
  ReplyMaker const older(request_with({{http::field::accept_encoding, "gzip"}}), false);
  Page const page{http::status::ok, long_page, ""};
  auto const packed = read(both.page(page));
  EXPECT_EQ(packed[http::field::content_encoding], "br");
  EXPECT_EQ(packed[http::field::vary], "Accept-Encoding");
  EXPECT_LT(packed.body().size(), read(older.page(page)).body().size());
}

TEST(PageReply, given_a_page_that_was_packed_once_then_each_browser_gets_what_it_would_get_anyway) {
  Page const page{http::status::ok, long_page, "sha256-abc="};
  PackedPage const packed = pack(page);
  for (auto const* const accepted : {"", "gzip", "gzip, br", "br;q=0, gzip", "identity"}) {
    ReplyMaker const maker(request_with({{http::field::accept_encoding, accepted}}), false);
    EXPECT_EQ(bytes_of(maker.packed_page(packed)), bytes_of(maker.page(page))) << accepted;
  }
}

TEST(PageReply, given_head_then_the_same_head_as_for_get_and_no_body) {
  for (Fields const& fields : {Fields{}, Fields{{http::field::accept_encoding, "gzip"}}}) {
    Page const page{http::status::not_found, long_page, ""};
    auto const got = read(ReplyMaker(request_with(fields), false).page(page));
    auto const head =
        read(ReplyMaker(request_with(fields, http::verb::head), false).page(page), true);
    EXPECT_EQ(head.result(), http::status::not_found);
    EXPECT_EQ(head[http::field::content_length], got[http::field::content_length]);
    EXPECT_EQ(head[http::field::content_encoding], got[http::field::content_encoding]);
    EXPECT_EQ(head.body(), "");
  }
}

TEST(PageReply, given_https_then_browsers_are_told_to_stay_with_it_and_on_http_they_are_not) {
  Page const page{http::status::ok, "<p>x</p>", ""};
  EXPECT_EQ(read(ReplyMaker(request_with({}), true).page(page))
                .count(http::field::strict_transport_security),
            1u);
  EXPECT_EQ(read(ReplyMaker(request_with({}), false).page(page))
                .count(http::field::strict_transport_security),
            0u);
}

TEST(DownloadReply, given_a_file_then_it_is_saved_under_its_name_and_runs_nothing) {
  auto const response =
      read(ReplyMaker(request_with({}), false)
               .download("a;b", "text/csv; charset=utf-8", "torg-k3v9x0a7qd.csv"));
  EXPECT_EQ(response[http::field::content_disposition],
            "attachment; filename=\"torg-k3v9x0a7qd.csv\"");
  EXPECT_EQ(response["Content-Security-Policy"], "default-src 'none'; sandbox");
  EXPECT_EQ(response["X-Content-Type-Options"], "nosniff");
  EXPECT_EQ(response.body(), "a;b");
}

TEST(Reply, given_a_request_that_closes_then_the_reply_says_so) {
  ReplyMaker const closing(request_with({{http::field::connection, "close"}}), false);
  EXPECT_FALSE(closing.plain(http::status::ok, "x").keep_alive());
  EXPECT_TRUE(ReplyMaker(request_with({}), false).plain(http::status::ok, "x").keep_alive());
}

}  // namespace
}  // namespace torg::net
