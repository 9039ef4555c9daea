#pragma once

#include <optional>
#include <vector>

#include "domain/ballot_box.hpp"
#include "protocol/events.hpp"
#include "store/records.hpp"

namespace torg::live {

// What sealing a box records.
struct BoxCount {
  protocol::Result result;
  std::optional<protocol::Comparison> comparison;
  domain::Bytes32 digest{};
  std::vector<store::SealedBallot> ballots;  // in the order of the voter keys
  std::vector<store::RenamedBallot> renamed;
};

// The ballots of a box under the keys that they have once it is sealed.
struct BallotsToSeal {
  domain::BallotBox ballots;
  std::vector<store::RenamedBallot> renamed;
};

// Counts a box that nobody votes in any more. Pure; for a thread that has time.
BoxCount count_box(protocol::BallotOpened const& opened, BallotsToSeal const& box);

}  // namespace torg::live
