#include "rehearsal/frame_head.hpp"

#include <gtest/gtest.h>

#include "protocol/messages.hpp"

namespace torg::rehearsal {
namespace {

/// As the server writes it.
std::string written(protocol::ServerMessage message) { return protocol::to_json(message); }

protocol::Frame frame() {
  protocol::Frame frame;
  frame.scope = "participant";
  frame.epoch = "k2j3h4g5-0a";
  frame.seq = 4711;
  frame.full = true;
  protocol::TurnoutSection turnout;
  turnout.box = 4;
  turnout.cast = 21;
  frame.set.emplace("turnout/4", turnout);
  return frame;
}

TEST(FrameHead, given_a_frame_as_the_codec_writes_it_when_read_then_its_head_is_found) {
  auto const text = written(frame());
  ASSERT_EQ(kind_of(text), MessageKind::frame);
  auto const head = frame_head(text);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->scope, "participant");
  EXPECT_EQ(head->epoch, "k2j3h4g5-0a");
  EXPECT_EQ(head->seq, 4711);
  EXPECT_TRUE(head->full);
  EXPECT_EQ(number_after(text, R"("cast":)"), 21);

  auto delta = frame();
  delta.full = false;
  auto const other = written(delta);
  EXPECT_FALSE(frame_head(other)->full);
}

TEST(FrameHead, given_the_other_messages_when_read_then_their_kind_is_told) {
  EXPECT_EQ(kind_of(written(protocol::Ack{})), MessageKind::ack);
  EXPECT_EQ(kind_of(written(protocol::Reject{})), MessageKind::reject);
  EXPECT_EQ(kind_of(written(protocol::Welcome{})), MessageKind::welcome);
  EXPECT_EQ(kind_of("{}"), MessageKind::other);
}

TEST(FrameHead, given_no_such_mark_when_read_then_there_is_nothing) {
  EXPECT_FALSE(frame_head("{\"type\":\"frame\"}"));
  EXPECT_FALSE(number_after("\"cast\":x", "\"cast\":"));
  EXPECT_FALSE(number_after("", "\"cast\":"));
  EXPECT_FALSE(text_after("\"scope\":\"cut", "\"scope\":\""));
}

}  // namespace
}  // namespace torg::rehearsal
