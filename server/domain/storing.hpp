#pragma once

#include "domain/content.hpp"
#include "protocol/events.hpp"
#include "protocol/types.hpp"

// Between what people write and what events hold: the same with its texts detached.
namespace torg::domain {

protocol::StoredOption stored(Detacher& detacher, protocol::Option const& option);
// Fills in what the kind needs and the definition leaves out: how ideas are gathered, and that a
// ballot advises.
protocol::StoredItem stored(Detacher& detacher, protocol::ItemDefinition const& definition);
protocol::StoredProposal stored(Detacher& detacher, protocol::ProposalDraft const& draft);
// Names of delegates are private.
protocol::StoredGroup stored(Detacher& detacher, protocol::GroupEntry const& group);

// And back. Content that was erased is an empty text where one is needed and left out where not.
protocol::Option written(ContentMap const& texts, protocol::StoredOption const& option);
protocol::ItemDefinition written(ContentMap const& texts, protocol::StoredItem const& item);
protocol::ProposalDraft written(ContentMap const& texts, protocol::StoredProposal const& proposal);
protocol::GroupEntry written(ContentMap const& texts, protocol::StoredGroup const& group);

// How an item gathers proposals, also when its definition does not say.
protocol::IdeasRule ideas_rule(std::optional<protocol::IdeasRule> const& rule);

// An option that stands for a proposal.
protocol::StoredOption option_from(protocol::StoredProposal const& text,
                                   protocol::ProposalId proposal, protocol::OptionNumber number);

}  // namespace torg::domain
