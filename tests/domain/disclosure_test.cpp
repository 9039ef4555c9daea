#include <gtest/gtest.h>

#include <set>

#include "domain/base64url.hpp"
#include "domain/sample_meeting.hpp"
#include "protocol/codec.hpp"

// Everything in a meeting that somebody may not see carries a mark that stands nowhere else. The
// table below says for each mark which views may hold it; all other views are searched for it.
namespace torg::domain {
namespace {

enum class Audience { participant, screen, facilitator, author, neighbour };

std::string name_of(Audience audience) {
  switch (audience) {
    case Audience::participant:
      return "participant";
    case Audience::screen:
      return "screen";
    case Audience::facilitator:
      return "facilitator";
    case Audience::author:
      return "author";
    case Audience::neighbour:
      return "neighbour";
  }
  return {};
}

using Seen = std::set<Audience>;
Seen const nobody;
Seen const hall{Audience::participant, Audience::screen, Audience::facilitator};
Seen const only_facilitator{Audience::facilitator};
Seen const only_author{Audience::author};
Seen const facilitator_and_author{Audience::facilitator, Audience::author};

struct Mark {
  std::string text;
  Seen draft;
  Seen live;
  Seen closed;
};

struct MarkedMeeting {
  SampleMeeting sample{"MARK-meeting-title"};
  std::vector<Mark> marks;
  ParticipantId author = 0;
  ParticipantId neighbour = 0;
  std::map<BoxId, OwnBallot> author_ballots;
  std::map<BoxId, OwnBallot> neighbour_ballots;

  // The ways to be seen by phase, for one text.
  std::string mark(std::string text, Seen draft, Seen live, Seen closed) {
    marks.push_back({text, std::move(draft), std::move(live), std::move(closed)});
    return text;
  }
  std::string mark(std::string text, Seen always) { return mark(text, always, always, always); }

  MarkedMeeting() {
    mark("MARK-meeting-title", hall);
    sample.group("lanna", mark("MARK-group-name", hall), {mark("MARK-delegate", only_facilitator)});
    // Numbers that no other number in a view contains.
    sample.meeting.last_participant = 770'000'000;
    author = sample.participant("lanna");
    neighbour = sample.participant();
    mark("\"participant\":770000001", only_author);
    mark("\"participant\":770000002", Seen{Audience::neighbour});
    sample.meeting.wifi = sample.line(mark("MARK-wifi-password", nobody));

    ItemId const running = sample
                               .item(protocol::ItemKind::ideas,
                                     mark("MARK-running-title", only_facilitator, hall, hall))
                               .id;
    sample.meeting.find_item(running)->definition.text =
        sample.title(mark("MARK-running-text", only_facilitator, hall, only_facilitator));
    sample.run(running);
    ItemId const next =
        sample.item(protocol::ItemKind::dots, mark("MARK-next-title", only_facilitator, hall, hall))
            .id;
    sample.meeting.find_item(next)->definition.text =
        sample.title(mark("MARK-next-text", only_facilitator));
    Item& skipped = sample.item(protocol::ItemKind::info,
                                mark("MARK-skipped-title", only_facilitator, hall, hall));
    skipped.state = protocol::ItemState::skipped;
    skipped.reason = sample.line(mark("MARK-skip-reason", only_facilitator, hall, hall));

    add_proposals(running, next);
    add_boxes(running, next);
    sample.meeting.timer_ends_at_ms = 4'000'000'000'000;
    sample.facts.closing_head = Bytes32{1};
  }

  void add_proposals(ItemId running, ItemId next) {
    using protocol::ProposalState;
    Seen const in_hall_and_author{Audience::participant, Audience::screen, Audience::facilitator,
                                  Audience::author};
    sample.proposal(
        running,
        mark("MARK-released", facilitator_and_author, in_hall_and_author, facilitator_and_author),
        ProposalState::released, author);
    for (auto const state : {ProposalState::submitted, ProposalState::hidden, ProposalState::merged,
                             ProposalState::withdrawn}) {
      std::string const name(to_string(state));
      ProposalId const id = sample.proposal(
          running, mark("MARK-unreleased-" + name, facilitator_and_author), state, author);
      Proposal& proposal = sample.meeting.proposals.at(id);
      proposal.text.text = sample.title(mark("MARK-text-of-" + name, facilitator_and_author));
      proposal.text.place = sample.line(mark("MARK-place-of-" + name, only_facilitator));
      if (state == ProposalState::merged) proposal.merged_into = 1;
      proposal.hidden_reason = sample.line(mark(
          "MARK-reason-of-" + name, state == ProposalState::hidden ? only_facilitator : nobody));
    }
    sample.proposal(next, mark("MARK-released-elsewhere", only_facilitator),
                    ProposalState::released);
  }

