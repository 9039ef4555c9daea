#include "domain/base64url.hpp"
#include "domain/texts.hpp"
#include "domain/view.hpp"
#include "domain/view_parts.hpp"

namespace torg::domain {

namespace {

namespace key = protocol::section_key;

std::optional<protocol::Ballot> ballot_in(std::string const& stored) {
  auto decoded = protocol::decode_text<protocol::StoredBallot>(stored);
  if (!decoded) return std::nullopt;
  return std::move(decoded->ballot);
}

protocol::OwnProposalSection own_proposal_section(ContentMap const& texts,
                                                  Proposal const& proposal) {
  protocol::OwnProposalSection section;
  section.proposal = proposal.id;
  section.item = proposal.item;
  section.state = proposal.state;
  section.title = title_of(texts, proposal.text.title);
  section.text = text_of(texts, proposal.text.text);
  if (proposal.state == protocol::ProposalState::merged) {
    section.merged_into = proposal.merged_into;
  }
  return section;
}

void tell_standing(protocol::OwnBallotSection& section,
                   std::optional<StandingBallot> const& standing) {
  if (!standing) {
    section.state = protocol::OwnBallotState::none;
    return;
  }
  section.revision = static_cast<std::int64_t>(standing->revision);
  section.state = standing->withdrawn ? protocol::OwnBallotState::withdrawn
                                      : protocol::OwnBallotState::standing;
}

protocol::OwnBallotSection own_ballot_section(Box const& box, ParticipantId participant,
                                              OwnBallot const& own) {
  protocol::OwnBallotSection section;
  section.box = box.id();
  if (own.voter_key && !own.elsewhere) section.voter_key = to_base64url(*own.voter_key);
  section.asked_more_time = box.want_more_time.contains(participant);
  switch (box.state) {
    case protocol::BoxState::open:
    case protocol::BoxState::stopped:
      tell_standing(section, own.standing);
      if (own.standing && !own.standing->withdrawn && !own.elsewhere) {
        section.ballot = ballot_in(own.standing->ballot);
      }
      break;
    case protocol::BoxState::sealed:
    case protocol::BoxState::shown:
      section.state =
          own.counted ? protocol::OwnBallotState::counted : protocol::OwnBallotState::not_counted;
      if (own.counted && own.sealed_ballot && !own.elsewhere) {
        section.ballot = ballot_in(*own.sealed_ballot);
      }
      break;
    case protocol::BoxState::void_:
      section.state = protocol::OwnBallotState::void_;
      break;
  }
  return section;
}

}  // namespace

Sections person_view(Meeting const& meeting, ContentMap const& texts, ParticipantId participant,
                     std::map<BoxId, OwnBallot> const& own_ballots, std::optional<SeatId> seat) {
  Sections sections;
  auto const person = meeting.participants.find(participant);
  if (person == meeting.participants.end()) return sections;
  put(sections, key::me, protocol::MeSection{participant, person->second.group, seat});

  for (auto const& [id, proposal] : meeting.proposals) {
    if (proposal.author != participant) continue;
    put(sections, key::own_proposal(id), own_proposal_section(texts, proposal));
  }

  Item const* const item = running_item(meeting);
  Box const* const box = item ? meeting.newest_box(*item) : nullptr;
  if (!box) return sections;
  if (auto const own = own_ballots.find(box->id()); own != own_ballots.end()) {
    put(sections, key::own_ballot(box->id()), own_ballot_section(*box, participant, own->second));
  }
  return sections;
}

}  // namespace torg::domain
