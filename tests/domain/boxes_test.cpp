#include <gtest/gtest.h>

#include "domain/limits.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::BoxState;
using protocol::ErrorCode;

constexpr char open_dots[] = R"({"type":"open_ballot","item":3})";
constexpr char stop[] = R"({"type":"stop_ballot","box":1})";
constexpr char seal[] = R"({"type":"seal_ballot","box":1})";
constexpr char show[] = R"({"type":"show_result","box":1})";
constexpr char reopen[] = R"({"type":"reopen_ballot","box":1})";
constexpr char make_void[] = R"({"type":"void_ballot","box":1,"reason":"fel alternativ"})";

Scene with_open_box(int phones = 0) {
  Scene scene = running(3, phones);
  scene.given(open_dots);
  return scene;
}

BoxState state_of(Scene const& scene, BoxId box = 1) { return scene.meeting().boxes.at(box).state; }

TEST(OpenBallot, given_the_running_item_then_all_that_decides_the_count_is_frozen) {
  Scene const scene = running(3);
  auto const outcome = scene.when(open_dots);
  outcome.then({R"({"type":"BallotOpened","box":1,"item":3,"round":1,
      "rule":{"kind":"dots","dots":5,"max_per_option":3},"rule_name":"dots","rule_version":1,
      "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}},
                 {"option":3,"title":{"sv":"C"}}],"authority":"advisory",
      "electorate":"open"})"});
  EXPECT_EQ(outcome.accepted().answer.box, 1);
}

TEST(OpenBallot, given_each_kind_then_the_box_names_the_calculation) {
  auto const rule_of = [](ItemId item) {
    Scene scene = running(item);
    scene.given(R"({"type":"open_ballot","item":)" + std::to_string(item) + "}");
    return scene.meeting().boxes.at(1).opened.rule_name;
  };
  EXPECT_EQ(rule_of(3), "dots");
  EXPECT_EQ(rule_of(4), "split-mean");
  EXPECT_EQ(rule_of(5), "poll-agreement");
}

TEST(OpenBallot, given_a_time_then_the_box_has_a_planned_end) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":60000})");
  EXPECT_EQ(scene.meeting().boxes.at(1).closes_at_ms, start_ms + 60'000);
  EXPECT_EQ(next_deadline(scene.meeting()), start_ms + 60'000);
}

TEST(OpenBallot, given_no_time_at_all_then_it_is_refused) {
  running(3)
      .when(R"({"type":"open_ballot","item":3,"closes_in_ms":0})")
      .then_refused(ErrorCode::out_of_range, "command.closes_in_ms");
}

TEST(OpenBallot, given_the_wrong_item_then_it_is_refused) {
  Scene const scene = running(3);
  scene.when(R"({"type":"open_ballot","item":99})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"open_ballot","item":1})")
      .then_refused(ErrorCode::wrong_kind, "command.item");
  scene.when(R"({"type":"open_ballot","item":4})").then_refused(ErrorCode::item_not_running);
}

TEST(OpenBallot, given_an_unfinished_item_then_it_is_refused) {
  Scene scene = running(3);
  scene.given(R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"D"}}})");
  scene.when(open_dots).then_refused(ErrorCode::definition_incomplete, "command.item");
}

TEST(OpenBallot, given_an_open_or_stopped_box_then_it_has_to_be_sealed_or_voided_first) {
  Scene scene = with_open_box();
  scene.when(open_dots).then_refused(ErrorCode::wrong_box_state);
  scene.given(stop);
  scene.when(open_dots).then_refused(ErrorCode::wrong_box_state);
  scene.given_sealed(1);
  EXPECT_EQ(scene.when(open_dots).accepted().answer.box, 2);
}

