#pragma once

#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

/// The set with the largest total satisfaction that fits; of several the cheapest; of those the one
/// that has the first project, in the order of the tie rule, that they do not share. Projects that
/// satisfy nobody are left out. Found by going through the projects one by one and keeping only
/// part solutions that no other beats in both cost and satisfaction (Nemhauser and Ullmann 1969)
/// and that can still reach the best known (bound of Dantzig 1957).
void fund_by_knapsack(const FundElection& election, const FundProfile& profile,
                      const TieOrder& ties, FundResult& result);

}  // namespace torg::tally
