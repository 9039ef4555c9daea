#include "net/frame_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <functional>
#include <string>
#include <vector>

#include "support/raw_websocket.hpp"
#include "support/read_frames.hpp"

namespace torg::net {
namespace {

using test::client_frame;
using test::read_frames;
using Got = test::ReadEvent;
using Frame = test::RawWebsocket;
using Kind = FrameReader::Kind;

constexpr std::size_t limit = 70'000;

std::vector<Got> read_in_pieces(std::string const& bytes, std::vector<std::size_t> const& sizes) {
  return read_frames(bytes, limit, sizes);
}
std::vector<Got> read_whole(std::string const& bytes) { return read_frames(bytes, limit); }

std::string const mixed = [] {
  std::string bytes = client_frame(Frame::text, "hej");
  bytes += client_frame(Frame::text, "");
  bytes += client_frame(Frame::ping, "p");
  bytes += client_frame(Frame::text, "sm\xc3", {.last = false});
  bytes += client_frame(Frame::ping, std::string(125, 'q'));
  bytes += client_frame(Frame::continuation, "", {.last = false});
  bytes += client_frame(Frame::continuation, "\xb6r", {.last = false});
  bytes += client_frame(Frame::pong, "");
  bytes += client_frame(Frame::continuation, "g\xc3\xa5s");
  bytes += client_frame(Frame::binary, std::string(200, '\xff'));
  bytes += client_frame(Frame::binary, std::string(3, '\xff'), {.last = false});
  bytes += client_frame(Frame::continuation, "");
  bytes += client_frame(Frame::close, "\x03\xe8gott");
  return bytes;
}();
std::vector<Got> const mixed_events{
    {Kind::text, "hej"},
    {Kind::text, ""},
    {Kind::ping, "p"},
    {Kind::ping, std::string(125, 'q')},
    {Kind::pong, ""},
    {Kind::text, "sm\xc3\xb6rg\xc3\xa5s"},
    {Kind::binary, std::string(200, '\xff')},
    {Kind::binary, std::string(3, '\xff')},
    {Kind::close, "gott", 1000},
};

TEST(FrameReader, given_every_kind_of_frame_then_messages_and_control_frames_come_out) {
  EXPECT_EQ(read_whole(mixed), mixed_events);
}

TEST(FrameReader, given_a_stream_that_is_cut_at_any_two_points_then_the_same_comes_out) {
  for (std::size_t first = 0; first <= mixed.size(); ++first) {
    ASSERT_EQ(read_in_pieces(mixed, {first}), mixed_events) << first;
    for (std::size_t second = 1; second <= 20; ++second) {
      ASSERT_EQ(read_in_pieces(mixed, {first, second}), mixed_events) << first << ' ' << second;
    }
  }
  EXPECT_EQ(read_in_pieces(mixed, std::vector<std::size_t>(mixed.size(), 1)), mixed_events);
}

TEST(FrameReader, given_any_messages_in_any_fragments_and_pieces_then_the_messages_come_out) {
  bool const held = rc::check([] {
    std::string bytes;
    std::vector<Got> expected;
    int const messages = *rc::gen::inRange(1, 6);
    for (int i = 0; i < messages; ++i) {
      auto const size =
          *rc::gen::element<std::size_t>(0, 1, 7, 8, 9, 125, 126, 127, 1'000, 65'535, 65'536);
      std::string payload(size, '\0');
      for (std::size_t at = 0; at < size; ++at) {
        payload[at] = static_cast<char>(at * 31 + static_cast<std::size_t>(i));
      }
      std::size_t begin = 0;
      bool first = true;
      std::size_t parts = *rc::gen::inRange<std::size_t>(1, 4);
      for (; parts > 0; --parts) {
        bool const last = parts == 1;
        auto const end = last ? size : *rc::gen::inRange<std::size_t>(begin, size + 1);
        bytes += client_frame(first ? Frame::binary : Frame::continuation,
                              payload.substr(begin, end - begin), {.last = last});
        first = false;
        begin = end;
        if (!last && *rc::gen::arbitrary<bool>()) {
          bytes += client_frame(Frame::ping, "mellan");
          expected.push_back({Kind::ping, "mellan"});
        }
      }
      expected.push_back({Kind::binary, payload});
    }
    auto const sizes = *rc::gen::container<std::vector<std::size_t>>(
        *rc::gen::inRange(0, 40), rc::gen::inRange<std::size_t>(1, 5'000));
    RC_ASSERT(read_in_pieces(bytes, sizes) == expected);
  });
  EXPECT_TRUE(held);
}

// What a client of ours never sends: a valid stream with a few bytes changed.
TEST(FrameReader, given_a_stream_with_changed_bytes_then_pieces_make_no_difference) {
  bool const held = rc::check([] {
    auto bytes = mixed;
    for (int changes = *rc::gen::inRange(1, 5); changes > 0; --changes) {
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    }
    auto const sizes = *rc::gen::container<std::vector<std::size_t>>(
        *rc::gen::inRange(0, 60), rc::gen::inRange<std::size_t>(1, 30));
    RC_ASSERT(read_in_pieces(bytes, sizes) == read_whole(bytes));
  });
  EXPECT_TRUE(held);
}

struct Broken {
  std::string what;
  std::string bytes;
  std::uint16_t code;
};
std::vector<Broken> broken() {
  auto const text_then = [](std::string const& more) {
    return client_frame(Frame::text, "a", {.last = false}) + more;
  };
  std::vector<Broken> out{
      {"not masked", client_frame(Frame::text, "x", {.masked = false}), 1002},
      {"empty and not masked", client_frame(Frame::ping, "", {.masked = false}), 1002},
      {"a ping in parts", client_frame(Frame::ping, "x", {.last = false}), 1002},
      {"a close in parts", client_frame(Frame::close, "", {.last = false}), 1002},
      {"a long ping", client_frame(Frame::ping, std::string(126, 'x')), 1002},
      {"a long close", client_frame(Frame::close, "\x03\xe8" + std::string(124, 'x')), 1002},
      {"continues nothing", client_frame(Frame::continuation, "x"), 1002},
      {"continues a whole message",
       client_frame(Frame::text, "x") + client_frame(Frame::continuation, "y"), 1002},
      {"text inside text", text_then(client_frame(Frame::text, "b")), 1002},
      {"bytes inside text", text_then(client_frame(Frame::binary, "b")), 1002},
      {"sixteen bits for a short length", client_frame(Frame::text, "x", {.long_length = true}),
       1002},
      {"sixty-four bits for a short length", std::string("\x81\xff\0\0\0\0\0\0\xff\xff", 10), 1002},
      {"the highest bit of a length", std::string("\x82\xff\x80\0\0\0\0\0\0\0", 10), 1009},
      {"one byte above the limit", client_frame(Frame::binary, std::string(limit + 1, 'x')), 1009},
      {"above the limit in parts",
       client_frame(Frame::binary, std::string(limit, 'x'), {.last = false}) +
           client_frame(Frame::continuation, "x"),
       1009},
      {"no UTF-8", client_frame(Frame::text, "abc\xff"), 1007},
      {"a character that does not end", client_frame(Frame::text, "abc\xe2\x82"), 1007},
      {"a character that does not end with the fragments",
       text_then(client_frame(Frame::continuation, "\xc3")), 1007},
      {"a character broken between fragments",
       client_frame(Frame::text, "\xc3", {.last = false}) + client_frame(Frame::continuation, "("),
       1007},
      {"a close of one byte", client_frame(Frame::close, "\x03"), 1002},
      {"a close whose reason is no UTF-8", client_frame(Frame::close, "\x03\xe8\xff"), 1002},
      {"a close whose reason breaks off", client_frame(Frame::close, "\x03\xe8\xc3"), 1002},
  };
  for (unsigned const opcode : {3u, 4u, 5u, 6u, 7u, 11u, 12u, 13u, 14u, 15u}) {
    out.push_back({"opcode " + std::to_string(opcode), client_frame(opcode, "x"), 1002});
  }
  for (unsigned reserved = 1; reserved < 8; ++reserved) {
    auto const what = "reserved bits " + std::to_string(reserved);
    out.push_back({what, client_frame(Frame::text, "x", {.reserved = reserved}), 1002});
    out.push_back(
        {what + " of a ping", client_frame(Frame::ping, "", {.reserved = reserved}), 1002});
    out.push_back({what + " of a continuation",
                   text_then(client_frame(Frame::continuation, "x", {.reserved = reserved})),
                   1002});
  }
  return out;
}

TEST(FrameReader, given_each_way_to_break_the_rules_then_one_fault_with_its_code_in_any_pieces) {
  for (auto const& [what, bytes, code] : broken()) {
    auto const whole = read_whole(bytes);
    ASSERT_FALSE(whole.empty()) << what;
    EXPECT_EQ(whole.back(), (Got{Kind::fault, "", code})) << what;
    auto const step = std::max<std::size_t>(1, bytes.size() / 500);
    for (std::size_t cut = 1; cut < bytes.size(); cut += step) {
      EXPECT_EQ(read_in_pieces(bytes, {cut}), whole) << what << ", cut at " << cut;
    }
  }
}

TEST(FrameReader, given_a_broken_rule_that_already_shows_then_nothing_more_has_to_come) {
  auto const first_bytes = [](std::string const& bytes, std::size_t count) {
    return read_whole(bytes.substr(0, count));
  };
  auto const is_fault = [](std::vector<Got> const& got) {
    return !got.empty() && got.back().kind == Kind::fault;
  };
  EXPECT_TRUE(is_fault(first_bytes(client_frame(Frame::text, "x", {.reserved = 1}), 1)));
  EXPECT_TRUE(is_fault(first_bytes(client_frame(3, "x"), 1)));
  EXPECT_TRUE(is_fault(first_bytes(client_frame(Frame::continuation, "x"), 1)));
  EXPECT_TRUE(is_fault(first_bytes(client_frame(Frame::text, "x", {.masked = false}), 2)));
  EXPECT_TRUE(is_fault(first_bytes(client_frame(Frame::binary, std::string(limit + 1, 'x')), 10)));
  EXPECT_TRUE(is_fault(
      first_bytes(client_frame(Frame::text, "abc\xff" + std::string(90, 'x')), 2 + 4 + 4)));
  EXPECT_FALSE(is_fault(first_bytes(client_frame(Frame::text, "abc\xff"), 2 + 4 + 3)));
}

TEST(FrameReader, given_a_message_at_the_limit_then_it_is_read_whole_or_in_parts) {
  EXPECT_EQ(read_whole(client_frame(Frame::binary, std::string(limit, 'x'))).size(), 1u);
  EXPECT_EQ(read_whole(client_frame(Frame::binary, std::string(limit - 1, 'x'), {.last = false}) +
                       client_frame(Frame::continuation, "x"))
                .back()
                .payload.size(),
            limit);
}

TEST(FrameReader,
     given_each_number_then_it_may_close_exactly_if_the_standard_lets_clients_send_it) {
  for (unsigned code = 0; code <= 0xffff; ++code) {
    std::string const payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    auto const got = read_whole(client_frame(Frame::close, payload));
    ASSERT_EQ(got.size(), 1u);
    bool const defined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    bool const for_use = code >= 3000 && code <= 4999;
    ASSERT_EQ(got.front().kind, defined || for_use ? Kind::close : Kind::fault) << code;
  }
}

TEST(FrameReader, given_the_end_of_a_message_then_nothing_is_held_until_the_next_begins) {
  FrameReader reader(limit);
  auto bytes = client_frame(Frame::text, "ab", {.last = false});
  std::span<char> rest(bytes);
  EXPECT_FALSE(reader.next(rest));
  EXPECT_TRUE(reader.in_the_middle());
  auto more = client_frame(Frame::continuation, "cd");
  rest = std::span<char>(more);
  EXPECT_EQ(reader.next(rest)->payload, "abcd");
  EXPECT_FALSE(reader.next(rest));
  EXPECT_FALSE(reader.in_the_middle());
  auto whole = client_frame(Frame::text, "ef");
  rest = std::span<char>(whole);
  auto const event = reader.next(rest);
  EXPECT_EQ(event->payload, "ef");
  // Handed out where it lies.
  EXPECT_EQ(event->payload.data(), whole.data() + whole.size() - 2);
  EXPECT_FALSE(reader.in_the_middle());
}

}  // namespace
}  // namespace torg::net
