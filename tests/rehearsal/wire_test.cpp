#include "rehearsal/wire.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace torg::rehearsal {
namespace {

using namespace std::chrono_literals;

constexpr char compresses[] =
    "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
constexpr char accepted[] =
    "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// The other end, byte by byte.
class Peer {
 public:
  Peer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 4);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  ~Peer() {
    hang_up();
    ::close(listener_);
  }
  void accept() { socket_ = ::accept(listener_, nullptr, nullptr); }
  void send(std::string_view bytes) { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  /// What has come so far.
  std::string received() {
    std::string out;
    char buffer[65'536];
    for (;;) {
      auto const got = ::recv(socket_, buffer, sizeof buffer, MSG_DONTWAIT);
      if (got <= 0) return out;
      out.append(buffer, static_cast<std::size_t>(got));
    }
  }

  std::uint16_t port = 0;

 private:
  int listener_;
  int socket_ = -1;
};

class WireTest : public testing::Test, protected Wire::Owner {
 protected:
  void on_open(Wire&) override { ++opened; }
  void on_message(Wire& wire, std::string_view text) override {
    messages.emplace_back(text);
    if (cuts_at_message) wire.cut();
  }
  void on_gone(Wire& wire, std::uint16_t code) override {
    codes.push_back(code);
    if (comes_back) wire.connect();
  }

  void open(std::string_view answer = accepted) {
    wire.connect();
    peer.accept();
    EXPECT_TRUE(loop.run_until([&] { return requested(); }, 1s));
    peer.send(answer);
    EXPECT_TRUE(loop.run_until([&] { return opened > 0; }, 1s));
  }
  bool requested() {
    request += peer.received();
    return request.ends_with("\r\n\r\n");
  }
  bool turn_until(std::function<bool()> const& done) { return loop.run_until(done, 1s); }

  Peer peer;
  Loop loop;
  Target target = loopback(peer.port);
  Wire wire{loop, target, *this};
  std::string request;
  int opened = 0;
  std::vector<std::string> messages;
  std::vector<std::uint16_t> codes;
  bool cuts_at_message = false;
  bool comes_back = false;
};

TEST_F(WireTest, given_a_server_when_connected_then_the_upgrade_asks_for_the_protocol) {
  open();
  EXPECT_TRUE(request.starts_with("GET /live HTTP/1.1\r\n"));
  EXPECT_NE(request.find("Sec-WebSocket-Protocol: torg.v1\r\n"), std::string::npos);
  EXPECT_NE(request.find("Host: 127.0.0.1:" + std::to_string(peer.port) + "\r\n"),
            std::string::npos);
  EXPECT_TRUE(wire.is_open());
}

TEST_F(WireTest, given_frames_when_they_come_one_byte_at_a_time_then_messages_are_whole) {
  open();
  // Two messages, the second in three parts with a ping between them.
  std::string bytes(
      "\x81\x05hello\x01\x01"
      "a",
      10);
  bytes += std::string("\x89\x02hi", 4) +
           std::string(
               "\x00\x01"
               "b",
               3) +
           std::string(
               "\x80\x01"
               "c",
               3);
  for (char const byte : bytes) {
    peer.send({&byte, 1});
    loop.turn(5ms);
  }
  ASSERT_TRUE(turn_until([&] { return messages.size() == 2; }));
  EXPECT_EQ(messages, (std::vector<std::string>{"hello", "abc"}));
  auto const answer = peer.received();
  ASSERT_EQ(answer.size(), 2u + 4u + 2u);
  EXPECT_EQ(answer[0], '\x8a') << "a ping is answered";
}

TEST_F(WireTest, given_compression_when_messages_come_in_any_parts_then_they_are_whole) {
  target.offers_deflate = true;
  open(compresses);
  // Compressed in one frame and in two, and one that is not.
  peer.send({"\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 9});
  peer.send({"\x41\x03\xf2\x48\xcd\x80\x04\xc9\xc9\x07\x00", 11});
  peer.send({"\x81\x03plain", 5});
  ASSERT_TRUE(turn_until([&] { return messages.size() == 3; }));
  EXPECT_EQ(messages, (std::vector<std::string>{"Hello", "Hello", "pla"}));
}

TEST_F(WireTest, given_a_broken_or_unasked_compression_when_it_comes_then_the_connection_ends) {
  open(compresses);
  peer.send({"\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 9});
  EXPECT_TRUE(turn_until([&] { return codes.size() == 1; })) << "it was not offered";
  target.offers_deflate = true;
  request.clear();
  opened = 0;
  peer.hang_up();
  open(compresses);
  peer.send({"\xc1\x04\xff\xff\xff\xff", 6});
  EXPECT_TRUE(turn_until([&] { return codes.size() == 2; }));
  EXPECT_TRUE(messages.empty());
}

TEST_F(WireTest, given_a_peer_that_reads_late_when_much_is_sent_then_nothing_is_lost) {
  open();
  std::string const text(300'000, 'x');
  constexpr int times = 40;
  for (int i = 0; i < times; ++i) wire.send(text);
  std::size_t came = 0;
  EXPECT_TRUE(turn_until([&] {
    came += peer.received().size();
    return came == times * (text.size() + 14);
  })) << came;
}

TEST_F(WireTest, given_a_close_when_it_comes_then_the_owner_learns_its_code_once) {
  open();
  peer.send({"\x88\x02\x0f\xa1", 4});
  ASSERT_TRUE(turn_until([&] { return !codes.empty(); }));
  peer.hang_up();
  loop.run_for(20ms);
  EXPECT_EQ(codes, std::vector<std::uint16_t>{4001});
  EXPECT_FALSE(wire.is_open());
}

TEST_F(WireTest, given_an_owner_that_cuts_when_told_then_the_rest_is_not_read) {
  open();
  cuts_at_message = true;
  peer.send(
      {"\x81\x01"
       "a\x81\x01"
       "b",
       6});
  ASSERT_TRUE(turn_until([&] { return !messages.empty(); }));
  loop.run_for(20ms);
  EXPECT_EQ(messages, std::vector<std::string>{"a"});
  EXPECT_TRUE(codes.empty());
}

TEST_F(WireTest, given_a_lost_connection_when_the_owner_connects_again_then_it_is_open_again) {
  open();
  comes_back = true;
  peer.hang_up();
  ASSERT_TRUE(turn_until([&] { return !codes.empty(); }));
  peer.accept();
  request.clear();
  ASSERT_TRUE(turn_until([&] { return requested(); }));
  peer.send(accepted);
  EXPECT_TRUE(turn_until([&] { return opened == 2; }));
}

TEST_F(WireTest, given_a_refusal_or_nobody_there_when_connecting_then_the_owner_is_told) {
  wire.connect();
  peer.accept();
  ASSERT_TRUE(turn_until([&] { return requested(); }));
  peer.send("HTTP/1.1 403 Forbidden\r\n\r\n");
  ASSERT_TRUE(turn_until([&] { return codes.size() == 1; }));

  std::uint16_t free_port = 0;
  {
    Peer gone;
    free_port = gone.port;
  }
  Target const nowhere = loopback(free_port);
  Wire lost(loop, nowhere, *this);
  lost.connect();
  EXPECT_TRUE(turn_until([&] { return codes.size() == 2; }));
  EXPECT_EQ(opened, 0);
}

}  // namespace
}  // namespace torg::rehearsal
