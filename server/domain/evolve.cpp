#include "domain/evolve.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "domain/agenda.hpp"

namespace torg::domain {

namespace {

using protocol::BoxState;
using protocol::ItemState;
using protocol::MeetingPhase;
using protocol::ProposalState;

// Every proposal's authors anew: its own and those of all that went up in it, in order of number.
void gather_authors(Meeting& meeting) {
  for (auto& [id, proposal] : meeting.proposals) proposal.authors.clear();
  for (auto const& [id, proposal] : meeting.proposals) {
    if (!proposal.author) continue;
    std::optional<ProposalId> carrier = id;
    // A chain cannot be longer than there are proposals; a damaged journal must not hang the
    // server.
    for (std::size_t step = 0; carrier && step < meeting.proposals.size(); ++step) {
      auto const found = meeting.proposals.find(*carrier);
      if (found == meeting.proposals.end()) break;
      auto& authors = found->second.authors;
      if (std::find(authors.begin(), authors.end(), *proposal.author) == authors.end()) {
        authors.push_back(*proposal.author);
      }
      carrier = found->second.merged_into;
    }
  }
}

// One overload per event: an event without one does not build.
class Evolution {
 public:
  explicit Evolution(Meeting& meeting) : meeting_(meeting) {}

  void operator()(protocol::MeetingCreated const& event) {
    meeting_.created = event;
    meeting_.title = event.title;
    meeting_.place = event.place;
    meeting_.starts_at_ms = event.starts_at_ms;
    meeting_.ends_at_ms = event.ends_at_ms;
    meeting_.languages = event.languages;
    meeting_.groups = event.groups;
  }
  void operator()(protocol::MeetingEdited const& event) {
    if (event.title) meeting_.title = *event.title;
    if (event.place) meeting_.place = event.place;
    if (event.starts_at_ms) meeting_.starts_at_ms = event.starts_at_ms;
    if (event.ends_at_ms) meeting_.ends_at_ms = event.ends_at_ms;
    if (event.languages) meeting_.languages = *event.languages;
  }
  void operator()(protocol::GroupsSet const& event) { meeting_.groups = event.groups; }
  void operator()(protocol::MeetingOpened const&) { meeting_.phase = MeetingPhase::open; }
  void operator()(protocol::MeetingStarted const& event) {
    meeting_.phase = MeetingPhase::live;
    meeting_.started_at_ms = event.at_ms;
  }
  void operator()(protocol::MeetingClosed const& event) {
    leave_current(ItemState::done);
    meeting_.phase = MeetingPhase::closed;
    meeting_.closed_at_ms = event.at_ms;
    meeting_.closed_by = meeting_.version + 1;
  }
  void operator()(protocol::MeetingPublished const& event) {
    meeting_.publication = event.publication;
    // Journals written before rehearsals stayed internal may hold others.
    if (meeting_.created.rehearsal && event.publication != protocol::Publication::unpublished) {
      meeting_.publication = protocol::Publication::internal;
    }
  }

  void operator()(protocol::ItemAdded const& event) {
    Item item;
    item.id = event.item;
    item.definition = event.definition;
    insert_before(std::move(item), event.before);
    meeting_.last_item = std::max(meeting_.last_item, event.item);
  }
  void operator()(protocol::ItemEdited const& event) {
    if (Item* item = meeting_.find_item(event.item)) item->definition = event.definition;
  }
  void operator()(protocol::ItemMoved const& event) {
    std::size_t const position = position_of(meeting_, event.item);
    if (position == meeting_.items.size() || event.before == event.item) return;
    Item item = std::move(meeting_.items[position]);
    meeting_.items.erase(meeting_.items.begin() + static_cast<std::ptrdiff_t>(position));
    insert_before(std::move(item), event.before);
  }
  void operator()(protocol::ItemStarted const& event) {
    Item* const item = meeting_.find_item(event.item);
    if (item == nullptr) return;
    if (previous_item(meeting_) == event.item) {
      go_back_to(event.item);
    } else {
      leave_current(ItemState::done);
      // What runs is not on the way back, so that going to and fro does not grow the list.
      std::erase(meeting_.visited, event.item);
    }
    item->state = ItemState::running;
    item->reason.reset();
    item->started_at_ms = event.at_ms;
    meeting_.current = event.item;
    meeting_.timer_ends_at_ms.reset();
    meeting_.screen = protocol::ScreenView::agenda;
  }
  void operator()(protocol::ItemSkipped const& event) {
    leave_out(event.item, ItemState::skipped, event.reason);
  }
  void operator()(protocol::ItemDeferred const& event) {
    leave_out(event.item, ItemState::deferred, event.reason);
  }
  void operator()(protocol::ItemRestored const& event) {
    Item* const item = meeting_.find_item(event.item);
    if (item == nullptr || meeting_.current == event.item) return;
    item->state = ItemState::planned;
    item->reason.reset();
  }

