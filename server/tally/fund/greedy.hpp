#pragma once

#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

/// Goes once down the list of projects that are not yet selected, by satisfaction per krona, and
/// takes what fits in what is left: the whole method, and the utilitarian completion of the others.
void fund_by_greedy(const FundElection& election, const FundProfile& profile, const TieOrder& ties,
                    FundResult& result);

/// Takes a project: adds it to the selection and its cost to what is spent.
void take(const FundElection& election, ProjectIndex project, FundResult& result);

/// Whether the rule can fund a project at all: it is on a ballot, or the rule does not ask.
bool may_be_funded(const FundResult& result, ProjectIndex project);

}  // namespace torg::tally
