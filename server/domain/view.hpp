#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "domain/ballot_box.hpp"
#include "domain/content.hpp"
#include "domain/meeting.hpp"

namespace torg::domain {

// Key to encoded section, as in protocol/schema/sections.json.
using Sections = std::map<std::string, std::string, std::less<>>;

// What views show that is not in the journal. Turnout is the only figure of an open box.
struct LiveFacts {
  std::int64_t connected = 0;             // participants with at least one connection
  std::map<BoxId, std::int64_t> turnout;  // of boxes that are open or stopped
  std::set<SeatId> held_seats;            // whose voting code a phone holds
  std::optional<Bytes32> closing_head;    // of the journal's chain when the meeting was closed
};

// Each audience's view is built from nothing: what a function does not write, its audience does not
// get. Only the durable state may be passed in.
//
// participant  as domain/view_room.hpp
// facilitator  every item, proposal and box in every phase, ledger, groups with delegates, timer,
//              screen, seats of voting codes. Of a box turnout only, until its result is shown
// screen       the same as participants, and `screen`
//
// The hall's network and the join code are in none of them; the live floor adds how to come in.
// Texts that were erased are empty where the protocol needs one and left out elsewhere.
Sections participant_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts);
Sections facilitator_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts);
Sections screen_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts);

// What one participant alone sees: itself with the seat whose voting code its phone holds, the
// proposals it wrote, and its ballot in the newest box of the running item. `own_ballots` has that
// box from the moment it opens, so that the phone knows its voter key before it casts anything;
// without an entry there is no section.
struct OwnBallot {
  // By which the ballot can be found among the published ones. For a seat only when its ballot was
  // cast by whoever holds it now.
  std::optional<VoterKey> voter_key;
  std::optional<StandingBallot> standing;  // while the box is not sealed
  bool counted = false;  // once it is sealed: whether a row with this key is in it
  std::optional<std::string>
      sealed_ballot;  // that row's ballot, so that it can stand by the result
  // It was cast with the same seat in other hands: what it says is not told.
  bool elsewhere = false;
};
Sections person_view(Meeting const& meeting, ContentMap const& texts, ParticipantId participant,
                     std::map<BoxId, OwnBallot> const& own_ballots,
                     std::optional<SeatId> seat = std::nullopt);

}  // namespace torg::domain
