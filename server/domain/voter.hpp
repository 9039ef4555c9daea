#pragma once

#include <cstdint>

#include "domain/meeting.hpp"

namespace torg::domain {

// The right to one ballot in a box: the phone of a participant, or the seat of a voting code. The
// electorate of the box says which; a participant exercises it.
struct Voter {
  enum class Kind : std::uint8_t { phone, seat };
  Kind kind = Kind::phone;
  std::int64_t number = 0;

  static Voter phone(ParticipantId participant) { return {Kind::phone, participant}; }
  static Voter seat(SeatId seat) { return {Kind::seat, seat}; }

  bool operator==(Voter const&) const = default;
};

}  // namespace torg::domain
