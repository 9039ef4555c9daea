#pragma once

#include <set>
#include <string>

#include "protocol/events.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

// What may be published of the ballots of a sealed box, so that no small class is laid bare.
struct ClassDisclosure {
  // Without them only totals and digest are published.
  bool ballots = false;
  // Ballots that may be published with their class: all of them, or those of these classes.
  bool all_classes = false;
  std::set<std::string> classes;

  // Whether anyone can count the published ballots again under the recorded rule. If the rule
  // weighs groups, a ballot published without its class counts with the weight of all others.
  bool public_recount() const { return ballots; }
  bool shows(std::string const& ballot_class) const {
    return all_classes || classes.contains(ballot_class);
  }
};

// Of a rule that weighs every ballot alike: all ballots, with the classes that the breakdown shows.
// Of one that weighs groups: all with their classes if the ballots said so before they were cast;
// otherwise the same as without weights, but none at all if a class is withheld that has a weight
// of its own.
ClassDisclosure class_disclosure(protocol::BallotOpened const& opened,
                                 protocol::Result const& result);

}  // namespace torg::domain
