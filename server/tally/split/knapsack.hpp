#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tally/exact/rational.hpp"
#include "tally/split/proposal.hpp"

/// The knapsack rule for each krona: A. Goel, A. K. Krishnaswamy, S. Sakshuwong and T. Aitamurto,
/// "Knapsack voting for participatory budgeting", ACM Transactions on Economics and Computation
/// 7(2) (2019), arXiv 2009.06856.
///
/// A ballot that gives an option x kronor approves the option's first x kronor. The kronor with the
/// most approvals are taken until the pot is spent. Here a krona is as small as need be: the rule
/// works on exact parts of the pot, and ballots of points stand for proportions.
///
/// The paper leaves ties to any fixed order. Ours favours nobody: where the kronor with the last
/// count that is needed are more than the rest of the pot, each option gets the same fraction of
/// those of its kronor (an exact share). A krona that more ballots approve is always paid in full
/// first. The price: the paper's proof that no voter gains by voting otherwise needs a fixed order
/// of all kronor; where the level is shared, exaggerating can pay (the tests have an example).
namespace torg::tally {

/// Parts of the pot, and approvals by weight.
struct KnapsackStand {
  /// The option's kronor with more approvals than the level, all paid.
  Rational above_level;
  /// Its kronor with exactly the level's approvals, of which the paid fraction is paid.
  Rational at_level;
  /// The approvals of its last krona that is paid; 0 if none is.
  Integer approvals_of_last_paid = 0;
  /// The approvals of its first krona that is not wholly paid; 0 if nobody wished for it.
  Integer approvals_of_next = 0;
};

struct KnapsackMargin {
  /// The largest count for which the kronor with at least so many approvals are enough to spend the
  /// whole pot.
  Integer level = 0;
  /// What part of the kronor with exactly that many approvals is paid: above 0, at most 1.
  Rational paid_at_level;
};

struct KnapsackSplit {
  KnapsackMargin margin;
  /// They add up to exactly 1: above_level + paid_at_level · at_level.
  std::vector<Rational> shares;
  std::vector<KnapsackStand> stands;
};

/// For at least one proposal.
KnapsackSplit knapsack_split(std::span<const Proposal> proposals, std::size_t options);

}  // namespace torg::tally
