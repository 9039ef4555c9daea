#include "net/outbox.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace torg::net {
namespace {

using Outcome = Outbox::Outcome;

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    int const small = 8'192;
    ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    stream.emplace(ends[0], poller);
    peer = ends[1];
  }
  ~OutboxTest() override { ::close(peer); }

  std::string received() {
    std::string all;
    char buffer[4'096];
    for (;;) {
      auto const size = ::recv(peer, buffer, sizeof buffer, 0);
      if (size <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(size));
    }
  }
  static live::Frame frame(std::size_t size, char filling) {
    return live::text_frame(std::string(size, filling));
  }

  asio::io_context loop;
  Poller poller{loop};
  std::optional<Stream> stream;
  Outbox outbox;
  int peer = -1;
};

TEST_F(OutboxTest, given_room_then_all_leaves_in_order_and_nothing_is_owed) {
  std::vector<live::Frame> const frames{frame(3, 'a'), frame(200, 'b'), frame(0, 'c')};
  outbox.push(frame(5, 'o'));
  EXPECT_EQ(outbox.send(*stream, frames), Outcome::all_sent);
  EXPECT_TRUE(outbox.is_empty());
  std::string expected(frame(5, 'o')->bytes());
  for (auto const& one : frames) expected += one->bytes();
  EXPECT_EQ(received(), expected);
}

TEST_F(OutboxTest, given_a_peer_that_reads_slowly_then_every_frame_arrives_whole_and_in_order) {
  std::string expected;
  std::string got;
  int blocked = 0;
  for (int i = 0; i < 400; ++i) {
    std::vector<live::Frame> frames;
    for (int j = 0; j < i % 5; ++j) {
      frames.push_back(frame(static_cast<std::size_t>(i * 37 % 3'000), static_cast<char>('a' + j)));
      expected += frames.back()->bytes();
    }
    auto const outcome = outbox.send(*stream, frames);
    ASSERT_NE(outcome, Outcome::peer_gone);
    EXPECT_EQ(outcome == Outcome::all_sent, outbox.is_empty());
    blocked += outcome == Outcome::some_left;
    char buffer[1'111];
    auto const size = ::recv(peer, buffer, sizeof buffer, 0);
    if (size > 0) got.append(buffer, static_cast<std::size_t>(size));
  }
  EXPECT_GT(blocked, 100);
  while (!outbox.is_empty()) {
    got += received();
    outbox.send(*stream);
  }
  got += received();
  EXPECT_EQ(got, expected);
}

TEST_F(OutboxTest, given_more_frames_than_one_write_takes_then_all_leave_in_one_go) {
  std::vector<live::Frame> const frames(150, frame(1, 'x'));
  EXPECT_EQ(outbox.send(*stream, frames), Outcome::all_sent);
  EXPECT_EQ(received().size(), 150 * frames.front()->bytes().size());
}

TEST_F(OutboxTest, given_a_peer_that_is_gone_then_it_is_told_and_no_signal_ends_the_process) {
  ::close(peer);
  peer = -1;
  auto const one = frame(3, 'a');
  EXPECT_EQ(outbox.send(*stream, {&one, 1}), Outcome::peer_gone);
}

TEST(Message, given_each_size_of_length_then_the_head_tells_it_and_the_bytes_are_shared) {
  for (auto const& [size, head] : std::vector<std::pair<std::size_t, std::string>>{
           {0, std::string("\x81\0", 2)},
           {125, "\x81\x7d"},
           {126, std::string("\x81\x7e\0\x7e", 4)},
           {65'535, "\x81\x7e\xff\xff"},
           {65'536, std::string("\x81\x7f\0\0\0\0\0\1\0\0", 10)}}) {
    auto const frame = live::text_frame(std::string(size, 'x'));
    EXPECT_EQ(frame->bytes().substr(0, frame->bytes().size() - size), head);
    EXPECT_EQ(frame->payload(), std::string(size, 'x'));
    EXPECT_EQ(frame->payload().data(), frame->bytes().data() + head.size());
  }
}

}  // namespace
}  // namespace torg::net
