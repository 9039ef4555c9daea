#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/meeting.hpp"
#include "domain/refusing.hpp"
#include "protocol/types.hpp"
#include "tally/exact/rational.hpp"

// Rules that weigh groups: each listed group has a weight, all others together have one, and a
// weight is shared by those whose ballots count.
namespace torg::domain {

// Nothing when every ballot weighs the same. A poll never weighs groups.
protocol::GroupWeights const* weights_of(protocol::BallotRule const& rule);

// Where the weight of a class of ballots is found: places of the listed groups in their order, then
// that of all others.
std::size_t weight_place(protocol::GroupWeights const& weights, std::string const& ballot_class);

// What each ballot weighs, one on average. `classes` are those of exactly the ballots that count,
// so that the weight of a class in which nobody voted goes to the others.
std::vector<tally::Rational> ballot_weights(protocol::GroupWeights const& weights,
                                            std::vector<std::string> const& classes);

// Whether the weights are of groups that the meeting has, each once. `path` leads to the weights.
Refused check_weights(Meeting const& meeting, protocol::GroupWeights const& weights,
                      std::string const& path);

// class_too_small when the rule weighs a class of one to four of those who may vote now and ballots
// will not be open to show it: its figures would tell how they voted. `path` leads to the rule; the
// field of the error is the group's entry, or `others`.
Refused check_classes(Meeting const& meeting, std::vector<ParticipantId> const& voters,
                      protocol::BallotRule const& rule, std::string const& path);

}  // namespace torg::domain
