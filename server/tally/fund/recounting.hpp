#pragma once

#include <cstdint>
#include <optional>

#include "tally/fund/fund.hpp"

namespace torg::tally {

/// What became of a project in a recount.
struct Recounted {
  bool is_funded = false;
  /// Equal Shares with Add1: it was bought in some run, whether or not in the one that stands.
  bool is_bought_in_any_run = false;
};

/// Counts an election again with one thing about one project changed, as long as a limit on the
/// work allows. A ballot that was refused stays refused, so that which ballots count is among all
/// that stays equal.
class Recounting {
 public:
  /// `counted`, which tells how much a recount is likely to be, must be the result of this rule and
  /// election. The rule must outlive the recounting.
  Recounting(const FundRule& rule, const FundElection& election, const FundResult& counted);

  const FundRule& rule() const { return rule_; }
  const FundElection& election() const { return election_; }

  /// Steps that may still be made: a step is what a run does with a mark of a ballot.
  void set_steps_left(std::int64_t steps) { left_ = steps; }
  std::int64_t steps_left() const { return left_; }
  void use_steps(std::int64_t steps) { left_ -= steps; }

  /// With so many more of such a ballot, each of weight 1. Nothing when the limit is used up or the
  /// count did not come to a proven end.
  std::optional<Recounted> with_extra(ProjectIndex project, const FundBallot& ballot,
                                      std::int64_t extra);
  /// The same with another cost.
  std::optional<Recounted> at_cost(ProjectIndex project, Money cost);

 private:
  std::int64_t steps_of(const FundResult& result) const;
  std::optional<Recounted> recount(ProjectIndex project);

  const FundRule& rule_;
  FundElection election_;
  std::int64_t marks_;
  std::int64_t expected_;
  std::int64_t left_ = 0;
};

}  // namespace torg::tally
