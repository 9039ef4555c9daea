#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/events.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

struct CountedBallot {
  protocol::Ballot ballot;
  std::string ballot_class;  // group, empty for none
};

// Whether this build has the calculation that the box recorded. One without it is of a newer
// version, or its name does not belong to its rule.
bool can_count(protocol::BallotOpened const& opened);

// The result of a box under the rule that was frozen with it. Withdrawn ballots are not passed in.
// Runs the recorded calculation by name and version; throws std::invalid_argument unless can_count.
//
// Every ballot is in `cast`. One that check_ballot refuses is counted nowhere else; such a ballot
// never gets into a box, so that a recount that finds one has found a box that was tampered with.
//
// The breakdown is built from the ballots with something in the count: not abstaining, blank or
// incomplete ones, because a class of five whose other four are blank would lay the fifth bare. It
// is left out when fewer than two classes could be shown, so also when nobody has a group. Classes
// of which no ballot at all was cast are not mentioned.
protocol::Result count(protocol::BallotOpened const& opened,
                       std::vector<CountedBallot> const& ballots);

// Which groups' figures may not be shown, so that nothing withheld can be had by subtraction:
// classes under five ballots are withheld, together with the next smallest until the withheld ones
// hold at least five. Of equal sizes the first by name is taken. The classes must differ; the
// answer is in the order of their names.
inline constexpr std::int64_t smallest_shown_class = 5;
struct ClassSize {
  std::string ballot_class;
  std::int64_t ballots = 0;
};
std::vector<std::string> classes_to_withhold(std::vector<ClassSize> sizes);

}  // namespace torg::domain
