#include "domain/storing.hpp"
#include "domain/texts.hpp"
#include "domain/view.hpp"
#include "domain/view_ledger.hpp"
#include "domain/view_parts.hpp"

namespace torg::domain {

namespace {

namespace key = protocol::section_key;

protocol::GroupsSection groups_section(Meeting const& meeting, ContentMap const& texts) {
  protocol::GroupsSection section;
  for (protocol::StoredGroup const& group : meeting.groups) {
    section.groups.push_back(written(texts, group));
  }
  return section;
}

protocol::SeatState state_of(SeatId id, Seat const& seat, LiveFacts const& facts) {
  if (seat.revoked) return protocol::SeatState::revoked;
  return facts.held_seats.contains(id) ? protocol::SeatState::held : protocol::SeatState::free;
}

protocol::VotingCodesSection voting_codes_section(Meeting const& meeting, LiveFacts const& facts) {
  protocol::VotingCodesSection section;
  for (auto const& [id, seat] : meeting.seats) {
    section.seats.push_back({id, state_of(id, seat, facts), seat.moves, seat.reissues});
  }
  return section;
}

void put_items(Sections& sections, Meeting const& meeting, ContentMap const& texts) {
  std::map<ItemId, std::vector<protocol::ProposalId>> proposals;
  for (auto const& [id, proposal] : meeting.proposals) {
    if (proposal.item) proposals[*proposal.item].push_back(id);
  }
  for (Item const& item : meeting.items) {
    put(sections, key::item(item.id),
        item_section(meeting, texts, item, std::move(proposals[item.id])));
  }
}

void put_proposals(Sections& sections, Meeting const& meeting, ContentMap const& texts) {
  MergedProposals const merged = merged_proposals(meeting);
  for (auto const& [id, proposal] : meeting.proposals) {
    protocol::ProposalSection section = proposal_section(texts, proposal, merged);
    if (proposal.state == protocol::ProposalState::merged) {
      section.merged_into = proposal.merged_into;
    }
    if (proposal.state == protocol::ProposalState::hidden) {
      section.hidden_reason = line_of(texts, proposal.hidden_reason);
    }
    put(sections, key::proposal(id), section);
  }
}

// Before a result is shown the facilitator knows no more of a box than its turnout.
void put_boxes(Sections& sections, Meeting const& meeting, ContentMap const& texts,
               LiveFacts const& facts) {
  for (auto const& [id, box] : meeting.boxes) {
    put(sections, key::box(id), box_section(texts, box));
    put(sections, key::turnout(id), turnout_section(meeting, facts, box));
    if (box.state == protocol::BoxState::shown && box.sealed) {
      put_result(sections, box);
    }
  }
}

}  // namespace

Sections facilitator_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts) {
  Sections sections;
  put(sections, key::meeting, meeting_section(meeting, texts, facts));
  put(sections, key::agenda, agenda_section(meeting, texts));
  if (auto const ledger = ledger_section(meeting, texts)) put(sections, key::ledger, *ledger);
  put(sections, key::groups, groups_section(meeting, texts));
  if (!meeting.seats.empty()) {
    put(sections, key::voting_codes, voting_codes_section(meeting, facts));
  }
  put(sections, key::presence, presence_section(meeting, facts));
  put(sections, key::screen, protocol::ScreenSection{meeting.screen});
  if (meeting.timer_ends_at_ms) {
    put(sections, key::timer, protocol::TimerSection{*meeting.timer_ends_at_ms});
  }
  put_items(sections, meeting, texts);
  put_proposals(sections, meeting, texts);
  put_boxes(sections, meeting, texts, facts);
  return sections;
}

}  // namespace torg::domain
