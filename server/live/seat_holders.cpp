#include "live/seat_holders.hpp"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace torg::live {

using nlohmann::json;

std::string SeatHolders::key_in_store(std::string_view stream) {
  return "seat_holders/" + std::string(stream);
}

// [[seat, last holder or null, whether it is held, [[box, [revision, …]], …]], …]
std::string SeatHolders::encode() const {
  json list = json::array();
  for (auto const& [id, seat] : seats_) {
    json handovers = json::array();
    for (auto const& [box, revisions] : seat.handovers) handovers.push_back({box, revisions});
    json const last = seat.last_holder ? json(*seat.last_holder) : json();
    list.push_back({id, last, seat.is_held, std::move(handovers)});
  }
  return list.dump();
}

SeatHolders SeatHolders::decode(std::string_view text) {
  SeatHolders holders;
  try {
    for (auto const& one : json::parse(text)) {
      auto const id = one.at(0).get<domain::SeatId>();
      Seat seat;
      if (!one.at(1).is_null()) seat.last_holder = one.at(1).get<domain::ParticipantId>();
      seat.is_held = one.at(2).get<bool>();
      for (auto const& entry : one.at(3)) {
        seat.handovers.emplace(entry.at(0).get<domain::BoxId>(), entry.at(1).get<Handovers>());
      }
      if (seat.is_held) holders.by_holder_.emplace(seat.last_holder.value(), id);
      holders.seats_.emplace(id, std::move(seat));
    }
  } catch (json::exception const&) {
    return {};
  } catch (std::bad_optional_access const&) {
    return {};
  }
  return holders;
}

std::optional<domain::SeatId> SeatHolders::seat_of(domain::ParticipantId participant) const {
  auto const found = by_holder_.find(participant);
  if (found == by_holder_.end()) return std::nullopt;
  return found->second;
}

std::optional<domain::ParticipantId> SeatHolders::holder_of(domain::SeatId seat) const {
  auto const found = seats_.find(seat);
  if (found == seats_.end() || !found->second.is_held) return std::nullopt;
  return found->second.last_holder;
}

bool SeatHolders::was_held_by_other(domain::SeatId seat, domain::ParticipantId participant) const {
  auto const found = seats_.find(seat);
  return found != seats_.end() && found->second.last_holder &&
         found->second.last_holder != participant;
}

std::set<domain::SeatId> SeatHolders::held() const {
  std::set<domain::SeatId> seats;
  for (auto const& [participant, seat] : by_holder_) seats.insert(seat);
  return seats;
}

std::vector<domain::ParticipantId> SeatHolders::holders() const {
  std::vector<domain::ParticipantId> participants;
  for (auto const& [participant, seat] : by_holder_) participants.push_back(participant);
  return participants;
}

SeatHolders::Handovers SeatHolders::handovers(domain::SeatId seat, domain::BoxId box) const {
  auto const known = seats_.find(seat);
  if (known == seats_.end()) return {};
  auto const found = known->second.handovers.find(box);
  return found == known->second.handovers.end() ? Handovers() : found->second;
}

std::map<domain::SeatId, SeatHolders::Handovers> SeatHolders::handovers_in(
    domain::BoxId box) const {
  std::map<domain::SeatId, Handovers> all;
  for (auto const& [id, seat] : seats_) {
    auto const found = seat.handovers.find(box);
    if (found != seat.handovers.end()) all.emplace(id, found->second);
  }
  return all;
}

void SeatHolders::take(domain::SeatId seat, domain::ParticipantId participant,
                       std::map<domain::BoxId, std::uint64_t> const& newest) {
  release(seat);
  if (auto const other = seat_of(participant)) release(*other);
  Seat& taken = seats_[seat];
  if (taken.last_holder != participant) {
    for (auto const& [box, revision] : newest) {
      auto& handovers = taken.handovers[box];
      if (handovers.empty() || handovers.back() < revision) handovers.push_back(revision);
    }
  }
  taken.last_holder = participant;
  taken.is_held = true;
  by_holder_.emplace(participant, seat);
}

void SeatHolders::renew(domain::SeatId seat) {
  release(seat);
  auto const found = seats_.find(seat);
  if (found != seats_.end()) found->second.last_holder.reset();
}

void SeatHolders::release(domain::SeatId seat) {
  auto const found = seats_.find(seat);
  if (found == seats_.end() || !found->second.is_held) return;
  found->second.is_held = false;
  by_holder_.erase(*found->second.last_holder);
}

}  // namespace torg::live