  void operator()(protocol::ProposalSubmitted const& event) {
    Proposal proposal;
    proposal.id = event.proposal;
    proposal.item = event.item;
    proposal.text = event.proposal_text;
    proposal.state = event.released ? ProposalState::released : ProposalState::submitted;
    proposal.state_before = proposal.state;
    meeting_.proposals.insert_or_assign(event.proposal, std::move(proposal));
    meeting_.last_proposal = std::max(meeting_.last_proposal, event.proposal);
  }
  void operator()(protocol::ProposalAuthored const& event) {
    if (Proposal* proposal = find_proposal(event.proposal)) {
      proposal->author = event.participant;
      proposal->authors = {event.participant};
    }
  }
  void operator()(protocol::ProposalEdited const& event) {
    if (Proposal* proposal = find_proposal(event.proposal)) proposal->text = event.proposal_text;
  }
  void operator()(protocol::ProposalReleased const& event) {
    if (Proposal* proposal = find_proposal(event.proposal)) {
      proposal->state = ProposalState::released;
    }
  }
  void operator()(protocol::ProposalHidden const& event) {
    if (Proposal* proposal = take_down(event.proposal, ProposalState::hidden)) {
      proposal->hidden_reason = event.reason;
    }
  }
  void operator()(protocol::ProposalWithdrawn const& event) {
    take_down(event.proposal, ProposalState::withdrawn);
  }
  void operator()(protocol::ProposalsMerged const& event) {
    for (ProposalId const id : event.proposals) {
      if (Proposal* proposal = take_down(id, ProposalState::merged)) {
        proposal->merged_into = event.into;
      }
    }
    gather_authors(meeting_);
  }
  void operator()(protocol::ProposalRestored const& event) {
    Proposal* const proposal = find_proposal(event.proposal);
    if (proposal == nullptr) return;
    proposal->state = proposal->state_before;
    proposal->merged_into.reset();
    proposal->hidden_reason.reset();
    gather_authors(meeting_);
  }

  void operator()(protocol::ParticipantJoined const& event) {
    Participant participant;
    participant.id = event.participant;
    participant.joined_at_ms = event.at_ms;
    meeting_.participants.insert_or_assign(event.participant, std::move(participant));
    meeting_.last_participant = std::max(meeting_.last_participant, event.participant);
  }
  void operator()(protocol::GroupChosen const& event) {
    auto const found = meeting_.participants.find(event.participant);
    if (found != meeting_.participants.end()) found->second.group = event.group;
  }

  void operator()(protocol::VotingCodesIssued const& event) {
    for (std::int64_t place = 0; place < event.count; ++place) {
      meeting_.seats.insert_or_assign(event.first + place, Seat{});
    }
    meeting_.last_seat = std::max(meeting_.last_seat, event.first + event.count - 1);
  }
  // Who holds a code is known to the live floor alone.
  void operator()(protocol::VotingCodeTaken const&) {}
  void operator()(protocol::VotingCodeMoved const& event) {
    if (Seat* seat = find_seat(event.seat)) ++seat->moves;
  }
  void operator()(protocol::VotingCodeRevoked const& event) {
    Seat* const seat = find_seat(event.seat);
    if (seat == nullptr) return;
    seat->revoked = true;
    for (auto& [id, box] : meeting_.boxes) {
      bool const stands = box.state == BoxState::open || box.state == BoxState::stopped;
      if (stands && box.electorate() == protocol::Electorate::codes) {
        box.revoked_seats.insert(event.seat);
      }
    }
  }
  void operator()(protocol::VotingCodeReissued const& event) {
    Seat* const seat = find_seat(event.seat);
    if (seat == nullptr) return;
    seat->revoked = false;
    ++seat->reissues;
  }

  void operator()(protocol::LotDrawn const& event) {
    Item* const item = meeting_.find_item(event.item);
    if (item == nullptr) return;
    item->lot = event.order;
    item->lot_by_hand = event.by_hand;
  }

