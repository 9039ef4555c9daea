#include "live/seat_holders.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace torg::live {

using nlohmann::json;

std::string SeatHolders::key_in_store(std::string_view stream) {
  return "seat_holders/" + std::string(stream);
}

// [[seat, participant, [[box, revision], …]], …]
std::string SeatHolders::encode() const {
  json list = json::array();
  for (auto const& [seat, holder] : holders_) {
    json unseen = json::array();
    for (auto const& [box, revision] : holder.unseen) unseen.push_back({box, revision});
    list.push_back({seat, holder.participant, std::move(unseen)});
  }
  return list.dump();
}

SeatHolders SeatHolders::decode(std::string_view text) {
  SeatHolders holders;
  try {
    for (auto const& one : json::parse(text)) {
      Holder holder;
      holder.participant = one.at(1).get<domain::ParticipantId>();
      for (auto const& entry : one.at(2)) {
        holder.unseen.emplace(entry.at(0).get<domain::BoxId>(), entry.at(1).get<std::uint64_t>());
      }
      holders.take(one.at(0).get<domain::SeatId>(), std::move(holder));
    }
  } catch (json::exception const&) {
    return {};
  }
  return holders;
}

std::optional<domain::SeatId> SeatHolders::seat_of(domain::ParticipantId participant) const {
  auto const found = seats_.find(participant);
  if (found == seats_.end()) return std::nullopt;
  return found->second;
}

std::optional<domain::ParticipantId> SeatHolders::holder_of(domain::SeatId seat) const {
  auto const found = holders_.find(seat);
  if (found == holders_.end()) return std::nullopt;
  return found->second.participant;
}

std::uint64_t SeatHolders::unseen(domain::SeatId seat, domain::BoxId box) const {
  auto const holder = holders_.find(seat);
  if (holder == holders_.end()) return 0;
  auto const found = holder->second.unseen.find(box);
  return found == holder->second.unseen.end() ? 0 : found->second;
}

std::set<domain::SeatId> SeatHolders::held() const {
  std::set<domain::SeatId> seats;
  for (auto const& [seat, holder] : holders_) seats.insert(seats.end(), seat);
  return seats;
}

void SeatHolders::take(domain::SeatId seat, Holder holder) {
  release(seat);
  if (auto const other = seat_of(holder.participant)) release(*other);
  seats_.emplace(holder.participant, seat);
  holders_.emplace(seat, std::move(holder));
}

void SeatHolders::release(domain::SeatId seat) {
  auto const found = holders_.find(seat);
  if (found == holders_.end()) return;
  seats_.erase(found->second.participant);
  holders_.erase(found);
}

}  // namespace torg::live
