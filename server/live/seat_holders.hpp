#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/meeting.hpp"

namespace torg::live {

// Which phone holds the voting code of which seat. It is kept beside the journal, which tells only
// that a code moved, and is forgotten when the meeting closes.
class SeatHolders {
 public:
  struct Holder {
    domain::ParticipantId participant = 0;
    // By box, the highest revision that another phone may have cast with this code: this one may
    // not see what such a ballot says.
    std::map<domain::BoxId, std::uint64_t> unseen;

    bool operator==(Holder const&) const = default;
  };

  // Under which name the store keeps what encode() gives.
  static std::string key_in_store(std::string_view stream);
  // Nobody holds anything if the text cannot be read.
  static SeatHolders decode(std::string_view text);
  std::string encode() const;

  std::optional<domain::SeatId> seat_of(domain::ParticipantId participant) const;
  std::optional<domain::ParticipantId> holder_of(domain::SeatId seat) const;
  std::uint64_t unseen(domain::SeatId seat, domain::BoxId box) const;
  std::set<domain::SeatId> held() const;
  bool empty() const { return holders_.empty(); }

  // Whoever held the seat loses it; the holder lets go of any other.
  void take(domain::SeatId seat, Holder holder);
  void release(domain::SeatId seat);

  bool operator==(SeatHolders const&) const = default;

 private:
  std::map<domain::SeatId, Holder> holders_;
  std::map<domain::ParticipantId, domain::SeatId> seats_;
};

}  // namespace torg::live