TEST(OpenBallot, given_a_voided_or_shown_round_then_a_new_round_has_the_next_number) {
  Scene scene = with_open_box();
  scene.given(make_void).given(open_dots).given_sealed(2);
  scene.given(R"({"type":"show_result","box":2})").given(open_dots);
  EXPECT_EQ(scene.meeting().boxes.at(2).opened.round, 2);
  EXPECT_EQ(scene.meeting().boxes.at(3).opened.round, 3);
  EXPECT_EQ(scene.meeting().find_item(3)->boxes, (std::vector<BoxId>{1, 2, 3}));
}

TEST(OpenBallot, given_as_many_rounds_as_an_item_may_have_then_it_is_refused_with_the_limit) {
  Scene scene = running(3);
  for (std::size_t round = 1; round <= most_rounds; ++round) {
    scene.given(open_dots).given(R"({"type":"void_ballot","reason":"prov","box":)" +
                                 std::to_string(round) + "}");
  }
  scene.when(open_dots).then_refused_with_limit(ErrorCode::limit_reached, 50);
}

TEST(ExtendBallot, given_a_planned_end_then_it_moves_and_without_one_it_counts_from_now) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":60000})").given_later(10'000);
  scene.given(R"({"type":"extend_ballot","box":1,"add_ms":30000})");
  EXPECT_EQ(scene.meeting().boxes.at(1).closes_at_ms, start_ms + 90'000);
  scene.given(stop).given(reopen).given(R"({"type":"extend_ballot","box":1,"add_ms":5000})");
  EXPECT_EQ(scene.meeting().boxes.at(1).closes_at_ms, start_ms + 15'000);
}

TEST(ExtendBallot,
     given_a_box_that_accepts_nothing_then_it_is_refused_even_before_the_timer_fires) {
  constexpr char extend[] = R"({"type":"extend_ballot","box":1,"add_ms":30000})";
  Scene scene = running(3);
  scene.when(extend).then_refused(ErrorCode::unknown_box, "command.box");
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":60000})").given_later(60'000);
  scene.when(extend).then_refused(ErrorCode::box_not_open);
  scene.given(stop);
  scene.when(extend).then_refused(ErrorCode::box_not_open);
}

TEST(ExtendBallot, given_nothing_or_too_much_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"extend_ballot","box":1,"add_ms":0})")
      .then_refused(ErrorCode::out_of_range, "command.add_ms");
  for (int day = 0; day < 7; ++day) {
    scene.given(R"({"type":"extend_ballot","box":1,"add_ms":86400000})");
  }
  scene.when(R"({"type":"extend_ballot","box":1,"add_ms":1})")
      .then_refused(ErrorCode::out_of_range, "command.add_ms");
}

TEST(StopBallot, given_an_open_box_then_it_accepts_no_more) {
  Scene scene = with_open_box();
  scene.when(stop).then({R"({"type":"BallotStopped","box":1,"cause":"facilitator"})"});
  scene.given(stop);
  EXPECT_EQ(state_of(scene), BoxState::stopped);
  EXPECT_EQ(next_deadline(scene.meeting()), std::nullopt);
  scene.when(stop).then_nothing();
}

TEST(StopBallot, given_no_such_box_or_a_sealed_one_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"stop_ballot","box":9})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.given_sealed(1);
  scene.when(stop).then_refused(ErrorCode::wrong_box_state);
}

TEST(ReopenBallot, given_a_stopped_box_then_the_same_box_goes_on) {
  Scene scene = with_open_box();
  scene.given(stop);
  scene.when(reopen).then({R"({"type":"BallotReopened","box":1})"});
  scene.given(R"({"type":"reopen_ballot","box":1,"closes_in_ms":1000})");
  EXPECT_EQ(state_of(scene), BoxState::open);
  EXPECT_EQ(next_deadline(scene.meeting()), start_ms + 1000);
}

TEST(ReopenBallot, given_a_box_that_is_not_stopped_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"reopen_ballot","box":9})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.when(reopen).then_refused(ErrorCode::wrong_box_state);
  scene.given_sealed(1);
  scene.when(reopen).then_refused(ErrorCode::wrong_box_state);
}

