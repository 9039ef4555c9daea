#include <gtest/gtest.h>

#include "domain/electorate.hpp"
#include "domain/limits.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

constexpr char issue_two[] =
    R"({"type":"issue_voting_codes","codes":["K7QD3MXF9TRA","ZP4W8NHB2VJ5"]})";
constexpr char take[] = R"({"type":"take_voting_code","code":"K7QD3MXF9TRA"})";
constexpr char revoke_first[] = R"({"type":"revoke_voting_code","seat":1})";
constexpr char reissue_first[] = R"({"type":"reissue_voting_code","seat":1,"code":"ABCDEFGHJKMN"})";
constexpr char open_poll[] = R"({"type":"open_ballot","item":5})";
constexpr char codes_poll[] = R"({"type":"edit_item","item":5,"definition":{"kind":"poll",
    "title":{"sv":"P"},"electorate":"codes","rule":{"kind":"poll","form":"scale"}}})";

// Two codes, two phones, and the running poll is voted on with codes.
Scene with_codes() {
  Scene scene = running(5, 2);
  scene.given(issue_two).given(codes_poll);
  return scene;
}

TEST(IssueVotingCodes, given_codes_then_each_becomes_a_seat_and_none_is_recorded) {
  Scene scene;
  auto const outcome = scene.when(issue_two);
  outcome.then({R"({"type":"VotingCodesIssued","first":1,"count":2})"});
  EXPECT_EQ(outcome.accepted().answer.seats, (std::vector<SeatId>{1, 2}));
  EXPECT_TRUE(outcome.accepted().contents.empty());

  scene.given(issue_two);
  auto const more = scene.when(R"({"type":"issue_voting_codes","codes":["ABCDEFGHJKMN"]})");
  more.then({R"({"type":"VotingCodesIssued","first":3,"count":1})"});
  EXPECT_EQ(more.accepted().answer.seats, std::vector<SeatId>{3});
}

TEST(IssueVotingCodes, given_more_than_a_hall_needs_then_they_are_refused) {
  Scene scene;
  Decision issued;
  issued.events.emplace_back(
      protocol::VotingCodesIssued{start_ms, 1, static_cast<std::int64_t>(most_seats) - 1});
  scene.apply(issued);
  scene.when(issue_two).then_refused_with_limit(ErrorCode::limit_reached, most_seats);
  scene.when(R"({"type":"issue_voting_codes","codes":["K7QD3MXF9TRA"]})")
      .then({R"({"type":"VotingCodesIssued","first":2000,"count":1})"});
}

TEST(TakeVotingCode, given_a_free_code_then_it_is_taken_and_nobody_is_named) {
  with_codes().given_code(1).when(phone(2), take).then({R"({"type":"VotingCodeTaken","seat":1})"});
}

TEST(TakeVotingCode, given_a_code_that_another_phone_holds_then_it_moves_and_nobody_is_named) {
  Scene scene = with_codes();
  scene.given_code(1, true);
  scene.when(phone(2), take).then({R"({"type":"VotingCodeMoved","seat":1})"});
  scene.given(phone(2), take);
  EXPECT_EQ(scene.meeting().seats.at(1).moves, 1);
}

TEST(TakeVotingCode, given_the_code_that_the_phone_holds_already_then_nothing_changes) {
  with_codes().given_code(1).when(phone(2, 1), take).then_nothing();
}

TEST(TakeVotingCode, given_a_phone_that_holds_another_then_it_takes_this_one) {
  with_codes()
      .given_code(1)
      .when(phone(2, 2), take)
      .then({R"({"type":"VotingCodeTaken","seat":1})"});
}

TEST(TakeVotingCode, given_a_code_that_nobody_knows_or_that_was_revoked_then_it_is_refused) {
  Scene scene = with_codes();
  scene.when(phone(2), take).then_refused(ErrorCode::unknown_voting_code, "command.code");
  scene.given_code(1).given(revoke_first);
  scene.when(phone(2), take).then_refused(ErrorCode::unknown_voting_code, "command.code");
}

TEST(RevokeVotingCode, given_a_seat_then_it_is_revoked_once) {
  Scene scene = with_codes();
  scene.when(revoke_first).then({R"({"type":"VotingCodeRevoked","seat":1})"});
  scene.given(revoke_first);
  EXPECT_FALSE(is_live(scene.meeting(), 1));
  scene.when(revoke_first).then_nothing();
  scene.when(R"({"type":"revoke_voting_code","seat":3})")
      .then_refused(ErrorCode::unknown_seat, "command.seat");
}

TEST(ReissueVotingCode, given_a_seat_revoked_or_not_then_it_lives_with_another_code) {
  Scene scene = with_codes();
  scene.when(reissue_first).then({R"({"type":"VotingCodeReissued","seat":1})"});
  scene.given(revoke_first).given(reissue_first);
  EXPECT_TRUE(is_live(scene.meeting(), 1));
  EXPECT_EQ(scene.meeting().seats.at(1).reissues, 1);
  scene.when(R"({"type":"reissue_voting_code","seat":3,"code":"ABCDEFGHJKMN"})")
      .then_refused(ErrorCode::unknown_seat, "command.seat");
}

