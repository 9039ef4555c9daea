#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tally/fund/fund.hpp"

namespace torg::tally {

/// The order in which a rule puts projects that stand exactly equal. Total, and the same from the
/// first round to the last.
class TieOrder {
 public:
  /// `counts` are those of all projects; check_rule has found nothing.
  TieOrder(const FundRule& rule, const FundElection& election, std::span<const FundCount> counts);

  bool comes_before(ProjectIndex one, ProjectIndex other) const {
    return rank_[one] < rank_[other];
  }

  /// All projects, most favoured first.
  std::span<const ProjectIndex> order() const { return order_; }

  /// Two or more projects that are equal, in index order: which comes first, and why.
  FundTie decide(std::vector<ProjectIndex> projects) const;

  /// What separates two projects.
  FundTieReason reason(ProjectIndex one, ProjectIndex other) const;

 private:
  FundTies ties_;
  std::span<const FundProject> projects_;
  std::span<const FundCount> counts_;
  std::vector<ProjectIndex> order_;
  std::vector<std::size_t> rank_;
};

/// Adds a set to those met, unless it is among them.
void note_tie(std::vector<std::vector<ProjectIndex>>& met, const std::vector<ProjectIndex>& set);

}  // namespace torg::tally
