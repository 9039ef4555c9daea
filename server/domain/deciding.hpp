#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/content.hpp"
#include "domain/lot.hpp"
#include "domain/meeting.hpp"
#include "domain/person_events.hpp"
#include "domain/refusing.hpp"
#include "domain/request.hpp"
#include "protocol/commands.hpp"

// Inside of the decider; other floors use domain/decide.hpp.
namespace torg::domain {

// One command on its way to a verdict: what it may look at, and what it has led to so far. The
// state is the one before the command throughout.
struct Deciding {
  Deciding(Meeting const& state, Request const& asked)
      : meeting(state), request(asked), detacher(asked.entropy) {}

  template <class Happened>
  void record(Happened event) {
    event.at_ms = request.now_ms;
    if constexpr (names_person<Happened>) {
      event.salt = event_salt(request.entropy, events.size());
    }
    events.emplace_back(std::move(event));
  }

  Decision take() { return {std::move(events), detacher.take(), std::move(answer)}; }

  Meeting const& meeting;
  Request const& request;
  Detacher detacher;
  std::vector<protocol::Event> events;
  protocol::Answer answer;
};

// One per command that a meeting decides. The permission table has let the command pass; a refusal
// discards what was recorded. A command that finds its goal reached already is accepted without an
// event, so that two facilitators who tap at once are both right.

// decide_preparation.cpp
Refused decide_on(Deciding& deciding, protocol::EditMeeting const& command);
Refused decide_on(Deciding& deciding, protocol::SetGroups const& command);
Refused decide_on(Deciding& deciding, protocol::SetWifi const& command);
Refused decide_on(Deciding& deciding, protocol::RenewJoinCode const& command);
Refused decide_on(Deciding& deciding, protocol::IssueScreenLink const& command);
Refused decide_on(Deciding& deciding, protocol::IssueFacilitatorLink const& command);

// decide_seats.cpp
Refused decide_on(Deciding& deciding, protocol::IssueVotingCodes const& command);
Refused decide_on(Deciding& deciding, protocol::RevokeVotingCode const& command);
Refused decide_on(Deciding& deciding, protocol::ReissueVotingCode const& command);
Refused decide_on(Deciding& deciding, protocol::TakeVotingCode const& command);

// decide_meeting.cpp
Refused decide_on(Deciding& deciding, protocol::OpenMeeting const& command);
Refused decide_on(Deciding& deciding, protocol::StartMeeting const& command);
Refused decide_on(Deciding& deciding, protocol::CloseMeeting const& command);
Refused decide_on(Deciding& deciding, protocol::PublishMeeting const& command);
Refused decide_on(Deciding& deciding, protocol::ChooseGroup const& command);
Refused decide_on(Deciding& deciding, protocol::StartTimer const& command);
Refused decide_on(Deciding& deciding, protocol::ExtendTimer const& command);
Refused decide_on(Deciding& deciding, protocol::StopTimer const& command);
Refused decide_on(Deciding& deciding, protocol::SetScreen const& command);

// decide_agenda.cpp
Refused decide_on(Deciding& deciding, protocol::AddItems const& command);
Refused decide_on(Deciding& deciding, protocol::EditItem const& command);
Refused decide_on(Deciding& deciding, protocol::MoveItem const& command);
Refused decide_on(Deciding& deciding, protocol::StartItem const& command);
Refused decide_on(Deciding& deciding, protocol::NextItem const& command);
Refused decide_on(Deciding& deciding, protocol::PreviousItem const& command);
Refused decide_on(Deciding& deciding, protocol::SkipItem const& command);
Refused decide_on(Deciding& deciding, protocol::DeferItem const& command);
Refused decide_on(Deciding& deciding, protocol::RestoreItem const& command);

// decide_proposals.cpp
Refused decide_on(Deciding& deciding, protocol::SubmitProposal const& command);
Refused decide_on(Deciding& deciding, protocol::WithdrawProposal const& command);
Refused decide_on(Deciding& deciding, protocol::AddProposals const& command);
Refused decide_on(Deciding& deciding, protocol::EditProposal const& command);
Refused decide_on(Deciding& deciding, protocol::ReleaseProposal const& command);
Refused decide_on(Deciding& deciding, protocol::HideProposal const& command);
Refused decide_on(Deciding& deciding, protocol::RestoreProposal const& command);
Refused decide_on(Deciding& deciding, protocol::MergeProposals const& command);

// decide_options.cpp
Refused decide_on(Deciding& deciding, protocol::UseProposals const& command);
// What editing a proposal does to the options that came from it: those of items that no box has
// frozen follow it.
void edit_options_from(Deciding& deciding, ProposalId proposal,
                       protocol::StoredProposal const& text);

// decide_lots.cpp
Refused decide_on(Deciding& deciding, protocol::DrawLot const& command);
// The lot of an item as `definition` has it. Draws one where the item needs one and what was drawn
// last is not of these options, unless a box of the item stands. Empty when there is none and none
// is needed.
Lot ensure_lot(Deciding& deciding, Item const& item, protocol::StoredItem const& definition);

// decide_ties.cpp
Refused decide_on(Deciding& deciding, protocol::SettleTie const& command);

// decide_boxes.cpp
Refused decide_on(Deciding& deciding, protocol::OpenBallot const& command);
Refused decide_on(Deciding& deciding, protocol::ExtendBallot const& command);
Refused decide_on(Deciding& deciding, protocol::StopBallot const& command);
Refused decide_on(Deciding& deciding, protocol::ReopenBallot const& command);
Refused decide_on(Deciding& deciding, protocol::SealBallot const& command);
Refused decide_on(Deciding& deciding, protocol::ShowResult const& command);
Refused decide_on(Deciding& deciding, protocol::VoidBallot const& command);
Refused decide_on(Deciding& deciding, protocol::AskMoreTime const& command);

// Decided elsewhere, so refused here: ballots (domain/ballot_box.hpp) and the forum's commands
// (domain/forum.hpp).
Refused decide_on(Deciding& deciding, protocol::CastBallot const& command);
Refused decide_on(Deciding& deciding, protocol::WithdrawBallot const& command);
Refused decide_on(Deciding& deciding, protocol::EditForum const& command);
Refused decide_on(Deciding& deciding, protocol::CreateMeeting const& command);

// The item begins; its lot is drawn where it needs one.
void start(Deciding& deciding, Item const& item);

// Whether the item's newest box is open or stopped: its ballots stand and wait for the count.
bool has_standing_box(Meeting const& meeting, Item const& item);
// ballot_open while the running item's box accepts ballots: nobody may be led away from it.
Refused refuse_while_ballot_open(Meeting const& meeting);
// A wait that a command asks for, from `from_ms`: not 0, and not beyond longest_wait_ms from now.
Refused check_wait(Deciding const& deciding, std::int64_t from_ms, std::int64_t wait_ms,
                   char const* field);

}  // namespace torg::domain
