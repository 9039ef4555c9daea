#pragma once

#include <string>
#include <vector>

#include "protocol/events.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

struct CountedBallot {
  protocol::Ballot ballot;
  std::string ballot_class;  // group, empty for none
};

// The result of a box under the rule that was frozen with it. Withdrawn ballots are not passed in.
// Runs the recorded rule by name and version. The breakdown per group is left out when fewer than
// two classes could be shown, and withholds small classes as protocol::Breakdown says.
protocol::Result count(protocol::BallotOpened const& opened,
                       std::vector<CountedBallot> const& ballots);

// Which groups' figures may be shown so that nothing withheld can be had by subtraction: classes
// under five ballots are withheld, together with the next smallest until the withheld ones hold at
// least five.
struct ClassSize {
  std::string ballot_class;
  std::int64_t ballots = 0;
};
std::vector<std::string> classes_to_withhold(std::vector<ClassSize> sizes);

}  // namespace torg::domain
