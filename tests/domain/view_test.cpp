#include "domain/view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/base64url.hpp"
#include "domain/fingerprint.hpp"
#include "domain/sample_meeting.hpp"
#include "protocol/codec.hpp"
#include "protocol/sections.hpp"

namespace torg::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> keys_of(Sections const& sections) {
  std::vector<std::string> keys;
  for (auto const& [key, value] : sections) keys.push_back(key);
  return keys;
}

template <class Section>
Section read(Sections const& sections, std::string_view key) {
  auto const found = sections.find(key);
  if (found == sections.end()) {
    ADD_FAILURE() << "no section " << key;
    return {};
  }
  auto decoded = protocol::decode_text<Section>(found->second);
  if (!decoded) {
    ADD_FAILURE() << key << ": " << to_string(decoded.error().fault) << " at "
                  << decoded.error().field;
    return {};
  }
  return *decoded;
}

protocol::DotsRule const dots_rule{3, 3, std::nullopt};

// A live meeting whose running item is a dots vote; an ideas item waits.
struct DotsMeeting : ::testing::Test {
  SampleMeeting sample;
  ParticipantId voter = sample.participant();
  ItemId running = sample.item(protocol::ItemKind::dots, "Prioritera").id;
  ItemId waiting = sample.item(protocol::ItemKind::ideas, "Idéer").id;

  DotsMeeting() {
    sample.participant();
    sample.run(running);
    sample.facts.connected = 2;
  }

  Sections participant() const {
    return participant_view(sample.meeting, sample.texts, sample.facts);
  }
  Sections facilitator() const {
    return facilitator_view(sample.meeting, sample.texts, sample.facts);
  }
  Sections screen() const { return screen_view(sample.meeting, sample.texts, sample.facts); }
  Sections person(std::map<BoxId, OwnBallot> const& own = {}) const {
    return person_view(sample.meeting, sample.texts, voter, own);
  }
};

TEST_F(DotsMeeting, given_a_draft_when_viewed_then_the_hall_sees_its_front_only) {
  sample.meeting.phase = protocol::MeetingPhase::draft;
  sample.meeting.timer_ends_at_ms = 1;
  EXPECT_THAT(keys_of(participant()), ElementsAre("meeting"));
  EXPECT_THAT(keys_of(screen()), ElementsAre("meeting", "screen"));
  EXPECT_THAT(keys_of(facilitator()), ElementsAre("agenda", "groups", "item/1", "item/2", "meeting",
                                                  "presence", "screen", "timer"));
}

TEST_F(DotsMeeting, given_the_lobby_when_viewed_then_the_hall_sees_no_item) {
  sample.meeting.phase = protocol::MeetingPhase::open;
  sample.meeting.current.reset();
  EXPECT_THAT(keys_of(participant()), ElementsAre("agenda", "meeting", "presence"));
  EXPECT_THAT(keys_of(screen()), ElementsAre("agenda", "meeting", "presence", "screen"));
}

