#pragma once

#include <string>

#include "archive/round.hpp"

namespace torg::archive {

// What other rules would have given on the same ballots, side by side, folded up. Nothing when the
// box was sealed without a comparison.
std::string comparison_html(Round const& round);

}  // namespace torg::archive
