#include <gtest/gtest.h>

#include "domain/limits.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;
using protocol::MeetingPhase;

Scene draft_with_item() {
  Scene scene;
  scene.given(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}}]})");
  return scene;
}

TEST(Decide, given_no_meeting_then_everything_is_refused) {
  Meeting const none;
  Request request;
  request.asker = facilitator();
  auto const verdict = decide(none, request, command_from(R"({"type":"open_meeting"})"));
  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, ErrorCode::unknown_meeting);
  EXPECT_EQ(decide_join(none, request).error().code, ErrorCode::unknown_meeting);
}

TEST(Decide, given_a_command_of_the_forum_then_it_is_refused_here) {
  Scene const scene;
  scene.when(organiser(), R"({"type":"edit_forum"})").then_refused(ErrorCode::not_permitted);
  scene
      .when(organiser(), R"({"type":"create_meeting","source":"blank",
                              "facilitator_token":"AAAAAAAAAAAAAAAAAAAAAA"})")
      .then_refused(ErrorCode::not_permitted);
}

TEST(OpenMeeting, given_a_draft_then_the_lobby_opens_once) {
  Scene scene;
  scene.when(R"({"type":"open_meeting"})").then({R"({"type":"MeetingOpened"})"});
  scene.given(R"({"type":"open_meeting"})");
  EXPECT_EQ(scene.meeting().phase, MeetingPhase::open);
  scene.when(R"({"type":"open_meeting"})").then_refused(ErrorCode::wrong_phase);
}

TEST(StartMeeting, given_the_lobby_then_the_first_planned_item_starts) {
  Scene scene = draft_with_item();
  scene.given(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"Y"}}]})");
  scene.given(R"({"type":"skip_item","item":1,"reason":"tid"})");
  scene.given(R"({"type":"open_meeting"})");
  scene.when(R"({"type":"start_meeting"})")
      .then({R"({"type":"MeetingStarted"})", R"({"type":"ItemStarted","item":2})"});
}

TEST(StartMeeting, given_a_draft_then_it_opens_and_starts) {
  draft_with_item()
      .when(R"({"type":"start_meeting"})")
      .then({R"({"type":"MeetingOpened"})", R"({"type":"MeetingStarted"})",
             R"({"type":"ItemStarted","item":1})"});
}

TEST(StartMeeting, given_nothing_planned_then_it_is_refused) {
  Scene().when(R"({"type":"start_meeting"})").then_refused(ErrorCode::no_planned_item);
}

TEST(StartMeeting, given_a_live_meeting_then_it_is_refused) {
  live_meeting().when(R"({"type":"start_meeting"})").then_refused(ErrorCode::wrong_phase);
}

TEST(CloseMeeting, given_a_live_meeting_then_the_running_item_is_done) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"start_timer","duration_ms":1000})");
  scene.when(R"({"type":"close_meeting"})").then({R"({"type":"MeetingClosed"})"});
  scene.given_later(5).given(R"({"type":"close_meeting"})");
  EXPECT_EQ(scene.meeting().phase, MeetingPhase::closed);
  EXPECT_EQ(scene.meeting().closed_at_ms, start_ms + 5);
  EXPECT_EQ(scene.meeting().current, std::nullopt);
  EXPECT_EQ(scene.meeting().timer_ends_at_ms, std::nullopt);
  EXPECT_EQ(scene.state_of(1), protocol::ItemState::done);
  scene.when(R"({"type":"close_meeting"})").then_refused(ErrorCode::meeting_closed);
}

TEST(CloseMeeting, given_boxes_that_are_not_counted_then_they_are_named_and_it_waits_for_them) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})").given(R"({"type":"stop_ballot","box":1})");
  scene.given(R"({"type":"next_item"})").given(R"({"type":"open_ballot","item":4})");
  auto const close = command_from(R"({"type":"close_meeting"})");
  EXPECT_EQ(boxes_to_seal(scene.meeting(), close), (std::vector<BoxId>{1, 2}));
  scene.given_sealed(1);
  scene.when(R"({"type":"close_meeting"})").then_refused(ErrorCode::ballot_open);
  scene.given(R"({"type":"stop_ballot","box":2})");
  scene.when(R"({"type":"close_meeting"})").then_refused(ErrorCode::wrong_box_state);
  scene.given_sealed(2);
  scene.when(R"({"type":"close_meeting"})").then({R"({"type":"MeetingClosed"})"});
}

TEST(CloseMeeting, given_a_draft_then_it_is_refused) {
  Scene().when(R"({"type":"close_meeting"})").then_refused(ErrorCode::wrong_phase);
}

