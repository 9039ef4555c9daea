#pragma once

#include <optional>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "protocol/sections.hpp"

namespace torg::domain {

// The ledger of the first item that has one and is not left out, with the pots of all votes on the
// agenda that are not left out. Nothing when no such item has a ledger. Of a box only what a shown
// result says.
//
// When a tie is settled by a run-off, the money in question belongs to the pot of the run-off and
// no longer to that of the vote before, so that no krona stands twice.
std::optional<protocol::LedgerSection> ledger_section(Meeting const& meeting,
                                                      ContentMap const& texts);

// As it stands in the journal.
protocol::StoredLedger const* shown_ledger(Meeting const& meeting);

}  // namespace torg::domain
