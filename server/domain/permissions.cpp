#include "domain/permissions.hpp"

#include <cstdint>
#include <variant>

namespace torg::domain {

namespace {

using protocol::MeetingPhase;

using RoleSet = std::uint8_t;
using PhaseSet = std::uint8_t;

constexpr RoleSet only(Role role) {
  return static_cast<RoleSet>(1U << static_cast<unsigned>(role));
}
constexpr PhaseSet only(MeetingPhase phase) {
  return static_cast<PhaseSet>(1U << static_cast<unsigned>(phase));
}

constexpr RoleSet participant = only(Role::participant);
constexpr RoleSet facilitator = only(Role::facilitator);
constexpr RoleSet organiser = only(Role::organiser);
// The server itself: it makes the demo and prints fresh links at every start.
constexpr RoleSet server = only(Role::clock);

constexpr PhaseSet draft = only(MeetingPhase::draft);
constexpr PhaseSet open = only(MeetingPhase::open);
constexpr PhaseSet live = only(MeetingPhase::live);
constexpr PhaseSet closed = only(MeetingPhase::closed);
constexpr PhaseSet before_close = draft | open | live;
constexpr PhaseSet any_phase = before_close | closed;

struct Row {
  RoleSet roles;
  PhaseSet phases;
};

// The table: one overload per command. Creating a meeting and editing the forum happen outside any
// meeting; whoever asks for those passes `draft`.
struct Table {
  constexpr Row operator()(protocol::ChooseGroup const&) const {
    return {participant, open | live};
  }
  constexpr Row operator()(protocol::SubmitProposal const&) const { return {participant, live}; }
  constexpr Row operator()(protocol::WithdrawProposal const&) const { return {participant, live}; }
  constexpr Row operator()(protocol::CastBallot const&) const { return {participant, live}; }
  constexpr Row operator()(protocol::WithdrawBallot const&) const { return {participant, live}; }
  constexpr Row operator()(protocol::AskMoreTime const&) const { return {participant, live}; }
  constexpr Row operator()(protocol::TakeVotingCode const&) const {
    return {participant, open | live};
  }

  constexpr Row operator()(protocol::EditMeeting const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::SetGroups const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::OpenMeeting const&) const {
    return {facilitator | server, draft};
  }
  constexpr Row operator()(protocol::StartMeeting const&) const {
    return {facilitator, draft | open};
  }
  constexpr Row operator()(protocol::CloseMeeting const&) const {
    return {facilitator, open | live};
  }
  constexpr Row operator()(protocol::PublishMeeting const&) const { return {facilitator, closed}; }

  constexpr Row operator()(protocol::AddItems const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::EditItem const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::MoveItem const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::StartItem const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::NextItem const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::PreviousItem const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::SkipItem const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::DeferItem const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::RestoreItem const&) const {
    return {facilitator, before_close};
  }

  constexpr Row operator()(protocol::AddProposals const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::EditProposal const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::ReleaseProposal const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::HideProposal const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::RestoreProposal const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::MergeProposals const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::UseProposals const&) const {
    return {facilitator, before_close};
  }

  constexpr Row operator()(protocol::DrawLot const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::OpenBallot const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::ExtendBallot const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::StopBallot const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::ReopenBallot const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::SealBallot const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::ShowResult const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::SettleTie const&) const { return {facilitator, live}; }
  constexpr Row operator()(protocol::VoidBallot const&) const { return {facilitator, live}; }

  constexpr Row operator()(protocol::StartTimer const&) const { return {facilitator, open | live}; }
  constexpr Row operator()(protocol::ExtendTimer const&) const {
    return {facilitator, open | live};
  }
  constexpr Row operator()(protocol::StopTimer const&) const { return {facilitator, open | live}; }
  constexpr Row operator()(protocol::SetScreen const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::SetWifi const&) const { return {facilitator, before_close}; }
  constexpr Row operator()(protocol::RenewJoinCode const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::IssueScreenLink const&) const {
    return {facilitator | server, any_phase};
  }
  constexpr Row operator()(protocol::IssueVotingCodes const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::RevokeVotingCode const&) const {
    return {facilitator, before_close};
  }
  constexpr Row operator()(protocol::ReissueVotingCode const&) const {
    return {facilitator, before_close};
  }

  constexpr Row operator()(protocol::EditForum const&) const {
    return {organiser | server, any_phase};
  }
  constexpr Row operator()(protocol::CreateMeeting const&) const {
    return {organiser | server, any_phase};
  }
  constexpr Row operator()(protocol::IssueFacilitatorLink const&) const {
    return {organiser | server, any_phase};
  }
};

}  // namespace

std::optional<protocol::ErrorCode> refused_by_permission(Role role, MeetingPhase phase,
                                                         protocol::Command const& command) {
  Row const row = std::visit(Table(), command);
  if ((row.roles & only(role)) == 0) return protocol::ErrorCode::not_permitted;
  if ((row.phases & only(phase)) != 0) return std::nullopt;
  if (phase == MeetingPhase::closed) return protocol::ErrorCode::meeting_closed;
  return protocol::ErrorCode::wrong_phase;
}

}  // namespace torg::domain
