#pragma once

#include <iosfwd>
#include <string>

#include "app/tally_request.hpp"
#include "archive/catalogue.hpp"

namespace torg::app {

// Counts a split from JSON: one object with `options` (ids in order), `total` (kronor) and
// `ballots` (option to kronor or points), and perhaps `points_per_ballot`, `incomplete` (scale or
// reject), `minimum`, `maximum`, `unit`; or an object that has such a one as `input`. Without
// request.rule under every rule. 0, exit_bad_file or exit_bad_usage.
int report_split(TallyRequest const& request, std::string const& text,
                 archive::Catalogue const& say, std::ostream& out, std::ostream& err);

}  // namespace torg::app
