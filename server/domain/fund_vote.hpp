#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/count.hpp"
#include "protocol/events.hpp"
#include "tally/fund/fund.hpp"

namespace torg::domain {

// A box in which projects were funded, as the tally takes it: only the ballots that chose a
// project, in the order given, with the class of each. A project's index is its place among the
// options of the box.
struct FundVote {
  tally::FundElection election;
  std::vector<std::string> classes;
  std::vector<tally::ProjectIndex> lot;
  std::int64_t blank = 0;
  std::int64_t abstained = 0;
  std::vector<std::string> others;  // classes of what does not count

  // Votes, points or rank points of each project, not weighted.
  std::vector<std::int64_t> scores() const;
};

// Ballots weigh what the rule of the box says. Without a lot the options are taken in their order.
FundVote fund_vote(protocol::BallotOpened const& opened, protocol::FundRule const& rule,
                   std::vector<CountedBallot> const& ballots);

}  // namespace torg::domain
