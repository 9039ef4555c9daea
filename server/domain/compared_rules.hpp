#pragma once

#include <optional>
#include <vector>

#include "domain/count.hpp"
#include "protocol/events.hpp"
#include "protocol/types.hpp"

// Inside of the comparison; other floors use domain/comparison.hpp.
namespace torg::domain {

std::optional<protocol::Comparison> compare_splits(protocol::BallotOpened const& opened,
                                                   protocol::SplitRule const& rule,
                                                   std::vector<CountedBallot> const& ballots);

std::optional<protocol::Comparison> compare_funds(protocol::BallotOpened const& opened,
                                                  protocol::FundRule const& rule,
                                                  std::vector<CountedBallot> const& ballots);

}  // namespace torg::domain
