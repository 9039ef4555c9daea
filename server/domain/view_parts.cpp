#include "domain/view_parts.hpp"

#include <utility>
#include <variant>

#include "domain/base64url.hpp"
#include "domain/electorate.hpp"
#include "domain/fingerprint.hpp"
#include "domain/lot.hpp"
#include "domain/planned_times.hpp"
#include "domain/storing.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

namespace {

std::vector<protocol::Option> options_of(ContentMap const& texts,
                                         std::vector<protocol::StoredOption> const& stored) {
  std::vector<protocol::Option> options;
  options.reserve(stored.size());
  for (protocol::StoredOption const& option : stored) options.push_back(written(texts, option));
  return options;
}

bool left_out(Item const& item) {
  return item.state == protocol::ItemState::skipped || item.state == protocol::ItemState::deferred;
}

std::int64_t cast_of(protocol::Result const& result) {
  return std::visit([](auto const& counted) { return counted.cast; }, result);
}

}  // namespace

Item const* running_item(Meeting const& meeting) {
  if (meeting.phase != protocol::MeetingPhase::live || !meeting.current) return nullptr;
  return meeting.find_item(*meeting.current);
}

protocol::MeetingSection meeting_section(Meeting const& meeting, ContentMap const& texts,
                                         LiveFacts const& facts) {
  protocol::MeetingSection section;
  section.meeting = meeting.created.meeting;
  section.title = title_of(texts, meeting.title);
  section.place = text_of(texts, meeting.place);
  section.starts_at_ms = meeting.starts_at_ms;
  section.ends_at_ms = meeting.ends_at_ms;
  section.languages = meeting.languages;
  section.phase = meeting.phase;
  section.publication = meeting.publication;
  section.illustrative = meeting.created.illustrative;
  section.rehearsal = meeting.created.rehearsal;
  for (protocol::StoredGroup const& group : meeting.groups) {
    section.groups.push_back({group.group, title_of(texts, group.name)});
  }
  if (facts.closing_head && meeting.phase == protocol::MeetingPhase::closed) {
    section.fingerprint = fingerprint(*facts.closing_head);
  }
  return section;
}

protocol::AgendaSection agenda_section(Meeting const& meeting, ContentMap const& texts) {
  protocol::AgendaSection section;
  auto const times = planned_times(meeting);
  for (Item const& item : meeting.items) {
    protocol::AgendaEntry& entry = section.entries.emplace_back();
    entry.item = item.id;
    entry.kind = item.definition.kind;
    entry.title = title_of(texts, item.definition.title);
    entry.minutes = item.definition.minutes;
    entry.state = item.state;
    if (auto const time = times.find(item.id); time != times.end()) {
      entry.planned_at_ms = time->second;
    }
    if (left_out(item)) entry.reason = line_of(texts, item.reason);
  }
  if (Item const* item = running_item(meeting)) section.current = item->id;
  return section;
}

protocol::PresenceSection presence_section(Meeting const& meeting, LiveFacts const& facts) {
  return {static_cast<std::int64_t>(meeting.participants.size()), facts.connected};
}

protocol::ItemSection item_section(Meeting const& meeting, ContentMap const& texts,
                                   Item const& item, std::vector<protocol::ProposalId> proposals) {
  protocol::ItemSection section;
  section.item = item.id;
  section.definition = written(texts, item.definition);
  if (Box const* box = meeting.newest_box(item)) section.box = box->id();
  section.proposals = std::move(proposals);
  section.rounds = item.boxes;
  section.started_at_ms = item.started_at_ms;
  auto const& options = item.definition.options;
  if (options && !options->empty() && is_complete(item.lot, *options)) {
    section.lot = item.lot;
    section.lot_by_hand = item.lot_by_hand;
  }
  return section;
}

protocol::BoxSection box_section(ContentMap const& texts, Box const& box) {
  protocol::BallotOpened const& opened = box.opened;
  protocol::BoxSection section;
  section.box = opened.box;
  section.item = opened.item;
  section.round = opened.round;
  section.state = box.state;
  section.rule = opened.rule;
  section.rule_name = opened.rule_name;
  section.rule_version = opened.rule_version;
  section.options = options_of(texts, opened.options);
  section.authority = opened.authority;
  section.electorate = box.electorate();
  section.last_seat = opened.last_seat;
  section.decided_by = text_of(texts, opened.decided_by);
  section.lot = opened.lot;
  section.left_goes_to = text_of(texts, opened.left_goes_to);
  section.opened_at_ms = opened.at_ms;
  if (box.state == protocol::BoxState::open) section.closes_at_ms = box.closes_at_ms;
  if (box.state == protocol::BoxState::void_ && box.voided) {
    section.void_reason = line_of(texts, box.voided->reason);
  }
  return section;
}

protocol::TurnoutSection turnout_section(Meeting const& meeting, LiveFacts const& facts,
                                         Box const& box) {
  protocol::TurnoutSection section;
  section.box = box.id();
  section.entitled = box.sealed ? box.sealed->entitled : entitled_in(meeting, box);
  switch (box.state) {
    case protocol::BoxState::open:
    case protocol::BoxState::stopped:
      if (auto const cast = facts.turnout.find(box.id()); cast != facts.turnout.end()) {
        section.cast = cast->second;
      }
      section.want_more_time = static_cast<std::int64_t>(box.want_more_time.size());
      break;
    case protocol::BoxState::sealed:
    case protocol::BoxState::shown:
      if (box.sealed) section.cast = cast_of(box.sealed->result);
      break;
    case protocol::BoxState::void_:
      if (box.voided) section.cast = box.voided->turnout;
      break;
  }
  return section;
}

void put_result(Sections& sections, Box const& box) {
  protocol::BallotSealed const& sealed = *box.sealed;
  protocol::ResultSection section{box.id(), box.opened.item, sealed.digest, sealed.result, {}};
  if (box.settled) {
    section.settlement = {box.settled->how, box.settled->selected, box.settled->item};
  }
  put(sections, protocol::section_key::result(box.id()), section);
  if (!sealed.comparison) return;
  put(sections, protocol::section_key::comparison(box.id()),
      protocol::ComparisonSection{box.id(), box.opened.item, *sealed.comparison});
}

MergedProposals merged_proposals(Meeting const& meeting) {
  MergedProposals merged;
  for (auto const& [id, proposal] : meeting.proposals) {
    if (proposal.state == protocol::ProposalState::merged && proposal.merged_into) {
      merged[*proposal.merged_into].push_back(id);
    }
  }
  return merged;
}

protocol::ProposalSection proposal_section(ContentMap const& texts, Proposal const& proposal,
                                           MergedProposals const& merged) {
  protocol::ProposalSection section;
  section.proposal = proposal.id;
  section.item = proposal.item;
  section.state = proposal.state;
  section.title = title_of(texts, proposal.text.title);
  section.text = text_of(texts, proposal.text.text);
  section.cost = proposal.text.cost;
  section.place = line_of(texts, proposal.text.place);
  section.group = proposal.text.group;
  section.authors = static_cast<std::int64_t>(proposal.authors.size());
  if (auto const found = merged.find(proposal.id); found != merged.end()) {
    section.merged = found->second;
  }
  return section;
}

}  // namespace torg::domain