  // Boxes of the running item in every state before the result is shown: only the newest and void
  // ones are on the phones.
  void add_boxes(ItemId running, ItemId next) {
    protocol::DotsResult unshown;
    unshown.cast = 2;
    unshown.total_dots = 880'000'001;
    mark("880000001", nobody);
    BoxId const other = sample.box(next, protocol::DotsRule{1, 1, {}}, {1}).id();
    sample.seal(other, unshown, false);

    protocol::DotsResult voided;
    voided.cast = 2;
    voided.total_dots = 880'000'002;
    mark("880000002", nobody);
    BoxId const first = sample.box(running, protocol::DotsRule{1, 1, {}}, {1}).id();
    sample.seal(first, voided, true);
    sample.make_void(first, mark("MARK-void-reason", only_facilitator, hall, only_facilitator), 2);

    BoxId const open = sample.box(running, protocol::DotsRule{1, 1, {}}, {1}).id();
    sample.facts.turnout[open] = 2;
    sample.meeting.boxes.at(open).want_more_time = {author};
    author_ballots[open] = own_ballot(author, 990'000'001, nobody);
    neighbour_ballots[open] = own_ballot(neighbour, 990'000'002, nobody);
    mark("990000001", nobody, only_author, nobody);
    mark("990000002", nobody, Seen{Audience::neighbour}, nobody);
  }

  OwnBallot own_ballot(ParticipantId voter, std::int64_t value, Seen tag_seen) {
    OwnBallot own;
    own.voter_key = key_of(voter);
    mark(to_base64url(*own.voter_key), nobody,
         Seen{voter == author ? Audience::author : Audience::neighbour}, nobody);
    protocol::DotsBallot const ballot{{{1, value}}};
    std::string const tag = mark(tag_of(voter), tag_seen);
    own.standing.emplace();
    own.standing->revision = 1;
    own.standing->ballot = protocol::to_json(protocol::StoredBallot{tag, ballot});
    return own;
  }

  Sections view(Audience audience) const {
    switch (audience) {
      case Audience::participant:
        return participant_view(sample.meeting, sample.texts, sample.facts);
      case Audience::screen:
        return screen_view(sample.meeting, sample.texts, sample.facts);
      case Audience::facilitator:
        return facilitator_view(sample.meeting, sample.texts, sample.facts);
      case Audience::author:
        return person_view(sample.meeting, sample.texts, author, author_ballots);
      case Audience::neighbour:
        return person_view(sample.meeting, sample.texts, neighbour, neighbour_ballots);
    }
    return {};
  }
};

void expect_seen(MarkedMeeting const& marked, Seen Mark::* in_phase) {
  for (Audience const audience : {Audience::participant, Audience::screen, Audience::facilitator,
                                  Audience::author, Audience::neighbour}) {
    std::string everything;
    for (auto const& [key, value] : marked.view(audience)) everything += key + value + '\n';
    for (Mark const& mark : marked.marks) {
      bool const found = everything.find(mark.text) != std::string::npos;
      EXPECT_EQ(found, (mark.*in_phase).contains(audience))
          << mark.text << " for " << name_of(audience);
    }
  }
}

TEST(Disclosure, given_a_draft_when_everyone_looks_then_each_sees_what_is_theirs) {
  MarkedMeeting marked;
  marked.sample.meeting.phase = protocol::MeetingPhase::draft;
  expect_seen(marked, &Mark::draft);
}

TEST(Disclosure, given_a_live_meeting_when_everyone_looks_then_each_sees_what_is_theirs) {
  MarkedMeeting const marked;
  expect_seen(marked, &Mark::live);
}

TEST(Disclosure, given_a_closed_meeting_when_everyone_looks_then_each_sees_what_is_theirs) {
  MarkedMeeting marked;
  marked.sample.meeting.phase = protocol::MeetingPhase::closed;
  expect_seen(marked, &Mark::closed);
}

TEST(Disclosure, given_an_open_box_when_ballots_in_it_change_then_no_shared_view_changes) {
  MarkedMeeting marked;
  Sections const before = marked.view(Audience::facilitator);
  Sections const hall_before = marked.view(Audience::participant);
  for (auto& [box, own] : marked.author_ballots) own.standing->ballot = "{}";
  marked.sample.meeting.boxes.at(3).want_more_time = {marked.neighbour};
  EXPECT_EQ(marked.view(Audience::facilitator), before);
  EXPECT_EQ(marked.view(Audience::participant), hall_before);
}

}  // namespace
}  // namespace torg::domain