TEST(PublishMeeting, given_a_closed_meeting_then_it_is_published_and_may_change_later) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"publish_meeting","publication":"public"})")
      .then_refused(ErrorCode::wrong_phase);
  scene.given(R"({"type":"close_meeting"})");
  scene.given(R"({"type":"publish_meeting","publication":"unlisted"})");
  scene.when(R"({"type":"publish_meeting","publication":"public"})")
      .then({R"({"type":"MeetingPublished","publication":"public"})"});
  scene.when(R"({"type":"publish_meeting","publication":"unlisted"})").then_nothing();
}

TEST(Join, given_an_open_or_live_meeting_then_phones_get_numbers) {
  Scene scene;
  scene.given(R"({"type":"open_meeting"})");
  scene.when_joining().then({R"({"type":"ParticipantJoined","participant":1})"});
  scene.given_joined(2);
  scene.when_joining().then({R"({"type":"ParticipantJoined","participant":3})"});
  EXPECT_NO_THROW(live_meeting().when_joining().accepted());
}

TEST(Join, given_a_draft_or_a_closed_meeting_then_it_is_refused) {
  Scene().when_joining().then_refused(ErrorCode::wrong_phase);
  Scene scene = live_meeting();
  scene.given(R"({"type":"close_meeting"})");
  scene.when_joining().then_refused(ErrorCode::meeting_closed);
}

TEST(Join, given_a_full_meeting_then_it_is_refused_with_the_limit) {
  Scene scene = live_meeting();
  scene.given_joined(static_cast<int>(most_participants));
  scene.when_joining().then_refused_with_limit(ErrorCode::limit_reached, 10'000);
}

TEST(ChooseGroup, given_a_known_group_or_none_then_it_is_chosen) {
  Scene scene = live_meeting(1);
  scene.when(phone(1), R"({"type":"choose_group"})").then_nothing();
  scene.when(phone(1), R"({"type":"choose_group","group":"east"})")
      .then({R"({"type":"GroupChosen","participant":1,"group":"east"})"});
  scene.given(phone(1), R"({"type":"choose_group","group":"east"})");
  scene.when(phone(1), R"({"type":"choose_group","group":"east"})").then_nothing();
  scene.when(phone(1), R"({"type":"choose_group"})")
      .then({R"({"type":"GroupChosen","participant":1})"});
}

TEST(ChooseGroup, given_an_unknown_group_then_it_is_refused) {
  live_meeting(1)
      .when(phone(1), R"({"type":"choose_group","group":"north"})")
      .then_refused(ErrorCode::unknown_group, "command.group");
}

TEST(Timer, given_a_start_then_everyone_gets_its_end) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"start_timer","duration_ms":60000})")
      .then({R"({"type":"TimerStarted","ends_at_ms":1780000060000})"});
  scene.when(R"({"type":"start_timer","duration_ms":0})")
      .then_refused(ErrorCode::out_of_range, "command.duration_ms");
}

TEST(Timer, given_more_time_then_it_counts_from_the_end_or_from_now_when_that_has_passed) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"start_timer","duration_ms":60000})");
  scene.when(R"({"type":"extend_timer","add_ms":1000})")
      .then({R"({"type":"TimerStarted","ends_at_ms":1780000061000})"});
  scene.given_later(100'000);
  scene.when(R"({"type":"extend_timer","add_ms":1000})")
      .then({R"({"type":"TimerStarted","ends_at_ms":1780000101000})"});
  scene.when(R"({"type":"extend_timer","add_ms":0})")
      .then_refused(ErrorCode::out_of_range, "command.add_ms");
}

TEST(Timer, given_a_week_then_it_is_taken_and_a_millisecond_more_is_refused) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"start_timer","duration_ms":86400000})");
  for (int day = 1; day < 7; ++day) {
    scene.given(R"({"type":"extend_timer","add_ms":86400000})");
  }
  scene.when(R"({"type":"extend_timer","add_ms":1})")
      .then_refused(ErrorCode::out_of_range, "command.add_ms");
}

TEST(Timer, given_a_stop_or_another_item_then_it_is_gone) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"stop_timer"})").then_nothing();
  scene.given(R"({"type":"start_timer","duration_ms":60000})");
  scene.when(R"({"type":"stop_timer"})").then({R"({"type":"TimerStopped"})"});
  scene.given(R"({"type":"next_item"})");
  EXPECT_EQ(scene.meeting().timer_ends_at_ms, std::nullopt);
}

TEST(SetScreen, given_a_view_then_it_holds_until_the_next_item_starts) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"set_screen","view":"agenda"})").then_nothing();
  scene.when(R"({"type":"set_screen","view":"join"})")
      .then({R"({"type":"ScreenSet","view":"join"})"});
  scene.given(R"({"type":"set_screen","view":"join"})").given(R"({"type":"next_item"})");
  EXPECT_EQ(scene.meeting().screen, protocol::ScreenView::agenda);
}

}  // namespace
}  // namespace torg::domain::test
