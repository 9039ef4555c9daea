#pragma once

#include "archive/pb/file.hpp"
#include "tally/fund/rule.hpp"

namespace torg::archive {

// The election to be counted. Money is in the file's smallest unit (10^-amount_decimals), points
// are scaled alike for all. Ballots beyond the file's own limits count, as they do in the programs
// that Pabulib files are made for, so no limits are set.
tally::FundElection election_of(PbFile const& file);

}  // namespace torg::archive
