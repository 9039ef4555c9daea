#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/sample_meeting.hpp"
#include "domain/view.hpp"
#include "protocol/codec.hpp"
#include "protocol/sections.hpp"

namespace torg::domain {
namespace {

// Over the whole range from the first run on; by itself a range starts small and grows.
std::int64_t number(std::int64_t from, std::int64_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(from, below));
}

bool chance(std::int64_t one_in) { return number(0, one_in) == 0; }

template <class Enum>
Enum any() {
  auto const& values = protocol::enum_values<Enum>;
  return values[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(values.size())))];
}

protocol::BallotRule any_rule() {
  switch (number(0, 4)) {
    case 3: {
      protocol::FundRule rule;
      rule.pot = number(0, 1'000'000);
      rule.form = any<protocol::FundForm>();
      rule.method = any<protocol::FundMethod>();
      if (chance(2)) rule.weights = protocol::GroupWeights{{{"group-1", 2}}, 1, chance(2)};
      return rule;
    }
    case 0:
      return protocol::DotsRule{number(1, 9), number(1, 5), std::nullopt, std::nullopt};
    case 1: {
      protocol::SplitRule rule;
      rule.pot = number(0, 1'000'000);
      rule.step = number(1, 5'000);
      rule.rounding = number(1, 5'000);
      if (chance(2)) rule.bounds.push_back({1, number(0, 10), number(10, 20)});
      return rule;
    }
    default:
      return protocol::PollRule{any<protocol::PollForm>(), std::nullopt};
  }
}

protocol::Result any_result() {
  switch (number(0, 5)) {
    case 4: {
      protocol::FundResult result;
      result.pot = number(50, 100);
      result.rows.resize(2);
      result.rows[0].option = 1;
      result.rows[1].option = 2;
      if (chance(2)) {
        result.rows[0].funded = protocol::FundedBy::rule;
        result.rows[0].cost = result.spent = number(0, 50);
        result.ties = {{{1, 2}, true, true}};
      }
      return result;
    }
    case 0: {
      protocol::DotsResult result;
      result.cast = number(0, 30);
      result.rows.push_back({1, number(0, 50), number(0, 30), 1});
      return result;
    }
    case 1: {
      protocol::SplitResult result;
      result.rows.push_back({1, number(0, 50), "1/3", chance(2)});
      return result;
    }
    case 2: {
      protocol::ChoiceResult result;
      result.breakdown.emplace();
      return result;
    }
    default: {
      protocol::ScaleResult result;
      result.counts = {1, 2, 3, 4, 5};
      result.median = number(2, 11);
      return result;
    }
  }
}

struct AnyMeeting {
  SampleMeeting sample;
  std::map<ParticipantId, std::map<BoxId, OwnBallot>> own_ballots;

  AnyMeeting() {
    if (chance(2)) sample.meeting.place = sample.title("Medborgarhuset");
    if (chance(2)) sample.meeting.starts_at_ms = number(0, 4'102'444'800);
    for (std::int64_t k = number(0, 3); k > 0; --k) {
      sample.group("group-" + std::to_string(k), "Grupp", {"Anna", "Bo"});
    }
    for (std::int64_t k = number(0, 5); k > 0; --k) {
      sample.participant(chance(2) ? std::optional<GroupId>("group-1") : std::nullopt);
    }
    for (std::int64_t k = number(0, 5); k > 0; --k) add_item();
    if (!sample.meeting.items.empty() && chance(2)) {
      sample.run(number(1, sample.meeting.last_item + 1));
    }
    for (std::int64_t k = number(0, 8); k > 0; --k) add_proposal();
    for (std::int64_t k = number(0, 5); k > 0; --k) add_box();
    sample.meeting.phase = any<protocol::MeetingPhase>();
    sample.meeting.publication = any<protocol::Publication>();
    sample.meeting.screen = any<protocol::ScreenView>();
    if (chance(2)) sample.meeting.timer_ends_at_ms = number(0, 4'102'444'800);
    if (chance(2)) sample.facts.closing_head = Bytes32{5};
    sample.facts.connected = number(0, 5);
    if (chance(3)) erase_some();
  }

  void add_item() {
    Item& item = sample.item(any<protocol::ItemKind>(), "Punkt");
    item.state = any<protocol::ItemState>();
    if (item.state == protocol::ItemState::running) item.state = protocol::ItemState::planned;
    if (chance(2)) item.definition.text = sample.title("Text");
    if (chance(2)) item.definition.minutes = number(0, 600);
    if (chance(2)) item.definition.rule = any_rule();
    if (chance(2)) item.definition.ideas = {number(1, 50), chance(2)};
    if (chance(2)) item.definition.authority = any<protocol::Authority>();
    if (chance(2)) item.reason = sample.line("Därför");
    if (chance(2)) item.started_at_ms = number(0, 1'000'000);
    if (chance(2)) item.definition.left_goes_to = sample.title("Nästa år");
    if (chance(2)) item.lot = {1};
    if (chance(2))
      item.definition.options.emplace().push_back({1, sample.title("A"), {}, {}, {}, {}, {}});
    if (chance(2)) {
      item.definition.ledger.emplace().lines.push_back(
          {any<protocol::LedgerLineKind>(), sample.title("Rad"), number(0, 1'000'000)});
    }
  }

  void add_proposal() {
    if (sample.meeting.items.empty()) return;
    std::optional<ParticipantId> author;
    if (chance(2)) author = number(1, 6);
    ProposalId const id = sample.proposal(number(1, sample.meeting.last_item + 1), "Förslag",
                                          any<protocol::ProposalState>(), author);
    Proposal& proposal = sample.meeting.proposals.at(id);
    if (chance(5)) proposal.item.reset();
    if (chance(2)) proposal.text.place = sample.line("Östra Vingåker");
    if (chance(2)) proposal.hidden_reason = sample.line("Därför");
    if (chance(2)) proposal.merged_into = number(1, sample.meeting.last_proposal + 1);
  }

  void add_box() {
    if (sample.meeting.items.empty()) return;
    Box& box = sample.box(number(1, sample.meeting.last_item + 1), any_rule(), {1, 2});
    box.state = any<protocol::BoxState>();
    if (chance(2)) box.closes_at_ms = number(0, 1'000'000);
    if (chance(2)) box.opened.lot = {2, 1};
    switch (box.state) {
      case protocol::BoxState::open:
      case protocol::BoxState::stopped:
        sample.facts.turnout[box.id()] = number(0, 5);
        box.want_more_time.insert(number(1, 6));
        break;
      case protocol::BoxState::sealed:
        sample.seal(box.id(), any_result(), false);
        break;
      case protocol::BoxState::shown:
        sample.seal(box.id(), any_result(), true);
        if (chance(2)) box.sealed->comparison.emplace();
        if (chance(2)) {
          box.settled = protocol::TieSettled{0,
                                             box.id(),
                                             any<protocol::TieSettling>(),
                                             {},
                                             number(1, sample.meeting.last_item + 1)};
        }
        break;
      case protocol::BoxState::void_:
        if (chance(2)) sample.seal(box.id(), any_result(), true);
        sample.make_void(box.id(), "Fel", number(0, 5));
        break;
    }
    for (auto const& [id, participant] : sample.meeting.participants) {
      if (!chance(3)) own_ballots[id][box.id()] = own_ballot(id);
    }
  }

  static OwnBallot own_ballot(ParticipantId voter) {
    OwnBallot own;
    own.voter_key = key_of(voter);
    std::string const stored = protocol::to_json(
        protocol::StoredBallot{tag_of(voter), protocol::DotsBallot{{{1, number(1, 4)}}}});
    if (chance(2)) own.standing = StandingBallot{1, stored, "", {}, false};
    if (chance(4)) own.standing = StandingBallot{2, "", "", {}, true};
    own.counted = chance(2);
    if (own.counted) own.sealed_ballot = stored;
    return own;
  }

  void erase_some() {
    for (auto text = sample.texts.begin(); text != sample.texts.end();) {
      text = chance(2) ? sample.texts.erase(text) : std::next(text);
    }
  }

  Sections participant() const {
    return participant_view(sample.meeting, sample.texts, sample.facts);
  }
  Sections screen() const { return screen_view(sample.meeting, sample.texts, sample.facts); }
  Sections facilitator() const {
    return facilitator_view(sample.meeting, sample.texts, sample.facts);
  }
  Sections person(ParticipantId id) const {
    auto const own = own_ballots.find(id);
    return person_view(sample.meeting, sample.texts, id,
                       own == own_ballots.end() ? std::map<BoxId, OwnBallot>{} : own->second);
  }
};

protocol::SectionMap decoded(Sections const& sections) {
  std::string text = "{";
  for (auto const& [key, value] : sections) {
    if (text.size() > 1) text += ',';
    text += '"' + key + "\":" + value;
  }
  text += '}';
  auto map = protocol::decode_text<protocol::SectionMap>(text);
  if (!map) {
    RC_FAIL(std::string(to_string(map.error().fault)) + " at " + map.error().field + " in " + text);
  }
  RC_ASSERT(protocol::to_json(*map) == text);
  return *std::move(map);
}

RC_GTEST_PROP(Views, given_any_meeting_when_viewed_then_every_section_is_within_the_protocol, ()) {
  AnyMeeting const any;
  decoded(any.participant());
  decoded(any.screen());
  decoded(any.facilitator());
  for (auto const& [id, participant] : any.sample.meeting.participants) decoded(any.person(id));
}

RC_GTEST_PROP(Views, given_any_meeting_when_viewed_then_results_are_of_shown_boxes_only, ()) {
  AnyMeeting const any;
  for (Sections const& view : {any.participant(), any.screen(), any.facilitator()}) {
    for (auto const& [key, section] : decoded(view)) {
      std::optional<BoxId> box;
      if (auto const* result = std::get_if<protocol::ResultSection>(&section)) box = result->box;
      if (auto const* other = std::get_if<protocol::ComparisonSection>(&section)) box = other->box;
      if (!box) continue;
      RC_ASSERT(any.sample.meeting.boxes.at(*box).state == protocol::BoxState::shown);
    }
  }
}

RC_GTEST_PROP(Views, given_any_meeting_when_viewed_then_the_hall_has_released_proposals_of_one_item,
              ()) {
  AnyMeeting const any;
  for (Sections const& view : {any.participant(), any.screen()}) {
    for (auto const& [key, section] : decoded(view)) {
      auto const* shown = std::get_if<protocol::ProposalSection>(&section);
      if (!shown) continue;
      Proposal const& proposal = any.sample.meeting.proposals.at(shown->proposal);
      RC_ASSERT(proposal.state == protocol::ProposalState::released);
      RC_ASSERT(proposal.item == any.sample.meeting.current);
    }
  }
}

RC_GTEST_PROP(Views, given_any_meeting_when_viewed_then_what_two_audiences_have_is_the_same, ()) {
  AnyMeeting const any;
  Sections const all = any.facilitator();
  for (auto const& [key, value] : any.screen()) {
    if (key.starts_with("item/")) continue;  // proposals that are not released are left out of it
    RC_ASSERT(all.contains(key));
    RC_ASSERT(all.at(key) == value);
  }
  for (auto const& [key, value] : any.participant()) RC_ASSERT(any.screen().at(key) == value);
}

RC_GTEST_PROP(Views, given_any_meeting_when_a_person_looks_then_all_of_it_is_its_own, ()) {
  AnyMeeting const any;
  for (auto const& [id, participant] : any.sample.meeting.participants) {
    for (auto const& [key, section] : decoded(any.person(id))) {
      if (auto const* me = std::get_if<protocol::MeSection>(&section)) {
        RC_ASSERT(me->participant == id);
      } else if (auto const* own = std::get_if<protocol::OwnProposalSection>(&section)) {
        RC_ASSERT(any.sample.meeting.proposals.at(own->proposal).author == id);
      } else {
        auto const& ballot = std::get<protocol::OwnBallotSection>(section);
        Item const* item = any.sample.meeting.find_item(*any.sample.meeting.current);
        RC_ASSERT(ballot.box == item->boxes.back());
        RC_ASSERT(any.own_ballots.at(id).contains(ballot.box));
      }
    }
  }
}

}  // namespace
}  // namespace torg::domain
