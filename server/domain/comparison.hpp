#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/count.hpp"
#include "protocol/events.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

// What other rules would have given on the same ballots, the rule of the box first. With weights
// that rule is also counted with all ballots weighing the same. Nothing for a vote in which no
// money is at stake, and when no ballot counts or the box could not be decided.
//
// A voter gets more of what was chosen when the wanted kronor are closer (a split: the sum of what
// the exact amounts differ from the ballot), or when the funded projects on the ballot are worth
// more by the satisfaction of the rule of the box.
//
// The groups told are those of classes_to_withhold over the counted ballots; none when fewer than
// two could be told.
std::optional<protocol::Comparison> compare_rules(protocol::BallotOpened const& opened,
                                                  std::vector<CountedBallot> const& ballots);

}  // namespace torg::domain
