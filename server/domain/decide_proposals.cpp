#include <algorithm>
#include <string>
#include <vector>

#include "domain/deciding.hpp"
#include "domain/definition.hpp"
#include "domain/limits.hpp"
#include "domain/storing.hpp"
#include "domain/texts.hpp"

namespace torg::domain {

using protocol::ErrorCode;
using protocol::ProposalState;

namespace {

Proposal const* find(Meeting const& meeting, ProposalId id) {
  auto const found = meeting.proposals.find(id);
  return found == meeting.proposals.end() ? nullptr : &found->second;
}

Refused unknown_proposal(std::string field = "command.proposal") {
  return refusal_at(ErrorCode::unknown_proposal, std::move(field));
}

// Whether it stands by itself: seen by all, or waiting to be.
bool stands(Proposal const& proposal) {
  return proposal.state == ProposalState::submitted || proposal.state == ProposalState::released;
}

bool carries_others(Meeting const& meeting, ProposalId id) {
  return std::any_of(meeting.proposals.begin(), meeting.proposals.end(),
                     [id](auto const& entry) { return entry.second.merged_into == id; });
}

Refused check_room(Meeting const& meeting, std::size_t more) {
  if (meeting.proposals.size() + more > most_proposals) {
    return refusal_with_limit(ErrorCode::too_many_proposals, most_proposals);
  }
  return std::nullopt;
}

Refused check_draft(Meeting const& meeting, protocol::ProposalDraft const& draft,
                    std::string const& path) {
  if (is_blank(draft.title)) return refusal_at(ErrorCode::too_short, path + ".title");
  if (draft.group && !knows_group(meeting, *draft.group)) {
    return refusal_at(ErrorCode::unknown_group, path + ".group");
  }
  return std::nullopt;
}

}  // namespace

Refused decide_on(Deciding& deciding, protocol::SubmitProposal const& command) {
  Meeting const& meeting = deciding.meeting;
  Item const* const item = meeting.find_item(command.item);
  if (item == nullptr) return refusal_at(ErrorCode::unknown_item, "command.item");
  if (item->definition.kind != protocol::ItemKind::ideas) {
    return refusal_at(ErrorCode::wrong_kind, "command.item");
  }
  if (meeting.current != command.item) return refusal(ErrorCode::item_not_running);
  if (is_blank(command.title)) return refusal_at(ErrorCode::too_short, "command.title");

  ParticipantId const author = *deciding.request.asker.participant;
  auto const rule = ideas_rule(item->definition.ideas);
  auto const own =
      std::count_if(meeting.proposals.begin(), meeting.proposals.end(), [&](auto const& entry) {
        Proposal const& proposal = entry.second;
        return proposal.author == author && proposal.item == command.item &&
               proposal.state != ProposalState::withdrawn;
      });
  if (own >= rule.limit) {
    return refusal_with_limit(ErrorCode::proposal_limit_reached,
                              static_cast<std::size_t>(rule.limit));
  }
  if (auto refused = check_room(meeting, 1)) return refused;

  protocol::ProposalSubmitted submitted;
  submitted.proposal = meeting.last_proposal + 1;
  submitted.item = command.item;
  submitted.proposal_text.title =
      deciding.detacher.detach(content_bytes({{command.language, command.title}}));
  if (command.text && !is_blank(*command.text)) {
    submitted.proposal_text.text =
        deciding.detacher.detach(content_bytes({{command.language, *command.text}}));
  }
  submitted.released = !rule.release_first;
  protocol::ProposalAuthored authored;
  authored.proposal = submitted.proposal;
  authored.participant = author;
  deciding.answer.proposals = {submitted.proposal};
  deciding.record(std::move(submitted));
  deciding.record(std::move(authored));
  return std::nullopt;
}

// A proposal that others went up in is no longer its author's alone, so it stays.
Refused decide_on(Deciding& deciding, protocol::WithdrawProposal const& command) {
  Proposal const* const proposal = find(deciding.meeting, command.proposal);
  if (proposal == nullptr) return unknown_proposal();
  if (proposal->author != deciding.request.asker.participant) {
    return refusal(ErrorCode::not_permitted);
  }
  if (!stands(*proposal) || carries_others(deciding.meeting, command.proposal)) {
    return refusal(ErrorCode::wrong_proposal_state);
  }
  protocol::ProposalWithdrawn withdrawn;
  withdrawn.proposal = command.proposal;
  deciding.record(withdrawn);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::AddProposals const& command) {
  Meeting const& meeting = deciding.meeting;
  if (command.item) {
    Item const* const item = meeting.find_item(*command.item);
    if (item == nullptr) return refusal_at(ErrorCode::unknown_item, "command.item");
    if (item->definition.kind != protocol::ItemKind::ideas) {
      return refusal_at(ErrorCode::wrong_kind, "command.item");
    }
  }
  if (auto refused = check_room(meeting, command.proposals.size())) return refused;
  std::vector<ProposalId> numbers;
  for (std::size_t index = 0; index < command.proposals.size(); ++index) {
    auto const& draft = command.proposals[index];
    std::string const path = "command.proposals." + std::to_string(index);
    if (auto refused = check_draft(meeting, draft, path)) return refused;
    protocol::ProposalSubmitted submitted;
    submitted.proposal = meeting.last_proposal + 1 + static_cast<ProposalId>(index);
    submitted.item = command.item;
    submitted.proposal_text = stored(deciding.detacher, draft);
    submitted.released = true;
    numbers.push_back(submitted.proposal);
    deciding.record(std::move(submitted));
  }
  deciding.answer.proposals = std::move(numbers);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::EditProposal const& command) {
  if (find(deciding.meeting, command.proposal) == nullptr) return unknown_proposal();
  if (auto refused = check_draft(deciding.meeting, command.draft, "command.draft")) return refused;
  protocol::ProposalEdited edited;
  edited.proposal = command.proposal;
  edited.proposal_text = stored(deciding.detacher, command.draft);
  auto const text = edited.proposal_text;
  deciding.record(std::move(edited));
  edit_options_from(deciding, command.proposal, text);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::ReleaseProposal const& command) {
  Proposal const* const proposal = find(deciding.meeting, command.proposal);
  if (proposal == nullptr) return unknown_proposal();
  if (proposal->state == ProposalState::released) return std::nullopt;
  if (proposal->state != ProposalState::submitted) {
    return refusal(ErrorCode::wrong_proposal_state);
  }
  protocol::ProposalReleased released;
  released.proposal = command.proposal;
  deciding.record(released);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::HideProposal const& command) {
  Proposal const* const proposal = find(deciding.meeting, command.proposal);
  if (proposal == nullptr) return unknown_proposal();
  if (proposal->state == ProposalState::hidden) return std::nullopt;
  if (!stands(*proposal)) return refusal(ErrorCode::wrong_proposal_state);
  protocol::ProposalHidden hidden;
  hidden.proposal = command.proposal;
  if (command.reason && !is_blank(*command.reason)) {
    hidden.reason = deciding.detacher.detach(*command.reason);
  }
  deciding.record(std::move(hidden));
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::RestoreProposal const& command) {
  Proposal const* const proposal = find(deciding.meeting, command.proposal);
  if (proposal == nullptr) return unknown_proposal();
  if (stands(*proposal)) return std::nullopt;
  protocol::ProposalRestored restored;
  restored.proposal = command.proposal;
  deciding.record(restored);
  return std::nullopt;
}

Refused decide_on(Deciding& deciding, protocol::MergeProposals const& command) {
  Meeting const& meeting = deciding.meeting;
  Proposal const* const into = find(meeting, command.into);
  if (into == nullptr) return unknown_proposal("command.into");
  if (!stands(*into)) return refusal_at(ErrorCode::wrong_proposal_state, "command.into");
  bool one_is_released = false;
  for (std::size_t index = 0; index < command.proposals.size(); ++index) {
    std::string const path = "command.proposals." + std::to_string(index);
    Proposal const* const proposal = find(meeting, command.proposals[index]);
    if (proposal == nullptr) return unknown_proposal(path);
    if (proposal == into || !stands(*proposal)) {
      return refusal_at(ErrorCode::wrong_proposal_state, path);
    }
    one_is_released |= proposal->state == ProposalState::released;
  }
  // Nothing that everyone saw may vanish into something that nobody sees yet.
  if (one_is_released && into->state == ProposalState::submitted) {
    protocol::ProposalReleased released;
    released.proposal = command.into;
    deciding.record(released);
  }
  protocol::ProposalsMerged merged;
  merged.into = command.into;
  merged.proposals = command.proposals;
  deciding.record(std::move(merged));
  return std::nullopt;
}

}  // namespace torg::domain
