#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/split/proposal.hpp"
#include "tally/split/rule.hpp"

/// From ballots to proposals.
namespace torg::tally {

struct SplitRefusal {
  /// Index into the ballots given.
  std::size_t ballot = 0;
  SplitFault fault{};
};

struct ReadSplitBallots {
  /// The ballots that count. Their weights are the smallest whole numbers in the same proportions.
  std::vector<Proposal> proposals;
  std::int64_t blank = 0;
  /// How many of the refused ones were merely unfinished.
  std::int64_t unfinished = 0;
  std::vector<SplitRefusal> refused;
};

/// `weights` holds one weight for each ballot, or nothing if all weigh the same. Throws
/// std::invalid_argument if it does not, or if a ballot counts that has no positive weight.
ReadSplitBallots read_split_ballots(const SplitRule& rule, std::span<const SplitOption> options,
                                    std::span<const SplitBallot> ballots,
                                    std::span<const Rational> weights = {});

}  // namespace torg::tally