TEST(Electorate, given_an_item_that_names_it_then_it_is_frozen_with_the_box) {
  Scene scene = with_codes();
  scene.given(open_poll);
  EXPECT_EQ(scene.meeting().boxes.at(1).electorate(), protocol::Electorate::codes);
  scene
      .when(R"({"type":"edit_item","item":5,"definition":{"kind":"poll","title":{"sv":"P"},
      "rule":{"kind":"poll","form":"scale"}}})")
      .then_refused(ErrorCode::item_has_ballots, "command.definition.electorate");
}

TEST(Electorate, given_no_codes_then_a_vote_with_codes_does_not_open) {
  Scene scene = running(5, 2);
  scene.given(codes_poll);
  scene.when(open_poll).then_refused(ErrorCode::no_voting_codes, "command.item");
  scene.given(issue_two).given(revoke_first).given(R"({"type":"revoke_voting_code","seat":2})");
  scene.when(open_poll).then_refused(ErrorCode::no_voting_codes, "command.item");
}

TEST(Electorate, given_an_item_without_a_vote_then_it_has_none) {
  Scene()
      .when(R"({"type":"add_items","items":[{"kind":"break","title":{"sv":"X"},
      "electorate":"codes"}]})")
      .then_refused(ErrorCode::wrong_kind, "command.items.0.electorate");
}

TEST(Electorate, given_a_box_from_before_boxes_named_it_then_it_is_open) {
  Scene scene = running(5, 2);
  Decision old = scene.when(open_poll).accepted();
  std::get<protocol::BallotOpened>(old.events.front()).electorate.reset();
  scene.apply(old);
  Box const& box = scene.meeting().boxes.at(1);
  EXPECT_EQ(box.electorate(), protocol::Electorate::open);
  EXPECT_EQ(*voter_in(scene.meeting(), box, phone(2)), Voter::phone(2));
  EXPECT_EQ(entitled_in(scene.meeting(), box), 2);
}

TEST(Electorate, given_a_box_of_codes_then_the_seat_votes_and_not_the_phone) {
  Scene scene = with_codes();
  scene.given(open_poll);
  Box const& box = scene.meeting().boxes.at(1);
  EXPECT_EQ(*voter_in(scene.meeting(), box, phone(1, 2)), Voter::seat(2));
  EXPECT_EQ(*voter_in(scene.meeting(), box, phone(2, 2)), Voter::seat(2));
  EXPECT_EQ(voter_in(scene.meeting(), box, phone(2)).error().code, ErrorCode::voting_code_needed);
  EXPECT_EQ(voter_in(scene.meeting(), box, phone(9, 2)).error().code, ErrorCode::not_entitled);
}

TEST(Electorate, given_codes_issued_while_the_box_stands_then_they_have_no_vote_in_it) {
  Scene scene = with_codes();
  scene.given(open_poll).given(R"({"type":"issue_voting_codes","codes":["ABCDEFGHJKMN"]})");
  Box const& box = scene.meeting().boxes.at(1);
  EXPECT_EQ(box.opened.last_seat, 2);
  EXPECT_EQ(voter_in(scene.meeting(), box, phone(1, 3)).error().code, ErrorCode::not_entitled);
  EXPECT_EQ(entitled_in(scene.meeting(), box), 2);
  scene.given(R"({"type":"revoke_voting_code","seat":3})");
  EXPECT_EQ(entitled_in(scene.meeting(), box), 2);
}

TEST(Electorate, given_a_code_revoked_while_the_box_stands_then_as_many_are_entitled_as_before) {
  Scene scene = with_codes();
  scene.given(open_poll).given(revoke_first);
  EXPECT_EQ(entitled_in(scene.meeting(), scene.meeting().boxes.at(1)), 2);
  scene.given(R"({"type":"stop_ballot","box":1})");
  scene.given(R"({"type":"revoke_voting_code","seat":2})");
  EXPECT_EQ(entitled_in(scene.meeting(), scene.meeting().boxes.at(1)), 2);
  scene.given_sealed(1, protocol::ScaleResult{});
  EXPECT_EQ(scene.meeting().boxes.at(1).sealed->entitled, 2);
}

TEST(Electorate, given_a_box_of_codes_then_only_a_phone_with_a_code_may_ask_for_more_time) {
  Scene scene = with_codes();
  scene.given(open_poll);
  constexpr char more_time[] = R"({"type":"ask_more_time","box":1})";
  scene.when(phone(1), more_time).then_refused(ErrorCode::voting_code_needed);
  scene.when(phone(1, 2), more_time).then({R"({"type":"MoreTimeAsked","box":1,"participant":1})"});
}

TEST(Electorate, given_a_run_off_then_the_same_may_vote_in_it) {
  Scene scene = running(3, 2);
  scene.given(issue_two);
  scene.given(R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"D"},
      "electorate":"codes","rule":{"kind":"dots","dots":1,"max_per_option":1,"top":1},
      "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]}})");
  scene.given(R"({"type":"open_ballot","item":3})");
  protocol::DotsResult result;
  result.rows = {{1, 1, 1, 1, {}}, {2, 1, 1, 1, {}}};
  result.selected = {1};
  result.tie_at_cut = {1, 2};
  scene.given_sealed(1, result).given(R"({"type":"show_result","box":1})");
  scene.given(R"({"type":"settle_tie","box":1,"how":"run_off"})");
  EXPECT_EQ(scene.meeting().find_item(8)->definition.electorate, protocol::Electorate::codes);
}

}  // namespace
}  // namespace torg::domain::test
