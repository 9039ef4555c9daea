#pragma once

#include "tally/fund/fund.hpp"

namespace torg::tally {

/// As tally_fund, but without equal_shares_rounds, fallen_out and ties: for those who count many
/// times and ask only what was selected.
FundResult outcome_of_fund(const FundRule& rule, const FundElection& election);

}  // namespace torg::tally
