#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "archive/round.hpp"

namespace torg::archive {

// How much money lands in each place, the most first. `amounts` are pairs of option and kronor.
// Nothing when no option that gets money names a place.
std::string places_html(Round const& round,
                        std::vector<std::pair<std::int64_t, std::int64_t>> const& amounts);

}  // namespace torg::archive