  void operator()(protocol::BallotOpened const& event) {
    Box box;
    box.opened = event;
    box.closes_at_ms = event.closes_at_ms;
    meeting_.boxes.insert_or_assign(event.box, std::move(box));
    if (Item* item = meeting_.find_item(event.item)) item->boxes.push_back(event.box);
    meeting_.last_box = std::max(meeting_.last_box, event.box);
  }
  void operator()(protocol::BallotExtended const& event) {
    if (Box* box = find_box(event.box)) {
      box->closes_at_ms = event.closes_at_ms;
      box->want_more_time.clear();
    }
  }
  void operator()(protocol::MoreTimeAsked const& event) {
    if (Box* box = find_box(event.box)) box->want_more_time.insert(event.participant);
  }
  void operator()(protocol::BallotStopped const& event) {
    if (Box* box = find_box(event.box)) {
      box->state = BoxState::stopped;
      box->closes_at_ms.reset();
    }
  }
  void operator()(protocol::BallotReopened const& event) {
    if (Box* box = find_box(event.box)) {
      box->state = BoxState::open;
      box->closes_at_ms = event.closes_at_ms;
      box->want_more_time.clear();
    }
  }
  void operator()(protocol::BallotSealed const& event) {
    if (Box* box = find_box(event.box)) {
      box->state = BoxState::sealed;
      box->sealed = event;
    }
  }
  void operator()(protocol::ResultShown const& event) {
    if (Box* box = find_box(event.box)) box->state = BoxState::shown;
  }
  void operator()(protocol::TieSettled const& event) {
    if (Box* box = find_box(event.box)) box->settled = event;
  }
  void operator()(protocol::BallotVoided const& event) {
    if (Box* box = find_box(event.box)) {
      box->state = BoxState::void_;
      box->closes_at_ms.reset();
      box->voided = event;
    }
  }

  void operator()(protocol::TimerStarted const& event) {
    meeting_.timer_ends_at_ms = event.ends_at_ms;
  }
  void operator()(protocol::TimerStopped const&) { meeting_.timer_ends_at_ms.reset(); }
  void operator()(protocol::ScreenSet const& event) { meeting_.screen = event.view; }
  void operator()(protocol::WifiSet const& event) { meeting_.wifi = event.wifi; }

  // The live floor keeps secrets, the store keeps texts: no part of the state.
  void operator()(protocol::JoinCodeRenewed const&) {}
  void operator()(protocol::FacilitatorLinkIssued const&) {}
  void operator()(protocol::ScreenLinkIssued const&) {}
  void operator()(protocol::ContentErased const&) {}

  // Of the forum's stream.
  void operator()(protocol::ForumCreated const&) {}
  void operator()(protocol::ForumEdited const&) {}
  void operator()(protocol::MeetingRegistered const&) {}
  void operator()(protocol::MeetingFinished const&) {}

 private:
  Proposal* find_proposal(ProposalId id) {
    auto const found = meeting_.proposals.find(id);
    return found == meeting_.proposals.end() ? nullptr : &found->second;
  }
  Seat* find_seat(SeatId id) {
    auto const found = meeting_.seats.find(id);
    return found == meeting_.seats.end() ? nullptr : &found->second;
  }
  Box* find_box(BoxId id) {
    auto const found = meeting_.boxes.find(id);
    return found == meeting_.boxes.end() ? nullptr : &found->second;
  }

  void insert_before(Item item, std::optional<ItemId> before) {
    std::size_t const position = before ? position_of(meeting_, *before) : meeting_.items.size();
    meeting_.items.insert(meeting_.items.begin() + static_cast<std::ptrdiff_t>(position),
                          std::move(item));
  }

  // Nothing runs afterwards.
  void leave_current(ItemState left_as) {
    meeting_.timer_ends_at_ms.reset();
    if (!meeting_.current) return;
    ItemId const left = *std::exchange(meeting_.current, std::nullopt);
    if (Item* item = meeting_.find_item(left)) item->state = left_as;
    meeting_.visited.push_back(left);
  }

  // Takes the item, and what was left after it, off the way back.
  void go_back_to(ItemId item) {
    if (meeting_.current) {
      ItemId const left = *std::exchange(meeting_.current, std::nullopt);
      bool const comes_again = position_of(meeting_, item) < position_of(meeting_, left);
      if (Item* leaving = meeting_.find_item(left)) {
        leaving->state = comes_again ? ItemState::planned : ItemState::done;
      }
    }
    auto const at = std::find(meeting_.visited.begin(), meeting_.visited.end(), item);
    meeting_.visited.erase(at, meeting_.visited.end());
  }

  void leave_out(ItemId id, ItemState state, ContentRef const& reason) {
    Item* const item = meeting_.find_item(id);
    if (item == nullptr) return;
    if (meeting_.current == id) leave_current(state);
    item->state = state;
    item->reason = reason;
  }

  Proposal* take_down(ProposalId id, ProposalState state) {
    Proposal* const proposal = find_proposal(id);
    if (proposal == nullptr) return nullptr;
    proposal->state_before = proposal->state;
    proposal->state = state;
    return proposal;
  }

  Meeting& meeting_;
};

}  // namespace

void evolve(Meeting& meeting, protocol::Event const& event) {
  std::visit(Evolution(meeting), event);
  ++meeting.version;
}

}  // namespace torg::domain
