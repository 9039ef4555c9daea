#include "net/deflate.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "echo.hpp"
#include "server_house.hpp"
#include "support/raw_websocket.hpp"

namespace torg::net {
namespace {

using test::field_of;
using test::RawWebsocket;
using test::status_of;
using Frame = RawWebsocket;

Request offering(std::string const& extensions) {
  Request request{http::verb::get, "/live", 11};
  if (!extensions.empty()) request.set(http::field::sec_websocket_extensions, extensions);
  return request;
}

TEST(Deflate, given_what_browsers_offer_then_it_is_taken_and_what_we_cannot_keep_is_not) {
  for (std::string const offer :
       {"permessage-deflate", "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=15", "x-own, permessage-deflate",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate"}) {
    EXPECT_TRUE(offers_deflate(offering(offer))) << offer;
  }
  for (std::string const offer :
       {"", "x-webkit-deflate-frame", "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; what_is_this", "permessage-bzip2"}) {
    EXPECT_FALSE(offers_deflate(offering(offer))) << offer;
  }
}

// The examples of RFC 7692, 7.2.3.
TEST(Deflate, given_the_standards_examples_then_each_is_hello) {
  for (std::string const& bytes :
       {std::string("\xf2\x48\xcd\xc9\xc9\x07\x00", 7),
        std::string("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13),
        std::string("\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11),
        std::string("\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8)}) {
    EXPECT_EQ(inflate(bytes, 100).bytes, "Hello");
    EXPECT_EQ(inflate(bytes, 5).bytes, "Hello");
    EXPECT_TRUE(inflate(bytes, 4).too_big);
  }
  EXPECT_EQ(inflate(std::string(1, '\0'), 10).bytes, "");
}

TEST(Deflate, given_any_payload_then_it_comes_back_and_each_message_stands_alone) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string text(random() % 40'000, ' ');
    for (auto& byte : text) byte = static_cast<char>('a' + random() % (1 + round % 40));
    auto const frame = live::text_frame(text);
    auto const packed = deflated(frame);
    EXPECT_EQ(packed, deflated(frame));
    if (packed == frame) continue;
    EXPECT_LT(packed->bytes().size(), frame->bytes().size());
    EXPECT_EQ(packed->bytes().front(), '\xc1');
    EXPECT_EQ(inflate(packed->payload(), text.size()).bytes, text);
  }
}

TEST(Deflate, given_what_is_short_or_does_not_shrink_or_is_control_then_it_stays_as_it_is) {
  auto const brief = live::text_frame("hej hej hej hej hej");
  EXPECT_EQ(deflated(brief), brief);
  std::string noise(1'000, ' ');
  std::mt19937 random(3);
  for (auto& byte : noise) byte = static_cast<char>(random());
  auto const full = std::make_shared<live::Message const>(noise, live::Message::Kind::binary);
  EXPECT_EQ(deflated(full), full);
}

TEST(Deflate, given_broken_bytes_then_nothing_comes_out_and_the_next_message_is_read) {
  std::mt19937 random(11);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(1 + random() % 60, ' ');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    auto const result = inflate(bytes, 1'000);
    EXPECT_LE(result.bytes.value_or("").size(), 1'000u);
  }
  EXPECT_EQ(inflate("\xff\xff\xff", 1'000).bytes, std::nullopt);
  EXPECT_EQ(inflate(std::string("\xf2\x48\xcd\xc9\xc9\x07\x00", 7), 100).bytes, "Hello");
}

class DeflatedSocket : public testing::Test {
 protected:
  static constexpr std::size_t most = 100'000;
  static constexpr char const* offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

  std::unique_ptr<RawWebsocket> connected(ServerHouse& house, bool expect_agreed = true) {
    auto socket = std::make_unique<RawWebsocket>(house.port());
    auto const response = socket->upgrade(offer, "/");
    EXPECT_EQ(status_of(response), 101);
    EXPECT_EQ(field_of(response, "Sec-WebSocket-Extensions").has_value(), expect_agreed);
    return socket;
  }
  std::unique_ptr<ServerHouse> house_with(bool deflate) {
    return std::make_unique<ServerHouse>(
        Limits{}, live::Limits{},
        ServerHouse::Extra{.endpoint = echo_endpoint(most), .deflate = deflate});
  }
};

TEST_F(DeflatedSocket, given_no_flag_then_it_is_not_agreed_upon_and_compressed_frames_are_1002) {
  auto const house = house_with(false);
  auto const socket = connected(*house, false);
  socket->send_frame(Frame::text, "\xf2\x48\xcd\xc9\xc9\x07", {.reserved = 4});
  EXPECT_EQ(socket->close_code(), 1002u);
}

TEST_F(DeflatedSocket, given_compressed_and_plain_messages_then_all_come_back_in_order) {
  auto const house = house_with(true);
  auto const socket = connected(*house);
  std::string const hello("\xf2\x48\xcd\xc9\xc9\x07\x00", 7);
  std::string const long_text = std::string(5'000, 'x') + "slut";
  socket->send_frame(Frame::text, hello, {.reserved = 4});
  socket->send_frame(Frame::text, "utan");
  socket->send_frame(Frame::text, hello.substr(0, 3), {.last = false, .reserved = 4});
  socket->send_frame(Frame::ping, "p");
  socket->send_frame(Frame::continuation, hello.substr(3));
  socket->send_frame(Frame::text, long_text);
  std::vector<std::string> texts;
  while (texts.size() < 4) {
    auto const frame = socket->frame();
    ASSERT_TRUE(frame);
    if (frame->opcode == Frame::text) texts.push_back(frame->payload);
  }
  EXPECT_EQ(texts[0], "Hello");
  EXPECT_EQ(texts[1], "utan");
  EXPECT_EQ(texts[2], "Hello");
  EXPECT_LT(texts[3].size(), 100u);
  EXPECT_EQ(inflate(texts[3], 10'000).bytes, long_text);
}

TEST_F(DeflatedSocket, given_a_small_message_that_unpacks_to_too_much_then_1009) {
  auto const house = house_with(true);
  auto const bomb = deflated(live::text_frame(std::string(2'000'000, 'x')));
  auto const socket = connected(*house);
  EXPECT_LT(bomb->payload().size(), 10'000u);
  socket->send_frame(Frame::text, bomb->payload(), {.reserved = 4});
  EXPECT_EQ(socket->close_code(), 1009u);
}

TEST_F(DeflatedSocket, given_what_is_broken_or_no_text_inside_then_1007_and_misplaced_bits_1002) {
  auto const house = house_with(true);
  auto const code_after = [&](unsigned opcode, std::string const& bytes, Frame::How how) {
    auto const socket = connected(*house);
    socket->send_frame(opcode, bytes, how);
    return socket->close_code();
  };
  EXPECT_EQ(code_after(Frame::text, "\xff\xff\xff", {.reserved = 4}), 1007u);
  auto const no_text = deflated(live::text_frame(std::string(500, '\xff')));
  EXPECT_EQ(code_after(Frame::text, std::string(no_text->payload()), {.reserved = 4}), 1007u);
  EXPECT_EQ(code_after(Frame::ping, "x", {.reserved = 4}), 1002u);
  EXPECT_EQ(code_after(Frame::text, "x", {.reserved = 2}), 1002u);
  auto const socket = connected(*house);
  socket->send_frame(Frame::text, "a", {.last = false});
  socket->send_frame(Frame::continuation, "b", {.reserved = 4});
  EXPECT_EQ(socket->close_code(), 1002u);
}

}  // namespace
}  // namespace torg::net
