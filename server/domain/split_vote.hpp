#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/count.hpp"
#include "protocol/events.hpp"
#include "tally/split/split.hpp"

namespace torg::domain {

// A box in which a pot was split, as the tally takes it: only the ballots that count, in the order
// given, with the class of each.
struct SplitVote {
  std::vector<tally::SplitOption> options;
  std::vector<tally::SplitBallot> ballots;
  std::vector<std::string> classes;
  std::int64_t blank = 0;
  std::int64_t incomplete = 0;
  std::vector<std::string> others;  // classes of what does not count

  // By the weights of the rule, if it has some.
  tally::SplitResult count(protocol::SplitRule const& rule) const;
};

SplitVote split_vote(protocol::BallotOpened const& opened, protocol::SplitRule const& rule,
                     std::vector<CountedBallot> const& ballots);

}  // namespace torg::domain
