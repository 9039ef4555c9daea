#include "domain/view_room.hpp"

#include "domain/view_ledger.hpp"
#include "domain/view_parts.hpp"

namespace torg::domain {

namespace {

namespace key = protocol::section_key;

bool is_shown_to_room(Proposal const& proposal, Item const& item) {
  return proposal.item == item.id && proposal.state == protocol::ProposalState::released;
}

void put_box(Sections& sections, Meeting const& meeting, ContentMap const& texts,
             LiveFacts const& facts, Box const& box) {
  put(sections, key::box(box.id()), box_section(texts, box));
  if (box.state == protocol::BoxState::void_) return;
  put(sections, key::turnout(box.id()), turnout_section(meeting, facts, box));
  if (box.state == protocol::BoxState::shown && box.sealed) {
    put_result(sections, box);
  }
}

void put_running_item(Sections& sections, Meeting const& meeting, ContentMap const& texts,
                      LiveFacts const& facts, Item const& item) {
  MergedProposals const merged = merged_proposals(meeting);
  std::vector<protocol::ProposalId> released;
  for (auto const& [id, proposal] : meeting.proposals) {
    if (!is_shown_to_room(proposal, item)) continue;
    released.push_back(id);
    put(sections, key::proposal(id), proposal_section(texts, proposal, merged));
  }
  put(sections, key::item(item.id), item_section(meeting, texts, item, std::move(released)));

  Box const* const newest = meeting.newest_box(item);
  for (BoxId const id : item.boxes) {
    auto const box = meeting.boxes.find(id);
    if (box == meeting.boxes.end()) continue;
    if (&box->second == newest || box->second.state == protocol::BoxState::void_) {
      put_box(sections, meeting, texts, facts, box->second);
    }
  }
}

}  // namespace

Sections room_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts) {
  Sections sections;
  put(sections, key::meeting, meeting_section(meeting, texts, facts));
  if (meeting.phase == protocol::MeetingPhase::draft) return sections;
  put(sections, key::agenda, agenda_section(meeting, texts));
  if (auto const ledger = ledger_section(meeting, texts)) put(sections, key::ledger, *ledger);
  if (meeting.phase == protocol::MeetingPhase::closed) return sections;
  put(sections, key::presence, presence_section(meeting, facts));
  if (meeting.timer_ends_at_ms) {
    put(sections, key::timer, protocol::TimerSection{*meeting.timer_ends_at_ms});
  }
  if (Item const* item = running_item(meeting)) {
    put_running_item(sections, meeting, texts, facts, *item);
  }
  return sections;
}

}  // namespace torg::domain
