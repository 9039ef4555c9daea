#pragma once

#include "tally/fund/equal_shares_run.hpp"
#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

/// equal_shares_rounds, fallen_out and ties.
enum class EqualSharesAccount { stated, left_out };

/// The Method of Equal Shares with the completions that count again with more money; without the
/// utilitarian one. Projects already taken in the result must be free.
void fund_by_equal_shares(const FundElection& election, const FundProfile& profile,
                          const TieOrder& ties, EqualSharesAccount account, FundResult& result);

/// Finds the run that stands, starting with `endowment` per unit of weight and adding one currency
/// unit each time. Leaves it in `run` as its last, and states in the result the number of runs, the
/// ties met in any, why no more were made and the endowment that stands.
void add_one_until_done(const FundElection& election, const FundProfile& profile,
                        const Rational& endowment, EqualSharesRun& run, FundResult& result);

}  // namespace torg::tally
