#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/view.hpp"
#include "protocol/codec.hpp"
#include "protocol/sections.hpp"

// Sections whose content is the same for every audience that gets them. None of them decides who
// gets it: that is said in the view of each audience.
namespace torg::domain {

template <class Section>
void put(Sections& sections, std::string_view key, Section const& section) {
  sections.insert_or_assign(std::string(key), protocol::to_json(section));
}

// The running item of a live meeting; nullptr in every other phase.
Item const* running_item(Meeting const& meeting);

// Names of the groups without those of their delegates.
protocol::MeetingSection meeting_section(Meeting const& meeting, ContentMap const& texts,
                                         LiveFacts const& facts);
protocol::AgendaSection agenda_section(Meeting const& meeting, ContentMap const& texts);
protocol::PresenceSection presence_section(Meeting const& meeting, LiveFacts const& facts);

// `proposals` are those that the audience may see.
protocol::ItemSection item_section(Meeting const& meeting, ContentMap const& texts,
                                   Item const& item, std::vector<protocol::ProposalId> proposals);

protocol::BoxSection box_section(ContentMap const& texts, Box const& box);

// Of an open or stopped box from the facts, afterwards from the journal. The wish for more time is
// a number, and only while more time can be given.
protocol::TurnoutSection turnout_section(Meeting const& meeting, LiveFacts const& facts,
                                         Box const& box);

// The result of a sealed box and what other rules would have given. Only for boxes in the state
// shown.
void put_result(Sections& sections, Box const& box);

// The proposals that went up in another, by that other.
using MergedProposals = std::map<ProposalId, std::vector<protocol::ProposalId>>;
MergedProposals merged_proposals(Meeting const& meeting);

// Text and numbers of a proposal, without what the facilitator did with it. Of those that went up
// in it the numbers only.
protocol::ProposalSection proposal_section(ContentMap const& texts, Proposal const& proposal,
                                           MergedProposals const& merged);

}  // namespace torg::domain
