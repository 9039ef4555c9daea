#pragma once

#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

/// Sequential Phragmén with prices: the next project is the one whose supporters, sharing its cost
/// so that they end up with equal loads, get the smallest load; it ends when that project (or one
/// tied with it) does not fit. Projects dearer than the whole budget take no part. Those without
/// supporters have an endless load.
void fund_by_phragmen(const FundElection& election, const FundProfile& profile,
                      const TieOrder& ties, FundResult& result);

}  // namespace torg::tally