TEST(ReopenBallot, given_the_meeting_has_moved_on_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.given(stop).given(R"({"type":"next_item"})");
  scene.when(reopen).then_refused(ErrorCode::item_not_running);
}

TEST(ReopenBallot, given_no_time_at_all_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.given(stop);
  scene.when(R"({"type":"reopen_ballot","box":1,"closes_in_ms":0})")
      .then_refused(ErrorCode::out_of_range, "command.closes_in_ms");
}

TEST(SealBallot, given_a_stopped_box_then_it_has_to_be_counted_first) {
  Scene scene = with_open_box();
  scene.when(seal).then_refused(ErrorCode::ballot_open);
  scene.given(stop);
  EXPECT_EQ(boxes_to_seal(scene.meeting(), command_from(seal)), (std::vector<BoxId>{1}));
  scene.when(seal).then_refused(ErrorCode::wrong_box_state);
  scene.given_sealed(1);
  EXPECT_TRUE(boxes_to_seal(scene.meeting(), command_from(seal)).empty());
  scene.when(seal).then_nothing();
}

TEST(SealBallot, given_no_such_box_or_a_void_one_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"seal_ballot","box":9})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.given(make_void);
  scene.when(seal).then_refused(ErrorCode::wrong_box_state);
}

TEST(DecideSeal, given_a_stopped_box_then_count_digest_and_entitled_are_recorded) {
  Scene scene = with_open_box(4);
  scene.given(stop);
  scene.when_sealed(1).then({R"({"type":"BallotSealed","box":1,
      "digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","entitled":4,
      "result":{"kind":"dots","cast":0,"blank":0,"abstained":0,"total_dots":0,"rows":[],
                "order_reasons":[],"selected":[],"tie_at_cut":[]}})"});
}

TEST(DecideSeal, given_a_box_that_is_not_stopped_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when_sealed(1).then_refused(ErrorCode::wrong_box_state);
  scene.when_sealed(9).then_refused(ErrorCode::unknown_box);
  scene.given_sealed(1);
  scene.when_sealed(1).then_refused(ErrorCode::wrong_box_state);
}

TEST(DecideStop, given_an_open_box_then_the_cause_is_recorded) {
  Scene scene = with_open_box();
  scene.when_stopped(1, protocol::StopCause::recovery)
      .then({R"({"type":"BallotStopped","box":1,"cause":"recovery"})"});
  scene.when_stopped(9, protocol::StopCause::recovery).then_refused(ErrorCode::unknown_box);
  scene.given(stop);
  scene.when_stopped(1, protocol::StopCause::closing).then_refused(ErrorCode::wrong_box_state);
}

TEST(ShowResult, given_a_sealed_box_then_everyone_sees_it) {
  Scene scene = with_open_box();
  scene.given(stop);
  EXPECT_EQ(boxes_to_seal(scene.meeting(), command_from(show)), (std::vector<BoxId>{1}));
  scene.given_sealed(1);
  scene.when(show).then({R"({"type":"ResultShown","box":1})"});
  scene.given(show);
  EXPECT_EQ(state_of(scene), BoxState::shown);
  scene.when(show).then_nothing();
  scene.when(seal).then_refused(ErrorCode::wrong_box_state);
}

TEST(ShowResult, given_the_meeting_has_moved_on_then_it_can_still_be_shown) {
  Scene scene = with_open_box();
  scene.given(stop).given(R"({"type":"next_item"})").given_sealed(1);
  scene.when(show).then({R"({"type":"ResultShown","box":1})"});
}

TEST(ShowResult, given_a_box_that_is_not_counted_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"show_result","box":9})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.when(show).then_refused(ErrorCode::ballot_open);
  EXPECT_TRUE(boxes_to_seal(scene.meeting(), command_from(show)).empty());
  scene.given(stop);
  scene.when(show).then_refused(ErrorCode::wrong_box_state);
  scene.given(make_void);
  scene.when(show).then_refused(ErrorCode::wrong_box_state);
}

