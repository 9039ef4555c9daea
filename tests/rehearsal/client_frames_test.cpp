#include "rehearsal/client_frames.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace torg::rehearsal {
namespace {

/// What a server reads: the frame's parts, unmasked, by RFC 6455 section 5.2 read anew.
std::string unmasked(std::string const& frame) {
  auto const octet = [&](std::size_t at) { return static_cast<unsigned char>(frame.at(at)); };
  EXPECT_EQ(octet(0), 0x81u);
  EXPECT_EQ(octet(1) & 0x80u, 0x80u) << "a client has to mask";
  std::size_t size = octet(1) & 0x7fu;
  std::size_t at = 2;
  for (std::size_t octets = size == 126 ? 2 : size == 127 ? 8 : 0, i = 0; i < octets; ++i) {
    size = (i == 0 ? 0 : size << 8) | octet(at++);
  }
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>(octet(at + 4 + i) ^ octet(at + i % 4));
  }
  EXPECT_EQ(frame.size(), at + 4 + size);
  return out;
}

std::string server_frame(std::string const& payload) {
  std::string out(1, '\x81');
  auto const size = payload.size();
  if (size < 126) {
    out += static_cast<char>(size);
  } else if (size < 65'536) {
    out += '\x7e';
  } else {
    out += '\x7f';
  }
  int const octets = size < 126 ? 0 : size < 65'536 ? 2 : 8;
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(size >> shift & 0xff);
  }
  return out + payload;
}

RC_GTEST_PROP(ClientFrames, a_server_reads_what_was_sent,
              (std::string const& payload, std::uint32_t mask)) {
  std::string frame;
  append_frame(frame, Opcode::text, payload, mask);
  RC_ASSERT(unmasked(frame) == payload);
}

TEST(ClientFrames, given_each_form_of_length_when_sent_and_read_then_the_payload_is_whole) {
  for (std::size_t const size : {0, 125, 126, 65'535, 65'536, 200'000}) {
    std::string const payload(size, 'x');
    std::string frame;
    append_frame(frame, Opcode::text, payload, 7);
    EXPECT_EQ(unmasked(frame), payload);

    auto const bytes = server_frame(payload) + "more";
    auto const read = read_frame(bytes);
    ASSERT_TRUE(read.frame) << size;
    EXPECT_EQ(read.frame->payload, payload);
    EXPECT_EQ(read.frame->size, bytes.size() - 4);
    EXPECT_TRUE(read.frame->last);
  }
}

TEST(ClientFrames, given_any_front_of_a_frame_when_read_then_more_is_asked_for) {
  for (std::size_t const size : {5, 300, 70'000}) {
    auto const bytes = server_frame(std::string(size, 'y'));
    for (std::size_t cut = 0; cut < bytes.size(); cut = cut < 20 ? cut + 1 : cut + 997) {
      auto const read = read_frame(std::string_view(bytes).substr(0, cut));
      EXPECT_FALSE(read.frame) << cut;
      EXPECT_EQ(read.fault, FrameFault::incomplete) << cut;
    }
  }
}

TEST(ClientFrames, given_what_no_server_may_send_when_read_then_it_is_wrong) {
  for (auto const* const bytes : {"\x81\x80more", "\xc1\x01x", "\x83\x01x", "\x8b\x01x"}) {
    auto const read = read_frame({bytes, 3});
    EXPECT_FALSE(read.frame);
    EXPECT_EQ(read.fault, FrameFault::wrong);
  }
}

TEST(ClientFrames, given_compression_was_agreed_on_when_read_then_a_message_may_be_compressed) {
  auto const read = read_frame({"\x41\x01x", 3}, true);
  ASSERT_TRUE(read.frame);
  EXPECT_TRUE(read.frame->compressed);
  EXPECT_FALSE(read.frame->last);
  EXPECT_FALSE(read_frame({"\x81\x01x", 3}, true).frame->compressed);
  // Neither what continues one, nor what is no message, nor the bits that nobody has a use for.
  for (auto const* const bytes : {"\xc0\x01x", "\xc9\x01x", "\xa1\x01x", "\xd1\x01x"}) {
    EXPECT_EQ(read_frame({bytes, 3}, true).fault, FrameFault::wrong);
  }
}

TEST(ClientFrames, given_a_close_when_read_then_its_code_is_told) {
  EXPECT_EQ(close_code_of({"\x0f\xa1...", 5}), 4001);
  EXPECT_EQ(close_code_of({}), 0);
}

}  // namespace
}  // namespace torg::rehearsal
