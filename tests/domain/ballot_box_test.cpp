#include "domain/ballot_box.hpp"

#include <gtest/gtest.h>

#include "domain/sample_meeting.hpp"
#include "protocol/codec.hpp"

namespace torg::domain {
namespace {

using protocol::ErrorCode;

protocol::DotsRule const three_dots{3, 2, std::nullopt};

// A live meeting with one voter of the group lanna and an open box of dots on options 1 to 3.
struct OpenBox : ::testing::Test {
  SampleMeeting sample;
  ParticipantId voter = sample.participant(sample.group("lanna", "Lanna"));
  BoxId box = 0;
  BallotBox ballots;

  OpenBox() {
    ItemId const item = sample.item(protocol::ItemKind::dots, "Prioritera").id;
    sample.run(item);
    box = sample.box(item, three_dots, {1, 2, 3}).id();
  }

  Box& state() { return sample.meeting.boxes.at(box); }
  VoterKey key() const { return key_of(voter); }

  protocol::CastBallot command(std::int64_t revision, std::int64_t dots_on_first) const {
    protocol::CastBallot cast;
    cast.box = box;
    cast.revision = revision;
    cast.tag_ = tag_of(1);
    cast.ballot = protocol::DotsBallot{{{1, dots_on_first}}};
    return cast;
  }

  auto decide(protocol::CastBallot const& cast, std::int64_t now_ms = 0) const {
    return decide_cast(sample.meeting, ballots, request_of(voter, now_ms), key(), cast);
  }

  auto decide_withdrawal(std::int64_t revision, std::int64_t now_ms = 0) const {
    protocol::WithdrawBallot withdraw;
    withdraw.box = box;
    withdraw.revision = revision;
    return decide_withdraw(sample.meeting, ballots, request_of(voter, now_ms), key(), withdraw);
  }

  // Decides and keeps what is to be stored.
  void cast(std::int64_t revision, std::int64_t dots_on_first) {
    auto const verdict = decide(command(revision, dots_on_first));
    ASSERT_TRUE(verdict);
    ASSERT_TRUE(verdict->row);
    ballots.put(key(), *verdict->row);
  }

  void withdraw(std::int64_t revision) {
    auto const verdict = decide_withdrawal(revision);
    ASSERT_TRUE(verdict);
    ASSERT_TRUE(verdict->row);
    ballots.put(key(), *verdict->row);
  }
};

template <class Verdict>
std::optional<ErrorCode> code_of(Verdict const& verdict) {
  if (verdict) return std::nullopt;
  return verdict.error().code;
}

TEST_F(OpenBox, given_an_empty_box_when_a_voter_casts_then_the_row_holds_ballot_class_and_salt) {
  auto const verdict = decide(command(5, 2));

  ASSERT_TRUE(verdict);
  ASSERT_TRUE(verdict->row);
  EXPECT_EQ(verdict->row->revision, 5u);
  EXPECT_EQ(
      verdict->row->ballot,
      R"({"tag":"AAAAAAAAAAAAAAAAAAAAA1","ballot":{"kind":"dots","marks":[{"option":1,"value":2}]}})");
  EXPECT_EQ(verdict->row->ballot_class, "lanna");
  EXPECT_NE(verdict->row->class_salt, Bytes32{});
  EXPECT_FALSE(verdict->row->withdrawn);
}

TEST_F(OpenBox, given_other_entropy_when_a_voter_casts_then_the_class_salt_is_another) {
  Request request = request_of(voter);
  auto const first = decide_cast(sample.meeting, ballots, request, key(), command(1, 1));
  request.entropy[0] ^= 1;
  auto const other = decide_cast(sample.meeting, ballots, request, key(), command(1, 1));
  EXPECT_NE(first->row->class_salt, other->row->class_salt);
  EXPECT_NE(other->row->class_salt, request.entropy);
}

TEST_F(OpenBox, given_a_voter_without_group_when_it_casts_then_the_class_is_empty) {
  ParticipantId const loner = sample.participant();
  auto const verdict =
      decide_cast(sample.meeting, ballots, request_of(loner), key_of(loner), command(1, 1));
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->row->ballot_class, "");
}

TEST_F(OpenBox, given_a_ballot_when_a_higher_revision_comes_then_it_replaces_the_whole) {
  cast(1, 2);
  cast(2, 1);
  EXPECT_EQ(ballots.turnout(), 1);
  ASSERT_NE(ballots.find(key()), nullptr);
  EXPECT_EQ(ballots.find(key())->revision, 2u);
  EXPECT_NE(ballots.find(key())->ballot.find(R"("value":1)"), std::string::npos);
}

TEST_F(OpenBox, given_a_ballot_when_it_is_resent_then_it_is_acknowledged_and_not_stored) {
  cast(3, 2);
  auto const verdict = decide(command(3, 2));
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->row);
}

