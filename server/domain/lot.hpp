#pragma once

#include <vector>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "protocol/events.hpp"

// The lot decides what a count leaves tied. It is an order of all options of an item, drawn and on
// the screen before the ballot opens, so that nobody can draw it to fit the ballots.
namespace torg::domain {

using Lot = std::vector<protocol::OptionNumber>;

// Whether a lot is drawn for this item without being asked for: projects are funded, or a vote with
// dots has a cut.
bool needs_lot(protocol::StoredItem const& definition);

// Whether a lot may be drawn for an item of this kind.
bool can_have_lot(protocol::ItemKind kind);

// Whether the lot names every option once and nothing else.
bool is_complete(Lot const& lot, std::vector<protocol::StoredOption> const& options);

// Every order of the options is equally likely over all entropies, and the same entropy and item
// give the same order.
Lot draw_lot(Bytes32 const& entropy, ItemId item,
             std::vector<protocol::StoredOption> const& options);

}  // namespace torg::domain
