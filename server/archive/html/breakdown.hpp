#pragma once

#include <string>

#include "archive/round.hpp"

namespace torg::archive {

// The figures of each group that may be shown, and which groups are withheld. Nothing when the
// result has no such figures.
std::string breakdown_html(Round const& round, protocol::Result const& result);

}  // namespace torg::archive
