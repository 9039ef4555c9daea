#pragma once

#include <vector>

#include "protocol/events.hpp"
#include "protocol/types.hpp"
#include "tally/dots.hpp"
#include "tally/fund/rule.hpp"
#include "tally/poll.hpp"
#include "tally/rule_id.hpp"
#include "tally/split/rule.hpp"

// What a rule of the protocol is for the tally floor. Used when a rule is checked, when a box opens
// and when it is counted, so that all three mean the same.
namespace torg::domain {

// The newest calculation for this rule; a box records it when it opens.
tally::RuleId counting_rule_id(protocol::BallotRule const& rule);

// Dots left over count as nothing; a ballot need not use all.
tally::DotsRule counting_rule(protocol::DotsRule const& rule);

// Only a ballot that hands out the whole pot and keeps every minimum and maximum counts.
tally::SplitRule counting_rule(protocol::SplitRule const& rule);

tally::PollRule counting_rule(protocol::PollRule const& rule);

// With what a meeting uses instead of the reference behaviour, see tally::meeting_options. The lot
// holds places in the list of projects.
tally::FundRule counting_rule(protocol::FundRule const& rule, std::vector<tally::ProjectIndex> lot);

// What is voted on and which ballots fit, without ballots. An option without a cost costs nothing.
tally::FundElection fund_election(protocol::FundRule const& rule,
                                  std::vector<protocol::StoredOption> const& options);

// The options in their order, with the bounds that the rule has for them.
std::vector<tally::SplitOption> split_options(protocol::SplitRule const& rule,
                                              std::vector<tally::OptionNumber> const& options);

}  // namespace torg::domain
