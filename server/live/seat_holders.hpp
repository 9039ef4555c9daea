#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/meeting.hpp"

namespace torg::live {

// Which phone holds the voting code of which seat, and what it must not be told of ballots that the
// seat cast in other hands. It is kept beside the journal, which tells only that a code moved, and
// is forgotten when the meeting closes.
class SeatHolders {
 public:
  // Of a seat's ballot in one box: the revisions that were the newest when the seat came into other
  // hands, rising. A ballot was cast in hands of its own between two of them.
  using Handovers = std::vector<std::uint64_t>;

  // Under which name the store keeps what encode() gives.
  static std::string key_in_store(std::string_view stream);
  // Nobody holds anything if the text cannot be read.
  static SeatHolders decode(std::string_view text);
  std::string encode() const;

  std::optional<domain::SeatId> seat_of(domain::ParticipantId participant) const;
  std::optional<domain::ParticipantId> holder_of(domain::SeatId seat) const;
  // Whether the seat's code, as it is now, was on another phone before, still or not any more.
  bool was_held_by_other(domain::SeatId seat, domain::ParticipantId participant) const;
  std::set<domain::SeatId> held() const;
  std::vector<domain::ParticipantId> holders() const;
  Handovers handovers(domain::SeatId seat, domain::BoxId box) const;
  // Of all seats that have any in this box.
  std::map<domain::SeatId, Handovers> handovers_in(domain::BoxId box) const;
  bool empty() const { return seats_.empty(); }

  // Whoever held the seat loses it; the holder lets go of any other. `newest` are the revisions of
  // the seat's ballots by box.
  void take(domain::SeatId seat, domain::ParticipantId participant,
            std::map<domain::BoxId, std::uint64_t> const& newest);
  // The seat's code is no more, or another: nobody has had it.
  void renew(domain::SeatId seat);

  bool operator==(SeatHolders const&) const = default;

 private:
  struct Seat {
    std::optional<domain::ParticipantId> last_holder;  // of the code as it is now
    bool is_held = false;
    std::map<domain::BoxId, Handovers> handovers;

    bool operator==(Seat const&) const = default;
  };

  void release(domain::SeatId seat);

  std::map<domain::SeatId, Seat> seats_;
  std::map<domain::ParticipantId, domain::SeatId> by_holder_;
};

}  // namespace torg::live
