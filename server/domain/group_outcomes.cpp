#include "domain/group_outcomes.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "domain/count.hpp"

namespace torg::domain {

GroupOutcomes::GroupOutcomes(std::vector<std::string> const& classes,
                             std::vector<std::string> const& others, Content content)
    : classes_(classes), content_(content) {
  std::map<std::string, std::int64_t> ballots;
  for (std::string const& name : classes) ++ballots[name];
  for (std::string const& name : others) ballots.try_emplace(name);
  std::vector<ClassSize> sizes;
  for (auto const& [name, size] : ballots) sizes.push_back({name, size});
  std::vector<std::string> const names = classes_to_withhold(std::move(sizes));
  std::set<std::string> const withheld(names.begin(), names.end());
  if (ballots.size() < withheld.size() + 2) return;
  for (auto const& [name, size] : ballots) {
    if (!name.empty() && !withheld.contains(name)) shown_.push_back(name);
  }
  if (ballots.contains("") && !withheld.contains("")) shown_.emplace_back();
}

void GroupOutcomes::tell(std::vector<BallotOutcome> const& ballots,
                         protocol::RuleOutcome& outcome) const {
  std::map<std::string, protocol::GroupOutcome> by_class;
  for (std::size_t number = 0; number < ballots.size(); ++number) {
    BallotOutcome const& ballot = ballots[number];
    outcome.better += ballot.better ? 1 : 0;
    outcome.worse += ballot.worse ? 1 : 0;
    protocol::GroupOutcome& group = by_class[classes_[number]];
    ++group.ballots;
    group.better += ballot.better ? 1 : 0;
    group.worse += ballot.worse ? 1 : 0;
    if (content_ == Content::counted) {
      group.content = group.content.value_or(0) + (ballot.content ? 1 : 0);
    }
  }
  for (std::string const& name : shown_) {
    protocol::GroupOutcome& group = outcome.groups.emplace_back(by_class.at(name));
    if (!name.empty()) group.group = name;
  }
}

}  // namespace torg::domain
