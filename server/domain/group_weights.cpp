#include "domain/group_weights.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <variant>

#include "domain/count.hpp"
#include "tally/ballot_weights.hpp"

namespace torg::domain {

using protocol::ErrorCode;

namespace {

struct WeightsOf {
  protocol::GroupWeights const* operator()(protocol::PollRule const&) const { return nullptr; }
  template <class Rule>
  protocol::GroupWeights const* operator()(Rule const& rule) const {
    return rule.weights ? &*rule.weights : nullptr;
  }
};

std::string group_field(std::string const& path, std::size_t place) {
  return path + ".groups." + std::to_string(place);
}

}  // namespace

protocol::GroupWeights const* weights_of(protocol::BallotRule const& rule) {
  return std::visit(WeightsOf{}, rule);
}

std::size_t weight_place(protocol::GroupWeights const& weights, std::string const& ballot_class) {
  auto const found = std::find_if(
      weights.groups.begin(), weights.groups.end(),
      [&](protocol::GroupWeight const& weight) { return weight.group == ballot_class; });
  return static_cast<std::size_t>(found - weights.groups.begin());
}

std::vector<tally::Rational> ballot_weights(protocol::GroupWeights const& weights,
                                            std::vector<std::string> const& classes) {
  std::vector<tally::Rational> class_weights;
  for (protocol::GroupWeight const& group : weights.groups)
    class_weights.emplace_back(group.weight);
  class_weights.emplace_back(weights.others);
  std::vector<std::size_t> class_of_ballot;
  class_of_ballot.reserve(classes.size());
  for (std::string const& one : classes) class_of_ballot.push_back(weight_place(weights, one));
  return tally::shared_weights(class_of_ballot, class_weights);
}

Refused check_weights(Meeting const& meeting, protocol::GroupWeights const& weights,
                      std::string const& path) {
  std::set<GroupId> seen;
  for (std::size_t place = 0; place < weights.groups.size(); ++place) {
    GroupId const& group = weights.groups[place].group;
    std::string const field = group_field(path, place) + ".group";
    if (!knows_group(meeting, group)) return refusal_at(ErrorCode::unknown_group, field);
    if (!seen.insert(group).second) return refusal_at(ErrorCode::duplicate, field);
  }
  return std::nullopt;
}

Refused check_classes(Meeting const& meeting, std::vector<ParticipantId> const& voters,
                      protocol::BallotRule const& rule, std::string const& path) {
  protocol::GroupWeights const* const weights = weights_of(rule);
  if (weights == nullptr || weights->visible) return std::nullopt;
  std::vector<std::int64_t> joined(weights->groups.size() + 1);
  for (ParticipantId const voter : voters) {
    auto const found = meeting.participants.find(voter);
    if (found == meeting.participants.end()) continue;
    ++joined[weight_place(*weights, found->second.group.value_or(GroupId{}))];
  }
  for (std::size_t place = 0; place < joined.size(); ++place) {
    if (joined[place] == 0 || joined[place] >= smallest_shown_class) continue;
    bool const is_listed = place < weights->groups.size();
    return refusal_at(ErrorCode::class_too_small,
                      is_listed ? group_field(path + ".weights", place) : path + ".weights.others");
  }
  return std::nullopt;
}

}  // namespace torg::domain
