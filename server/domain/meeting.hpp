#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/content.hpp"
#include "protocol/events.hpp"

namespace torg::domain {

using ItemId = std::int64_t;
using ProposalId = std::int64_t;
using BoxId = std::int64_t;
using ParticipantId = std::int64_t;
using SeatId = std::int64_t;
using GroupId = std::string;

struct Item {
  ItemId id = 0;
  protocol::StoredItem definition;
  protocol::ItemState state = protocol::ItemState::planned;
  std::optional<ContentRef> reason;  // why it was skipped or deferred
  std::vector<BoxId> boxes;          // rounds, oldest first
  std::optional<std::int64_t> started_at_ms;
  // The order that was drawn last, see domain/lot.hpp; of the options as they were then. Empty
  // before it is drawn.
  std::vector<protocol::OptionNumber> lot;
  bool lot_by_hand = false;

  bool operator==(Item const&) const = default;
};

struct Proposal {
  ProposalId id = 0;
  std::optional<ItemId> item;
  std::optional<ParticipantId> author;  // who wrote it; none when the facilitator did
  std::vector<ParticipantId> authors;   // its own and those of proposals merged into it
  protocol::StoredProposal text;
  protocol::ProposalState state = protocol::ProposalState::submitted;
  // What restoring brings back after hiding, merging or withdrawal.
  protocol::ProposalState state_before = protocol::ProposalState::submitted;
  std::optional<ProposalId> merged_into;
  std::optional<ContentRef> hidden_reason;

  bool operator==(Proposal const&) const = default;
};

// One round of one item. Everything that decides the count is in `opened` and never changes.
struct Box {
  protocol::BallotOpened opened;
  protocol::BoxState state = protocol::BoxState::open;
  std::optional<std::int64_t> closes_at_ms;
  std::set<ParticipantId> want_more_time;
  std::set<SeatId> revoked_seats;  // revoked while the box stood: what they had cast stands too
  std::optional<protocol::BallotSealed> sealed;
  std::optional<protocol::TieSettled> settled;
  std::optional<protocol::BallotVoided> voided;

  BoxId id() const { return opened.box; }
  // Journals from before boxes named their electorate knew only one.
  protocol::Electorate electorate() const {
    return opened.electorate.value_or(protocol::Electorate::open);
  }
  // Whether the seat was there when the box opened.
  bool had_seat(SeatId seat) const { return !opened.last_seat || seat <= *opened.last_seat; }

  bool operator==(Box const&) const = default;
};

struct Participant {
  ParticipantId id = 0;
  std::optional<GroupId> group;
  std::int64_t joined_at_ms = 0;

  bool operator==(Participant const&) const = default;
};

// The right to one ballot in each box of voting codes. Its code, and the phone that holds it, are
// no part of the state.
struct Seat {
  bool revoked = false;
  std::int64_t moves = 0;     // how often its code went from one phone to another
  std::int64_t reissues = 0;  // how often it got a new code

  bool operator==(Seat const&) const = default;
};

// State of one meeting, built from its journal alone. Holds references to texts, no secret and no
// ballot, so that it can be stored as a snapshot.
struct Meeting {
  std::uint64_t version = 0;  // events evolved so far; 0 means that the meeting does not exist
  protocol::MeetingCreated created;
  ContentRef title;
  std::optional<ContentRef> place;
  std::optional<std::int64_t> starts_at_ms;
  std::optional<std::int64_t> ends_at_ms;
  std::vector<std::string> languages;
  std::vector<protocol::StoredGroup> groups;
  protocol::MeetingPhase phase = protocol::MeetingPhase::draft;
  protocol::Publication publication = protocol::Publication::unpublished;
  std::optional<std::int64_t> started_at_ms;
  std::optional<std::int64_t> closed_at_ms;
  std::optional<std::uint64_t> closed_by;  // version of the event; what comes after decides nothing

  std::vector<Item> items;  // in agenda order
  std::optional<ItemId> current;
  std::vector<ItemId> visited;  // items that ran, in the order they were left, for going back
  std::map<ProposalId, Proposal> proposals;
  std::map<BoxId, Box> boxes;
  std::map<ParticipantId, Participant> participants;
  std::map<SeatId, Seat> seats;
  std::optional<std::int64_t> timer_ends_at_ms;
  protocol::ScreenView screen = protocol::ScreenView::agenda;
  std::optional<ContentRef> wifi;  // private; JSON with ssid and, for a closed network, password

  // Highest number given so far; numbers are never used again.
  ItemId last_item = 0;
  ProposalId last_proposal = 0;
  BoxId last_box = 0;
  ParticipantId last_participant = 0;
  SeatId last_seat = 0;

  Item const* find_item(ItemId id) const;
  Item* find_item(ItemId id);
  // The newest box of an item, or nullptr when none was opened.
  Box const* newest_box(Item const& item) const;

  bool operator==(Meeting const&) const = default;
};

}  // namespace torg::domain