TEST_F(DotsMeeting, given_a_live_meeting_when_viewed_then_the_hall_sees_the_running_item_only) {
  sample.meeting.timer_ends_at_ms = 5'000;
  EXPECT_THAT(keys_of(participant()),
              ElementsAre("agenda", "item/1", "meeting", "presence", "timer"));
  EXPECT_EQ(read<protocol::TimerSection>(participant(), "timer").ends_at_ms, 5'000);
  auto const presence = read<protocol::PresenceSection>(participant(), "presence");
  EXPECT_EQ(presence.joined, 2);
  EXPECT_EQ(presence.connected, 2);
  auto const agenda = read<protocol::AgendaSection>(participant(), "agenda");
  EXPECT_EQ(agenda.current, running);
  ASSERT_EQ(agenda.entries.size(), 2u);
  EXPECT_EQ(agenda.entries[1].title, (protocol::Title{{"sv", "Idéer"}}));
}

TEST_F(DotsMeeting, given_a_closed_meeting_when_viewed_then_no_item_is_left_on_the_phones) {
  sample.box(running, dots_rule, {1});
  sample.meeting.phase = protocol::MeetingPhase::closed;
  sample.facts.closing_head = Bytes32{3};
  EXPECT_THAT(keys_of(participant()), ElementsAre("agenda", "meeting"));
  EXPECT_THAT(keys_of(screen()), ElementsAre("agenda", "meeting", "screen"));
  EXPECT_FALSE(read<protocol::AgendaSection>(participant(), "agenda").current);
  EXPECT_EQ(read<protocol::MeetingSection>(participant(), "meeting").fingerprint,
            fingerprint(Bytes32{3}));
  EXPECT_THAT(keys_of(person({{1, {}}})), ElementsAre("me"));
}

TEST_F(DotsMeeting, given_a_live_meeting_when_viewed_then_no_fingerprint_is_told) {
  sample.facts.closing_head = Bytes32{3};
  EXPECT_FALSE(read<protocol::MeetingSection>(facilitator(), "meeting").fingerprint);
}

TEST_F(DotsMeeting, given_a_skipped_item_when_viewed_then_all_see_the_reason) {
  Item& item = *sample.meeting.find_item(waiting);
  item.state = protocol::ItemState::skipped;
  item.reason = sample.line("Tiden räckte inte");
  auto const agenda = read<protocol::AgendaSection>(participant(), "agenda");
  EXPECT_EQ(agenda.entries[1].reason, "Tiden räckte inte");
  EXPECT_EQ(agenda.entries[1].state, protocol::ItemState::skipped);
}

TEST_F(DotsMeeting, given_an_open_box_when_viewed_then_turnout_is_all_that_leaves_it) {
  Box& box = sample.box(running, dots_rule, {1, 2});
  box.closes_at_ms = 9'000;
  box.want_more_time = {1, 2};
  sample.facts.turnout[box.id()] = 1;
  for (Sections const& view : {participant(), screen(), facilitator()}) {
    auto const turnout = read<protocol::TurnoutSection>(view, "turnout/1");
    EXPECT_EQ(turnout.cast, 1);
    EXPECT_EQ(turnout.entitled, 2);
    EXPECT_EQ(turnout.want_more_time, 2);
    auto const section = read<protocol::BoxSection>(view, "box/1");
    EXPECT_EQ(section.state, protocol::BoxState::open);
    EXPECT_EQ(section.closes_at_ms, 9'000);
    EXPECT_EQ(section.options.size(), 2u);
    EXPECT_EQ(read<protocol::ItemSection>(view, "item/1").box, 1);
    EXPECT_FALSE(view.contains("result/1"));
  }
}

TEST_F(DotsMeeting, given_a_sealed_box_when_viewed_then_even_the_facilitator_sees_turnout_only) {
  Box& box = sample.box(running, dots_rule, {1, 2});
  protocol::DotsResult result;
  result.cast = 2;
  sample.seal(box.id(), result, false);
  sample.participant();
  for (Sections const& view : {participant(), screen(), facilitator()}) {
    EXPECT_FALSE(view.contains("result/1"));
    auto const turnout = read<protocol::TurnoutSection>(view, "turnout/1");
    EXPECT_EQ(turnout.cast, 2);
    // As many as could vote when it was sealed.
    EXPECT_EQ(turnout.entitled, 2);
    EXPECT_FALSE(read<protocol::BoxSection>(view, "box/1").closes_at_ms);
  }
}

TEST_F(DotsMeeting, given_a_shown_box_when_viewed_then_all_see_result_and_digest) {
  Box& box = sample.box(running, dots_rule, {1, 2});
  protocol::DotsResult result;
  result.cast = 2;
  result.total_dots = 5;
  sample.seal(box.id(), result, true);
  for (Sections const& view : {participant(), screen(), facilitator()}) {
    auto const section = read<protocol::ResultSection>(view, "result/1");
    EXPECT_EQ(section.item, running);
    EXPECT_EQ(section.digest, box.sealed->digest);
    EXPECT_EQ(section.result, protocol::Result(result));
    EXPECT_EQ(read<protocol::TurnoutSection>(view, "turnout/1").cast, 2);
  }
}

TEST_F(DotsMeeting, given_a_void_round_when_viewed_then_it_stays_visible_without_its_result) {
  Box& first = sample.box(running, dots_rule, {1});
  protocol::DotsResult result;
  result.cast = 2;
  sample.seal(first.id(), result, true);
  sample.make_void(first.id(), "Fel alternativ", 2);
  sample.box(running, dots_rule, {1});

  EXPECT_THAT(keys_of(participant()), ElementsAre("agenda", "box/1", "box/2", "item/1", "meeting",
                                                  "presence", "turnout/2"));
  auto const section = read<protocol::BoxSection>(participant(), "box/1");
  EXPECT_EQ(section.state, protocol::BoxState::void_);
  EXPECT_EQ(section.void_reason, "Fel alternativ");
  auto const item = read<protocol::ItemSection>(participant(), "item/1");
  EXPECT_EQ(item.box, 2);
  EXPECT_THAT(item.rounds, ElementsAre(1, 2));
  EXPECT_FALSE(facilitator().contains("result/1"));
  EXPECT_EQ(read<protocol::TurnoutSection>(facilitator(), "turnout/1").cast, 2);
}

TEST_F(DotsMeeting, given_an_older_round_that_counts_when_viewed_then_phones_have_the_newest) {
  sample.seal(sample.box(running, dots_rule, {1}).id(), protocol::DotsResult{}, true);
  sample.box(running, dots_rule, {1});
  EXPECT_FALSE(participant().contains("box/1"));
  EXPECT_FALSE(participant().contains("result/1"));
  EXPECT_TRUE(facilitator().contains("result/1"));
}

TEST_F(DotsMeeting, given_proposals_in_every_state_when_viewed_then_the_hall_has_released_ones) {
  sample.meeting.find_item(running)->definition.kind = protocol::ItemKind::ideas;
  ProposalId const kept =
      sample.proposal(running, "Badplats", protocol::ProposalState::released, voter);
  sample.proposal(running, "Väntar", protocol::ProposalState::submitted);
  ProposalId const merged =
      sample.proposal(running, "Brygga", protocol::ProposalState::merged, voter + 1);
  sample.meeting.proposals.at(merged).merged_into = kept;
  sample.meeting.proposals.at(kept).authors.push_back(voter + 1);
  ProposalId const hidden = sample.proposal(running, "Dold", protocol::ProposalState::hidden);
  sample.meeting.proposals.at(hidden).hidden_reason = sample.line("Utanför ämnet");
  sample.proposal(running, "Tillbaka", protocol::ProposalState::withdrawn);
  sample.proposal(waiting, "Annan punkt", protocol::ProposalState::released);

  for (Sections const& view : {participant(), screen()}) {
    EXPECT_THAT(read<protocol::ItemSection>(view, "item/1").proposals, ElementsAre(kept));
    auto const section = read<protocol::ProposalSection>(view, "proposal/1");
    EXPECT_EQ(section.authors, 2);
    EXPECT_THAT(section.merged, ElementsAre(merged));
    for (int number = 2; number <= 6; ++number) {
      EXPECT_FALSE(view.contains("proposal/" + std::to_string(number)));
    }
  }
  Sections const all = facilitator();
  EXPECT_THAT(read<protocol::ItemSection>(all, "item/1").proposals, ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(read<protocol::ItemSection>(all, "item/2").proposals, ElementsAre(6));
  EXPECT_EQ(read<protocol::ProposalSection>(all, "proposal/3").merged_into, kept);
  EXPECT_EQ(read<protocol::ProposalSection>(all, "proposal/4").hidden_reason, "Utanför ämnet");
}

TEST_F(DotsMeeting, given_a_proposal_shown_again_when_viewed_then_why_it_was_hidden_is_past) {
  ProposalId const id = sample.proposal(running, "x", protocol::ProposalState::released);
  sample.meeting.proposals.at(id).hidden_reason = sample.line("Förr");
  EXPECT_FALSE(read<protocol::ProposalSection>(facilitator(), "proposal/1").hidden_reason);
}

TEST_F(DotsMeeting,
       given_a_lot_of_all_options_when_viewed_then_it_is_on_the_screen_before_the_vote) {
  Item& item = *sample.meeting.find_item(running);
  auto& options = item.definition.options.emplace(2);
  for (std::size_t place = 0; place < options.size(); ++place) {
    options[place].option = static_cast<protocol::OptionNumber>(place + 1);
    options[place].title = sample.title("x");
  }
  item.lot = {2, 1};
  item.lot_by_hand = true;
  auto const section = read<protocol::ItemSection>(screen(), "item/1");
  EXPECT_EQ(section.lot, (std::vector<protocol::OptionNumber>{2, 1}));
  EXPECT_EQ(section.lot_by_hand, true);
  // Of other options than there are now it decides nothing.
  item.lot = {3, 1};
  EXPECT_FALSE(read<protocol::ItemSection>(screen(), "item/1").lot);
}

TEST_F(DotsMeeting, given_a_comparison_when_viewed_then_it_comes_with_the_shown_result) {
  BoxId const box = sample.box(running, dots_rule, {1, 2}).id();
  sample.seal(box, protocol::DotsResult{}, false);
  sample.meeting.boxes.at(box).sealed->comparison.emplace();
  for (Sections const& view : {participant(), screen(), facilitator()}) {
    EXPECT_FALSE(view.contains("comparison/1"));
  }
  sample.meeting.boxes.at(box).state = protocol::BoxState::shown;
  for (Sections const& view : {participant(), screen(), facilitator()}) {
    EXPECT_EQ(read<protocol::ComparisonSection>(view, "comparison/1").item, running);
  }
}

TEST_F(DotsMeeting, given_a_settled_tie_when_viewed_then_the_result_says_how) {
  BoxId const box = sample.box(running, dots_rule, {1, 2}).id();
  sample.seal(box, protocol::DotsResult{}, true);
  EXPECT_FALSE(read<protocol::ResultSection>(screen(), "result/1").settlement);
  sample.meeting.boxes.at(box).settled =
      protocol::TieSettled{0, box, protocol::TieSettling::lot, {{2}}, {}};
  auto const settlement = read<protocol::ResultSection>(screen(), "result/1").settlement;
  ASSERT_TRUE(settlement);
  EXPECT_EQ(settlement->how, protocol::TieSettling::lot);
  EXPECT_EQ(settlement->selected, (std::vector<protocol::OptionNumber>{2}));
}

TEST_F(DotsMeeting, given_groups_when_viewed_then_delegates_are_the_facilitators_alone) {
  sample.group("lanna", "Lanna", {"Anna Ek", "Bo Al"});
  auto const groups = read<protocol::GroupsSection>(facilitator(), "groups").groups;
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_THAT(groups[0].delegates, ElementsAre("Anna Ek", "Bo Al"));
  EXPECT_FALSE(participant().contains("groups"));
  EXPECT_FALSE(screen().contains("groups"));
  auto const front = read<protocol::MeetingSection>(participant(), "meeting");
  ASSERT_EQ(front.groups.size(), 1u);
  EXPECT_EQ(front.groups[0].name, (protocol::Title{{"sv", "Lanna"}}));
}

TEST_F(DotsMeeting, given_erased_texts_when_viewed_then_they_are_empty_or_left_out) {
  sample.group("lanna", "Lanna", {"Anna Ek"});
  sample.meeting.place = sample.title("Folkets hus");
  Item& item = *sample.meeting.find_item(running);
  item.definition.text = sample.title("Text");
  item.definition.decided_by = sample.title("Nämnden");
  Item& skipped = *sample.meeting.find_item(waiting);
  skipped.state = protocol::ItemState::skipped;
  skipped.reason = sample.line("Skäl");
  sample.proposal(running, "Badplats", protocol::ProposalState::released, voter);
  Box& box = sample.box(running, dots_rule, {1});
  box.opened.options[0].place = sample.line("Östra");
  sample.make_void(box.id(), "Fel", 0);

  sample.texts.clear();

  Sections const view = facilitator();
  auto const front = read<protocol::MeetingSection>(view, "meeting");
  EXPECT_THAT(front.title, IsEmpty());
  EXPECT_FALSE(front.place);
  EXPECT_THAT(front.groups.at(0).name, IsEmpty());
  EXPECT_THAT(read<protocol::GroupsSection>(view, "groups").groups.at(0).delegates, IsEmpty());
  auto const agenda = read<protocol::AgendaSection>(view, "agenda");
  EXPECT_THAT(agenda.entries[0].title, IsEmpty());
  EXPECT_FALSE(agenda.entries[1].reason);
  auto const definition = read<protocol::ItemSection>(view, "item/1").definition;
  EXPECT_FALSE(definition.text);
  EXPECT_FALSE(definition.decided_by);
  auto const section = read<protocol::BoxSection>(view, "box/1");
  EXPECT_THAT(section.options.at(0).title, IsEmpty());
  EXPECT_FALSE(section.options.at(0).place);
  EXPECT_FALSE(section.void_reason);
  EXPECT_THAT(read<protocol::ProposalSection>(view, "proposal/1").title, IsEmpty());
  EXPECT_THAT(read<protocol::OwnProposalSection>(person(), "own_proposal/1").title, IsEmpty());
}

TEST_F(DotsMeeting, given_a_screen_that_shows_how_to_join_when_viewed_then_it_says_so) {
  sample.meeting.screen = protocol::ScreenView::join;
  EXPECT_EQ(read<protocol::ScreenSection>(screen(), "screen").view, protocol::ScreenView::join);
  EXPECT_EQ(read<protocol::ScreenSection>(facilitator(), "screen").view,
            protocol::ScreenView::join);
  EXPECT_FALSE(participant().contains("screen"));
}

TEST_F(DotsMeeting, given_a_person_when_viewed_then_it_sees_itself_and_its_own_proposals) {
  sample.meeting.participants.at(voter).group = sample.group("lanna", "Lanna");
  ProposalId const own = sample.proposal(waiting, "Mitt", protocol::ProposalState::hidden, voter);
  ProposalId const others =
      sample.proposal(waiting, "Ditt", protocol::ProposalState::submitted, voter + 1);
  ProposalId const merged =
      sample.proposal(waiting, "Också mitt", protocol::ProposalState::merged, voter);
  sample.meeting.proposals.at(merged).merged_into = others;
  sample.meeting.proposals.at(others).authors.push_back(voter);

  EXPECT_THAT(keys_of(person()), UnorderedElementsAre("me", "own_proposal/" + std::to_string(own),
                                                      "own_proposal/" + std::to_string(merged)));
  EXPECT_EQ(read<protocol::MeSection>(person(), "me").group, "lanna");
  EXPECT_EQ(read<protocol::OwnProposalSection>(person(), "own_proposal/3").merged_into, others);
}

TEST_F(DotsMeeting, given_someone_unknown_when_viewed_then_there_is_nothing) {
  EXPECT_THAT(person_view(sample.meeting, sample.texts, 99, {}), IsEmpty());
}

TEST_F(DotsMeeting, given_voting_codes_when_viewed_then_only_the_facilitator_sees_the_seats) {
  sample.meeting.seats = {{1, {}}, {2, {false, 3}}, {3, {true, 0}}};
  sample.facts.held_seats = {2};
  auto const codes = read<protocol::VotingCodesSection>(facilitator(), "voting_codes");
  ASSERT_EQ(codes.seats.size(), 3u);
  EXPECT_EQ(codes.seats[0].state, protocol::SeatState::free);
  EXPECT_EQ(codes.seats[1].state, protocol::SeatState::held);
  EXPECT_EQ(codes.seats[1].moves, 3);
  EXPECT_EQ(codes.seats[2].state, protocol::SeatState::revoked);
  for (Sections const& view : {participant(), screen(), person()}) {
    EXPECT_FALSE(view.contains("voting_codes"));
  }
}

TEST_F(DotsMeeting, given_a_box_of_voting_codes_when_viewed_then_live_codes_are_entitled) {
  Box& box = sample.box(running, dots_rule, {1, 2});
  box.opened.electorate = protocol::Electorate::codes;
  sample.meeting.seats = {{1, {}}, {2, {}}, {3, {}}, {4, {true, 0}}};
  EXPECT_EQ(read<protocol::TurnoutSection>(screen(), "turnout/1").entitled, 3);
  EXPECT_EQ(read<protocol::BoxSection>(screen(), "box/1").electorate, protocol::Electorate::codes);
  // Revoked while the box stood: what it may have cast still stands.
  box.revoked_seats = {4};
  EXPECT_EQ(read<protocol::TurnoutSection>(screen(), "turnout/1").entitled, 4);
  sample.meeting.seats.at(4).revoked = false;
  EXPECT_EQ(read<protocol::TurnoutSection>(screen(), "turnout/1").entitled, 4);
}

TEST_F(DotsMeeting, given_a_phone_that_holds_a_code_when_viewed_then_it_alone_is_told_which) {
  auto const holder = person_view(sample.meeting, sample.texts, voter, {}, 17);
  EXPECT_EQ(read<protocol::MeSection>(holder, "me").seat, 17);
  EXPECT_FALSE(read<protocol::MeSection>(person(), "me").seat);
}

// The phone's own row through the life of a box.
struct OwnRow : DotsMeeting {
  BoxId box = sample.box(running, dots_rule, {1, 2}).id();
  protocol::DotsBallot ballot{{{2, 3}}};
  std::string stored = protocol::to_json(protocol::StoredBallot{tag_of(1), ballot});
  OwnBallot own;

  OwnRow() { own.voter_key = key_of(77); }

  protocol::OwnBallotSection section() const {
    return read<protocol::OwnBallotSection>(person({{box, own}}), "own_ballot/1");
  }
  Box& state() { return sample.meeting.boxes.at(box); }
};

TEST_F(OwnRow, given_a_ballot_of_another_phone_with_the_code_then_only_that_it_stands_is_told) {
  own.elsewhere = true;
  own.standing.emplace();
  own.standing->revision = 4;
  own.standing->ballot = stored;
  auto const open = section();
  EXPECT_EQ(open.state, protocol::OwnBallotState::standing);
  EXPECT_EQ(open.revision, 4);
  EXPECT_FALSE(open.ballot);
  EXPECT_FALSE(open.voter_key);

  own.standing.reset();
  own.counted = true;
  own.sealed_ballot = stored;
  sample.seal(box, protocol::DotsResult{}, true);
  auto const sealed = section();
  EXPECT_EQ(sealed.state, protocol::OwnBallotState::counted);
  EXPECT_FALSE(sealed.ballot);
  EXPECT_FALSE(sealed.voter_key);
}

TEST_F(OwnRow, given_a_box_just_opened_when_viewed_then_the_voter_key_is_known_before_a_cast) {
  EXPECT_EQ(section().voter_key, to_base64url(key_of(77)));
  EXPECT_EQ(section().state, protocol::OwnBallotState::none);
  EXPECT_EQ(section().revision, 0);
  EXPECT_FALSE(section().ballot);
  EXPECT_FALSE(section().asked_more_time);
}

TEST_F(OwnRow, given_a_standing_ballot_when_viewed_then_it_is_there_until_the_box_is_sealed) {
  own.standing = StandingBallot{7, stored, "", {}, false};
  state().want_more_time.insert(voter);
  for (auto const keeps : {protocol::BoxState::open, protocol::BoxState::stopped}) {
    state().state = keeps;
    EXPECT_EQ(section().state, protocol::OwnBallotState::standing);
    EXPECT_EQ(section().revision, 7);
    EXPECT_EQ(section().ballot, protocol::Ballot(ballot));
    EXPECT_TRUE(section().asked_more_time);
  }
}

TEST_F(OwnRow, given_a_withdrawn_ballot_when_viewed_then_its_revision_remains) {
  own.standing = StandingBallot{8, "", "", {}, true};
  EXPECT_EQ(section().state, protocol::OwnBallotState::withdrawn);
  EXPECT_EQ(section().revision, 8);
  EXPECT_FALSE(section().ballot);
}

TEST_F(OwnRow, given_a_sealed_box_when_viewed_then_it_says_whether_the_ballot_was_counted) {
  own.sealed_ballot = stored;
  own.counted = true;
  for (bool const shown : {false, true}) {
    sample.seal(box, protocol::DotsResult{}, shown);
    EXPECT_EQ(section().state, protocol::OwnBallotState::counted);
    EXPECT_EQ(section().ballot, protocol::Ballot(ballot));
  }
  own.counted = false;
  own.sealed_ballot.reset();
  EXPECT_EQ(section().state, protocol::OwnBallotState::not_counted);
  EXPECT_FALSE(section().ballot);
}

TEST_F(OwnRow, given_a_void_box_when_viewed_then_the_own_ballot_is_void) {
  own.standing = StandingBallot{7, stored, "", {}, false};
  sample.make_void(box, "Fel", 1);
  EXPECT_EQ(section().state, protocol::OwnBallotState::void_);
  EXPECT_FALSE(section().ballot);
}

TEST_F(OwnRow, given_a_new_round_when_viewed_then_only_the_newest_box_has_an_own_ballot) {
  sample.make_void(box, "Fel", 0);
  sample.box(running, dots_rule, {1, 2});
  EXPECT_THAT(keys_of(person({{1, own}, {2, own}})), ElementsAre("me", "own_ballot/2"));
}

TEST_F(OwnRow, given_another_item_running_when_viewed_then_there_is_no_own_ballot) {
  sample.run(waiting);
  EXPECT_THAT(keys_of(person({{box, own}})), ElementsAre("me"));
}

}  // namespace
}  // namespace torg::domain
