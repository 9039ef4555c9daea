#pragma once

#include <iosfwd>

#include "app/tally_request.hpp"
#include "archive/catalogue.hpp"
#include "archive/pb/file.hpp"
#include "tally/fund/rule.hpp"

namespace torg::app {

// Counts the election and prints what was asked for: as JSON with the names and meanings of the
// reference outcomes of Pabulib's files, or in words; with how it came about and why the others
// lost (explain), and with what other rules give (compare). check_rule has found nothing.
void report_fund(TallyRequest const& request, archive::PbFile const& file,
                 tally::FundElection const& election, tally::FundRule const& rule,
                 archive::Catalogue const& say, std::ostream& out);

}  // namespace torg::app