TEST(VoidBallot, given_an_open_or_stopped_box_then_its_turnout_comes_with_the_request) {
  Scene scene = with_open_box();
  scene.given_turnout(12);
  constexpr char voided[] =
      R"({"type":"BallotVoided","box":1,"reason":"fel alternativ","turnout":12})";
  scene.when(make_void).then({voided});
  scene.given(stop);
  scene.when(make_void).then({voided});
}

TEST(VoidBallot, given_a_sealed_or_shown_box_then_turnout_and_digest_are_those_of_the_count) {
  Scene scene = with_open_box();
  scene.given_turnout(12).given_sealed(1);
  constexpr char voided[] = R"({"type":"BallotVoided","box":1,"reason":"fel alternativ",
      "turnout":0,"digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})";
  scene.when(make_void).then({voided});
  scene.given(show);
  scene.when(make_void).then({voided});
  scene.given(make_void);
  EXPECT_EQ(state_of(scene), BoxState::void_);
  EXPECT_TRUE(scene.meeting().boxes.at(1).sealed.has_value());
}

TEST(VoidBallot, given_a_fault_then_it_is_refused) {
  Scene scene = with_open_box();
  scene.when(R"({"type":"void_ballot","box":9,"reason":"x"})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.when(R"({"type":"void_ballot","box":1,"reason":" "})")
      .then_refused(ErrorCode::too_short, "command.reason");
  scene.given(make_void);
  scene.when(make_void).then_refused(ErrorCode::wrong_box_state);
}

TEST(AskMoreTime, given_an_open_box_then_each_participant_is_heard_once) {
  constexpr char ask[] = R"({"type":"ask_more_time","box":1})";
  Scene scene = with_open_box(2);
  scene.when(phone(1), ask).then({R"({"type":"MoreTimeAsked","box":1,"participant":1})"});
  scene.given(phone(1), ask).given(phone(2), ask);
  scene.when(phone(1), ask).then_nothing();
  EXPECT_EQ(scene.meeting().boxes.at(1).want_more_time, (std::set<ParticipantId>{1, 2}));
  scene.given(R"({"type":"extend_ballot","box":1,"add_ms":1000})");
  scene.when(phone(1), ask).then({R"({"type":"MoreTimeAsked","box":1,"participant":1})"});
}

TEST(AskMoreTime, given_a_box_that_accepts_nothing_then_it_is_refused) {
  Scene scene = running(3, 1);
  scene.when(phone(1), R"({"type":"ask_more_time","box":1})")
      .then_refused(ErrorCode::unknown_box, "command.box");
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":1000})").given_later(1000);
  scene.when(phone(1), R"({"type":"ask_more_time","box":1})").then_refused(ErrorCode::box_not_open);
}

TEST(Deadline, given_a_planned_end_when_it_has_passed_then_the_clock_stops_the_box_once) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3,"closes_in_ms":1000})").given_later(999);
  scene.when_deadline_passes().then_nothing();
  scene.given_later(1);
  auto const outcome = scene.when_deadline_passes();
  outcome.then({R"({"type":"BallotStopped","box":1,"cause":"clock"})"});
  scene.apply(outcome.accepted());
  scene.when_deadline_passes().then_nothing();
}

TEST(CastBallot, given_the_decider_of_meetings_then_ballots_are_not_its_business) {
  Scene const scene = with_open_box(1);
  scene
      .when(phone(1), R"({"type":"cast_ballot","box":1,"revision":1,
      "tag":"AAAAAAAAAAAAAAAAAAAAAA","ballot":{"kind":"abstain"}})")
      .then_refused(ErrorCode::not_permitted);
  scene.when(phone(1), R"({"type":"withdraw_ballot","box":1,"revision":1})")
      .then_refused(ErrorCode::not_permitted);
}

}  // namespace
}  // namespace torg::domain::test
