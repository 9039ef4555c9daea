#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "echo.hpp"
#include "server_house.hpp"
#include "support/raw_websocket.hpp"

// RFC 6455 from outside, with an echo behind the very session class that serves phones.
namespace torg::net {
namespace {

using namespace std::chrono_literals;
using test::client_frame;
using test::RawWebsocket;
using test::status_of;
using Frame = RawWebsocket;

constexpr std::size_t message_bytes = 16 * 1024 * 1024;

class Conformance : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Limits limits;
    limits.close = 1s;
    limits.message_burst = 1'000'000;
    house = std::make_unique<ServerHouse>(
        limits, live::Limits{}, ServerHouse::Extra{.endpoint = echo_endpoint(message_bytes)});
  }
  static void TearDownTestSuite() { house.reset(); }

  static std::unique_ptr<RawWebsocket> connected() {
    auto socket = std::make_unique<RawWebsocket>(house->port());
    EXPECT_EQ(status_of(socket->upgrade("", "/")), 101);
    return socket;
  }
  // The next frame as opcode and payload.
  static void expect_frame(RawWebsocket& socket, unsigned opcode, std::string const& payload,
                           std::string const& what = {}) {
    auto const frame = socket.frame();
    ASSERT_TRUE(frame) << what;
    EXPECT_EQ(frame->opcode, opcode) << what;
    EXPECT_TRUE(frame->last) << what;
    EXPECT_TRUE(frame->payload == payload) << what << ": " << frame->payload.size() << " bytes";
  }
  // The close that follows, and the end behind it.
  static void expect_close(RawWebsocket& socket, unsigned code, std::string const& what = {}) {
    EXPECT_EQ(socket.close_code(), code) << what;
    EXPECT_TRUE(socket.ends()) << what;
  }

  static std::unique_ptr<ServerHouse> house;
};
std::unique_ptr<ServerHouse> Conformance::house;

std::string sample(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 26);
  return text;
}

