#include "domain/ballot_box.hpp"

#include <sodium.h>

#include <utility>

#include "domain/electorate.hpp"
#include "domain/permissions.hpp"
#include "domain/refusing.hpp"

namespace torg::domain {

namespace {

using protocol::ErrorCode;

// Who asks and where the ballot would go, when there is nothing against either.
struct Admission {
  Participant const& participant;
  Box const& box;
};

template <class Command>
boost::system::result<Admission, protocol::Error> admit(Meeting const& meeting,
                                                        Request const& request,
                                                        Command const& command) {
  if (auto const code = refused_by_permission(request.asker.role, meeting.phase, command)) {
    return refusal(*code);
  }
  if (!request.asker.participant) return refusal(ErrorCode::not_entitled);
  auto const participant = meeting.participants.find(*request.asker.participant);
  if (participant == meeting.participants.end()) return refusal(ErrorCode::not_entitled);
  auto const box = meeting.boxes.find(command.box);
  if (box == meeting.boxes.end()) return refusal_at(ErrorCode::unknown_box, "command.box");
  auto const voter = voter_in(meeting, box->second, request.asker);
  if (!voter) return voter.error();
  return Admission{participant->second, box->second};
}

bool keeps_ballots(Box const& box) {
  return box.state == protocol::BoxState::open || box.state == protocol::BoxState::stopped;
}

bool accepts(Box const& box, std::int64_t now_ms) {
  return box.state == protocol::BoxState::open &&
         !(box.closes_at_ms && now_ms >= *box.closes_at_ms);
}

// A salt of the row's own: without it a withheld class could be found by trying all groups.
Bytes32 class_salt(Bytes32 const& entropy) {
  constexpr std::string_view label = "torg class salt";
  Bytes32 salt{};
  crypto_generichash(salt.data(), salt.size(), reinterpret_cast<unsigned char const*>(label.data()),
                     label.size(), entropy.data(), entropy.size());
  return salt;
}

// The standing row against the one that came. `same` says whether they hold the same.
std::optional<boost::system::result<CastVerdict, protocol::Error>> settle_revision(
    Box const& box, StandingBallot const* standing, std::uint64_t revision, bool same,
    std::int64_t now_ms) {
  if (same && standing->revision == revision && keeps_ballots(box)) return CastVerdict{};
  if (!accepts(box, now_ms)) return refusal(ErrorCode::box_not_open);
  if (standing && revision <= standing->revision) return refusal(ErrorCode::ballot_superseded);
  return std::nullopt;
}

}  // namespace

StandingBallot const* BallotBox::find(VoterKey const& key) const {
  auto const found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

void BallotBox::put(VoterKey const& key, StandingBallot ballot) {
  turnout_ += ballot.withdrawn ? 0 : 1;
  auto const [row, added] = rows_.try_emplace(key);
  if (!added && !row->second.withdrawn) --turnout_;
  row->second = std::move(ballot);
}

void BallotBox::rename(VoterKey const& from, VoterKey const& to) {
  auto row = rows_.extract(from);
  row.key() = to;
  rows_.insert(std::move(row));
}

boost::system::result<CastVerdict, protocol::Error> decide_cast(
    Meeting const& meeting, BallotBox const& box, Request const& request, VoterKey const& key,
    protocol::CastBallot const& command) {
  auto const admission = admit(meeting, request, command);
  if (!admission) return admission.error();

  StandingBallot row;
  row.revision = static_cast<std::uint64_t>(command.revision);
  row.ballot = protocol::to_json(protocol::StoredBallot{command.tag_, command.ballot});
  StandingBallot const* const standing = box.find(key);
  bool const same = standing && !standing->withdrawn && standing->ballot == row.ballot;
  if (auto settled =
          settle_revision(admission->box, standing, row.revision, same, request.now_ms)) {
    return *std::move(settled);
  }
  if (auto fault = check_ballot(admission->box.opened, command.ballot)) return *std::move(fault);

  row.ballot_class = admission->participant.group.value_or(GroupId{});
  row.class_salt = class_salt(request.entropy);
  return CastVerdict{std::move(row)};
}

boost::system::result<CastVerdict, protocol::Error> decide_withdraw(
    Meeting const& meeting, BallotBox const& box, Request const& request, VoterKey const& key,
    protocol::WithdrawBallot const& command) {
  auto const admission = admit(meeting, request, command);
  if (!admission) return admission.error();

  StandingBallot row;
  row.revision = static_cast<std::uint64_t>(command.revision);
  row.withdrawn = true;
  StandingBallot const* const standing = box.find(key);
  bool const same = standing && standing->withdrawn;
  if (auto settled =
          settle_revision(admission->box, standing, row.revision, same, request.now_ms)) {
    return *std::move(settled);
  }
  return CastVerdict{std::move(row)};
}

}  // namespace torg::domain
