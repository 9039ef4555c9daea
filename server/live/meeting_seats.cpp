#include <utility>
#include <variant>

#include "live/meeting_actor.hpp"

// Seats of voting codes: what commands about them mean beside the journal.
namespace torg::live {

void MeetingActor::describe_codes(domain::Request& request, PostedCommand const& command) {
  if (std::holds_alternative<protocol::OpenBallot>(command.command)) {
    request.code_holders = decided_holders_.holders();
  }
  auto const* const take = std::get_if<protocol::TakeVotingCode>(&command.command);
  if (!take) return;
  request.code_seat = voting_codes_.seat_behind(take->code);
  if (!request.code_seat) return voting_guard_.wrong_code(command.subject, request.now_ms);
  request.code_held =
      request.asker.participant &&
      decided_holders_.was_held_by_other(*request.code_seat, *request.asker.participant);
}

std::map<domain::BoxId, std::uint64_t> MeetingActor::revisions_of(domain::SeatId seat) const {
  std::map<domain::BoxId, std::uint64_t> revisions;
  for (auto const& [id, box] : decided_.boxes) {
    if (box.electorate() != protocol::Electorate::codes) continue;
    auto const key = boxes_.key_of(id, domain::Voter::seat(seat));
    auto const revision = key ? boxes_.revision_of(id, *key) : std::nullopt;
    if (revision) revisions.emplace(id, *revision);
  }
  return revisions;
}

void MeetingActor::seat_writes(protocol::Command const& command, domain::Request const& request,
                               protocol::Answer const& answer, store::Unit& unit,
                               std::function<void()>& on_durable) {
  std::vector<domain::ParticipantId> touched;
  auto const touch_holder = [&](domain::SeatId seat) {
    if (auto const holder = decided_holders_.holder_of(seat)) touched.push_back(*holder);
  };
  if (auto const* const issue = std::get_if<protocol::IssueVotingCodes>(&command)) {
    for (std::size_t place = 0; place < issue->codes.size(); ++place) {
      voting_codes_.issue(answer.seats->at(place), issue->codes[place], unit);
    }
    return;
  }
  if (auto const* const revoke = std::get_if<protocol::RevokeVotingCode>(&command)) {
    voting_codes_.revoke(revoke->seat, unit);
    touch_holder(revoke->seat);
    decided_holders_.renew(revoke->seat);
  } else if (auto const* const reissue = std::get_if<protocol::ReissueVotingCode>(&command)) {
    voting_codes_.issue(reissue->seat, reissue->code, unit);
    touch_holder(reissue->seat);
    decided_holders_.renew(reissue->seat);
  } else if (std::holds_alternative<protocol::TakeVotingCode>(command)) {
    auto const seat = *request.code_seat;
    auto const participant = *request.asker.participant;
    touch_holder(seat);
    touched.push_back(participant);
    decided_holders_.take(seat, participant, revisions_of(seat));
  } else {
    return;
  }
  unit.push_back(store::PutMeta{SeatHolders::key_in_store(stream_), decided_holders_.encode()});
  on_durable = [this, holders = decided_holders_, touched = std::move(touched)] {
    holders_ = holders;
    for (auto const participant : touched) views_.touch_person(participant);
  };
}

void MeetingActor::forget_holders(store::Unit& unit, std::function<void()>& on_durable) {
  if (decided_holders_.empty()) return;
  decided_holders_ = {};
  unit.push_back(store::PutMeta{SeatHolders::key_in_store(stream_), {}});
  on_durable = [this] { holders_ = {}; };
}

}  // namespace torg::live
