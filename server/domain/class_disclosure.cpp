#include "domain/class_disclosure.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "domain/group_weights.hpp"

namespace torg::domain {

namespace {

bool withholds_a_weight(protocol::GroupWeights const& weights,
                        protocol::Breakdown const& breakdown) {
  return std::any_of(breakdown.withheld.begin(), breakdown.withheld.end(),
                     [&](protocol::GroupId const& group) {
                       return weight_place(weights, group) < weights.groups.size();
                     });
}

}  // namespace

ClassDisclosure class_disclosure(protocol::BallotOpened const& opened,
                                 protocol::Result const& result) {
  std::optional<protocol::Breakdown> const& breakdown =
      std::visit([](auto const& counted) -> auto const& { return counted.breakdown; }, result);
  ClassDisclosure disclosure;
  if (auto const* weights = weights_of(opened.rule)) {
    if (weights->visible) {
      disclosure.ballots = true;
      disclosure.all_classes = true;
      return disclosure;
    }
    // Without a breakdown nothing says that the classes are large enough.
    if (!breakdown || withholds_a_weight(*weights, *breakdown)) return disclosure;
  }
  disclosure.ballots = true;
  if (!breakdown) return disclosure;
  for (protocol::GroupFigures const& shown : breakdown->shown) {
    disclosure.classes.insert(shown.group.value_or(""));
  }
  return disclosure;
}

}  // namespace torg::domain