TEST_F(Conformance, given_a_message_of_each_size_then_it_comes_back_whole_and_of_its_kind) {
  auto const socket = connected();
  for (std::size_t const size : {0, 1, 125, 126, 127, 128, 65'535, 65'536, 100'000}) {
    for (unsigned const opcode : {Frame::text, Frame::binary}) {
      socket->send_frame(opcode, sample(size));
      expect_frame(*socket, opcode, sample(size), std::to_string(size));
    }
  }
  socket->send_frame(Frame::close, "\x03\xe8");
  expect_close(*socket, 1000);
}

TEST_F(Conformance, given_sixteen_megabytes_then_they_come_back) {
  auto const socket = connected();
  auto const large = sample(message_bytes);
  ASSERT_TRUE(socket->send_frame(Frame::binary, large));
  expect_frame(*socket, Frame::binary, large);
  ASSERT_TRUE(socket->send_frame(Frame::binary, sample(message_bytes + 1)));
  EXPECT_EQ(socket->close_code(), 1009u);
}

TEST_F(Conformance, given_bytes_that_come_one_by_one_then_the_frames_are_the_same) {
  auto const socket = connected();
  std::string bytes = client_frame(Frame::text, "sm\xc3\xb6r");
  bytes += client_frame(Frame::ping, "p");
  bytes += client_frame(Frame::text, sample(200), {.last = false});
  bytes += client_frame(Frame::continuation, sample(130));
  for (char const byte : bytes) ASSERT_TRUE(socket->send({&byte, 1}));
  expect_frame(*socket, Frame::text, "sm\xc3\xb6r");
  expect_frame(*socket, Frame::pong, "p");
  expect_frame(*socket, Frame::text, sample(200) + sample(130));
}

TEST_F(Conformance, given_a_stream_in_random_pieces_then_every_message_comes_back_in_order) {
  std::mt19937 random(20'261);
  for (int round = 0; round < 20; ++round) {
    auto const socket = connected();
    std::string bytes;
    std::vector<std::string> messages;
    for (int i = 0; i < 30; ++i) {
      messages.push_back(sample(random() % (i % 7 == 0 ? 5'000 : 200)));
      auto const cut = random() % (messages.back().size() + 1);
      if (random() % 2) {
        bytes += client_frame(Frame::text, messages.back());
      } else {
        bytes += client_frame(Frame::text, messages.back().substr(0, cut), {.last = false});
        bytes += client_frame(Frame::continuation, messages.back().substr(cut));
      }
    }
    for (std::size_t at = 0; at < bytes.size();) {
      auto const size = std::min<std::size_t>(1 + random() % 900, bytes.size() - at);
      ASSERT_TRUE(socket->send(std::string_view(bytes).substr(at, size)));
      at += size;
    }
    for (auto const& message : messages) expect_frame(*socket, Frame::text, message);
  }
}

TEST_F(Conformance, given_pings_of_each_size_then_each_is_answered_in_order_with_its_bytes) {
  auto const socket = connected();
  std::vector<std::string> const payloads{"", "hej", std::string(125, '\xfe'),
                                          std::string("\0\xff", 2)};
  std::string bytes;
  for (auto const& payload : payloads) bytes += client_frame(Frame::ping, payload);
  for (int i = 0; i < 10; ++i) bytes += client_frame(Frame::ping, std::to_string(i));
  bytes += client_frame(Frame::pong, "nobody asked");
  socket->send(bytes);
  for (auto const& payload : payloads) expect_frame(*socket, Frame::pong, payload);
  for (int i = 0; i < 10; ++i) expect_frame(*socket, Frame::pong, std::to_string(i));
  socket->send_frame(Frame::ping, std::string(126, 'x'));
  expect_close(*socket, 1002);
}

TEST_F(Conformance, given_control_frames_between_fragments_then_both_are_answered) {
  auto const socket = connected();
  socket->send_frame(Frame::text, "ett", {.last = false});
  socket->send_frame(Frame::ping, "1");
  socket->send_frame(Frame::continuation, "", {.last = false});
  socket->send_frame(Frame::ping, "2");
  socket->send_frame(Frame::continuation, "tv\xc3\xa5");
  expect_frame(*socket, Frame::pong, "1");
  expect_frame(*socket, Frame::pong, "2");
  expect_frame(*socket, Frame::text, "etttv\xc3\xa5");
  // A close in the middle of a message ends it.
  socket->send_frame(Frame::text, "tre", {.last = false});
  socket->send_frame(Frame::close, "\x03\xe9");
  expect_close(*socket, 1001);
}

TEST_F(Conformance, given_text_that_is_no_text_then_it_is_told_before_the_message_is_over) {
  for (std::string const bytes :
       {"\x80", "\xc0\xaf", "\xe0\x9f", "\xed\xa0", "\xf0\x8f", "\xf4\x90", "\xf8", "\xfe", "\xff",
        "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"}) {
    auto const socket = connected();
    socket->send_frame(Frame::text, "gott " + bytes, {.last = false});
    expect_close(*socket, 1007, bytes);
  }
  auto const socket = connected();
  // Half a frame is enough.
  auto const frame = client_frame(Frame::text, "gott\xff" + sample(400));
  socket->send(frame.substr(0, 60));
  expect_close(*socket, 1007);
}

TEST_F(Conformance, given_each_code_that_may_close_then_it_comes_back_and_each_other_is_1002) {
  for (unsigned const code : {1000u, 1001u, 1002u, 1003u, 1007u, 1008u, 1009u, 1010u, 1011u, 3000u,
                              3999u, 4000u, 4999u}) {
    auto const socket = connected();
    std::string const payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    socket->send_frame(Frame::close, payload + std::string(123, 'r'));
    expect_close(*socket, code);
  }
  for (unsigned const code :
       {0u, 999u, 1004u, 1005u, 1006u, 1015u, 1016u, 1100u, 2000u, 2999u, 5000u, 65535u}) {
    auto const socket = connected();
    std::string const payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    socket->send_frame(Frame::close, payload);
    expect_close(*socket, 1002, std::to_string(code));
  }
}

TEST_F(Conformance, given_frames_behind_a_close_then_they_are_not_answered) {
  auto const socket = connected();
  socket->send(client_frame(Frame::text, "f\xc3\xb6re") + client_frame(Frame::close, "") +
               client_frame(Frame::text, "efter") + client_frame(Frame::ping, "efter"));
  expect_frame(*socket, Frame::text, "f\xc3\xb6re");
  expect_frame(*socket, Frame::close, "\x03\xe8");
  EXPECT_FALSE(socket->frame());
  EXPECT_TRUE(socket->ends());
}

TEST_F(Conformance, given_a_client_that_sends_much_and_reads_late_then_nothing_is_lost) {
  auto const socket = connected();
  auto const text = sample(30'000);
  int const count = 300;
  for (int i = 0; i < count; ++i) {
    if (!socket->send_frame(Frame::text, text)) {
      // We are not listened to until we read.
      FAIL() << "the server took only " << i;
    }
    if (i % 10 == 9) {
      for (int j = 0; j < 10; ++j) expect_frame(*socket, Frame::text, text);
    }
  }
}

TEST_F(Conformance, given_a_client_that_pings_and_never_reads_then_the_newest_ping_is_answered) {
  auto const socket = std::make_unique<RawWebsocket>(house->port(), 2'048);
  ASSERT_EQ(status_of(socket->upgrade("", "/")), 101);
  auto const text = sample(3'000'000);
  ASSERT_TRUE(socket->send_frame(Frame::text, text));
  // The answer does not fit, so none of these can be answered before it is read.
  std::this_thread::sleep_for(200ms);
  for (int i = 0; i <= 1'000; ++i) socket->send_frame(Frame::ping, std::to_string(i));
  std::this_thread::sleep_for(100ms);
  expect_frame(*socket, Frame::text, text);
  expect_frame(*socket, Frame::pong, "1000");
}

}  // namespace
}  // namespace torg::net