TEST_F(OpenBox, given_a_ballot_when_the_revision_is_equal_and_the_content_other_then_superseded) {
  cast(3, 2);
  EXPECT_EQ(code_of(decide(command(3, 1))), ErrorCode::ballot_superseded);
  auto retagged = command(3, 2);
  retagged.tag_ = tag_of(2);
  EXPECT_EQ(code_of(decide(retagged)), ErrorCode::ballot_superseded);
}

TEST_F(OpenBox, given_a_ballot_when_a_lower_revision_comes_then_superseded) {
  cast(3, 2);
  EXPECT_EQ(code_of(decide(command(2, 2))), ErrorCode::ballot_superseded);
  EXPECT_EQ(code_of(decide_withdrawal(2)), ErrorCode::ballot_superseded);
}

TEST_F(OpenBox, given_a_ballot_when_it_is_withdrawn_then_a_tombstone_keeps_the_revision) {
  cast(1, 2);
  withdraw(2);
  EXPECT_EQ(ballots.turnout(), 0);
  StandingBallot const* tombstone = ballots.find(key());
  ASSERT_NE(tombstone, nullptr);
  EXPECT_TRUE(tombstone->withdrawn);
  EXPECT_EQ(tombstone->revision, 2u);
  EXPECT_EQ(tombstone->ballot, "");

  EXPECT_EQ(code_of(decide(command(2, 2))), ErrorCode::ballot_superseded);
  auto const again = decide_withdrawal(2);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->row);
  cast(3, 1);
  EXPECT_EQ(ballots.turnout(), 1);
}

TEST_F(OpenBox, given_a_ballot_when_it_is_withdrawn_with_its_own_revision_then_superseded) {
  cast(2, 2);
  EXPECT_EQ(code_of(decide_withdrawal(2)), ErrorCode::ballot_superseded);
}

TEST_F(OpenBox, given_nothing_when_a_withdrawal_comes_then_an_older_ballot_on_its_way_is_refused) {
  withdraw(2);
  EXPECT_EQ(ballots.turnout(), 0);
  EXPECT_EQ(code_of(decide(command(1, 2))), ErrorCode::ballot_superseded);
}

TEST_F(OpenBox, given_a_stopped_box_when_a_phone_votes_then_it_is_refused) {
  cast(1, 2);
  state().state = protocol::BoxState::stopped;
  EXPECT_EQ(code_of(decide(command(2, 1))), ErrorCode::box_not_open);
  EXPECT_EQ(code_of(decide_withdrawal(2)), ErrorCode::box_not_open);
}

TEST_F(OpenBox, given_a_stopped_box_when_the_standing_ballot_is_resent_then_it_is_acknowledged) {
  cast(1, 2);
  state().state = protocol::BoxState::stopped;
  auto const verdict = decide(command(1, 2));
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->row);
}

TEST_F(OpenBox, given_a_sealed_shown_or_void_box_when_a_phone_votes_then_it_is_refused) {
  cast(1, 2);
  for (auto const closed :
       {protocol::BoxState::sealed, protocol::BoxState::shown, protocol::BoxState::void_}) {
    state().state = closed;
    EXPECT_EQ(code_of(decide(command(1, 2))), ErrorCode::box_not_open);
    EXPECT_EQ(code_of(decide(command(2, 1))), ErrorCode::box_not_open);
    EXPECT_EQ(code_of(decide_withdrawal(2)), ErrorCode::box_not_open);
  }
}

