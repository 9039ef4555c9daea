#pragma once

#include <vector>

#include "archive/published_ballot.hpp"
#include "archive/verify_box.hpp"
#include "domain/meeting.hpp"

namespace torg::archive {

// Counts the published ballots of a sealed box again and holds them against what the journal says
// of it: order, number, digest, classes, result and what other rules would have given. Which groups
// the withheld classes are cannot be checked, only how many ballots they are together. Pure.
BoxFinding recount(domain::Box const& told, std::vector<PublishedBallot> const& ballots);

}  // namespace torg::archive