TEST_F(OpenBox, given_an_end_when_it_has_come_then_votes_are_refused_though_no_timer_fired) {
  state().closes_at_ms = 1'000;
  EXPECT_TRUE(decide(command(1, 2), 999));
  EXPECT_EQ(code_of(decide(command(1, 2), 1'000)), ErrorCode::box_not_open);
  EXPECT_EQ(code_of(decide(command(1, 2), 1'001)), ErrorCode::box_not_open);
  EXPECT_EQ(code_of(decide_withdrawal(1, 1'000)), ErrorCode::box_not_open);
  cast(1, 2);
  EXPECT_TRUE(decide(command(1, 2), 1'000));
}

TEST_F(OpenBox, given_a_stranger_when_it_votes_then_it_is_not_entitled) {
  auto const unknown =
      decide_cast(sample.meeting, ballots, request_of(voter + 1), key(), command(1, 1));
  EXPECT_EQ(code_of(unknown), ErrorCode::not_entitled);
  Request nameless = request_of(voter);
  nameless.asker.participant.reset();
  EXPECT_EQ(code_of(decide_cast(sample.meeting, ballots, nameless, key(), command(1, 1))),
            ErrorCode::not_entitled);
}

// The same box, voted in with voting codes; there are two.
struct OpenCodesBox : OpenBox {
  OpenCodesBox() {
    state().opened.electorate = protocol::Electorate::codes;
    sample.meeting.seats = {{1, {}}, {2, {}}};
  }
  Request with_seat(std::optional<SeatId> seat) const {
    Request request = request_of(voter);
    request.asker.seat = seat;
    return request;
  }
};

TEST_F(OpenCodesBox, given_a_phone_without_a_code_when_it_votes_then_it_is_told_that_it_needs_one) {
  EXPECT_EQ(code_of(decide(command(1, 1))), ErrorCode::voting_code_needed);
  EXPECT_EQ(code_of(decide_withdrawal(1)), ErrorCode::voting_code_needed);
  EXPECT_EQ(code_of(decide_cast(sample.meeting, ballots, with_seat(9), key(), command(1, 1))),
            ErrorCode::voting_code_needed);
}

TEST_F(OpenCodesBox, given_a_phone_that_holds_a_code_when_it_votes_then_the_row_has_its_group) {
  auto const verdict = decide_cast(sample.meeting, ballots, with_seat(2), key(), command(1, 1));
  ASSERT_TRUE(verdict);
  ASSERT_TRUE(verdict->row);
  EXPECT_EQ(verdict->row->ballot_class, "lanna");
}

TEST_F(OpenCodesBox, given_a_code_that_was_revoked_when_its_phone_votes_then_it_is_refused) {
  sample.meeting.seats.at(2).revoked = true;
  EXPECT_EQ(code_of(decide_cast(sample.meeting, ballots, with_seat(2), key(), command(1, 1))),
            ErrorCode::voting_code_needed);
}

TEST_F(OpenBox, given_another_role_when_it_votes_then_it_is_not_permitted) {
  for (Role const role : {Role::facilitator, Role::screen, Role::organiser, Role::clock}) {
    Request request = request_of(voter);
    request.asker.role = role;
    EXPECT_EQ(code_of(decide_cast(sample.meeting, ballots, request, key(), command(1, 1))),
              ErrorCode::not_permitted);
  }
}

TEST_F(OpenBox, given_no_such_box_when_a_phone_votes_then_it_is_told_the_field) {
  auto cast = command(1, 1);
  cast.box = 99;
  auto const verdict = decide(cast);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::unknown_box);
  EXPECT_EQ(verdict.error().field, "command.box");
}

TEST_F(OpenBox, given_a_ballot_against_the_rule_when_it_is_cast_then_nothing_is_stored) {
  auto const verdict = decide(command(1, 3));
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::over_maximum);
  EXPECT_EQ(verdict.error().field, "command.ballot.marks.0.value");
  EXPECT_EQ(verdict.error().limit, 2);
}

TEST_F(OpenBox, given_a_group_changed_since_when_the_ballot_is_resent_then_the_class_stays) {
  cast(1, 2);
  sample.meeting.participants.at(voter).group = sample.group("vingaker", "Vingåker");
  auto const resent = decide(command(1, 2));
  ASSERT_TRUE(resent);
  EXPECT_FALSE(resent->row);
  EXPECT_EQ(ballots.find(key())->ballot_class, "lanna");
}

TEST_F(OpenBox, given_many_puts_when_turnout_is_asked_then_it_counts_rows_that_stand) {
  ballots.put(key_of(1), {1, "x", "", {}, false});
  ballots.put(key_of(2), {1, "x", "", {}, false});
  ballots.put(key_of(2), {2, "y", "", {}, false});
  ballots.put(key_of(3), {1, "", "", {}, true});
  EXPECT_EQ(ballots.turnout(), 2);
  ballots.put(key_of(1), {2, "", "", {}, true});
  ballots.put(key_of(3), {2, "z", "", {}, false});
  EXPECT_EQ(ballots.turnout(), 2);
  ballots.put(key_of(2), {3, "", "", {}, true});
  ballots.put(key_of(2), {4, "", "", {}, true});
  EXPECT_EQ(ballots.turnout(), 1);
  EXPECT_EQ(ballots.find(key_of(4)), nullptr);
}

}  // namespace
}  // namespace torg::domain
