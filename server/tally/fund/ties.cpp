#include "tally/fund/ties.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace torg::tally {

TieOrder::TieOrder(const FundRule& rule, const FundElection& election,
                   std::span<const FundCount> counts)
    : ties_(rule.ties),
      projects_(election.projects),
      counts_(counts),
      order_(election.projects.size()),
      rank_(election.projects.size()) {
  std::vector<std::size_t> last(order_.size());
  std::iota(order_.begin(), order_.end(), ProjectIndex{0});
  if (ties_ == FundTies::meeting) {
    for (std::size_t place = 0; place < rule.lot.size(); ++place) last[rule.lot[place]] = place;
  } else {
    std::sort(order_.begin(), order_.end(), [&](ProjectIndex one, ProjectIndex other) {
      return projects_[one].id < projects_[other].id;
    });
    for (std::size_t place = 0; place < order_.size(); ++place) last[order_[place]] = place;
  }
  std::sort(order_.begin(), order_.end(), [&](ProjectIndex one, ProjectIndex other) {
    const auto why = reason(one, other);
    if (why == FundTieReason::score) return counts_[one].score > counts_[other].score;
    if (why == FundTieReason::cost) return projects_[one].cost < projects_[other].cost;
    if (why == FundTieReason::votes) return counts_[one].support > counts_[other].support;
    return last[one] < last[other];
  });
  for (std::size_t place = 0; place < order_.size(); ++place) rank_[order_[place]] = place;
}

FundTie TieOrder::decide(std::vector<ProjectIndex> projects) const {
  ProjectIndex first = projects.front();
  for (const ProjectIndex project : projects) {
    if (comes_before(project, first)) first = project;
  }
  ProjectIndex next = first == projects.front() ? projects.back() : projects.front();
  for (const ProjectIndex project : projects) {
    if (project != first && comes_before(project, next)) next = project;
  }
  return {std::move(projects), first, reason(first, next)};
}

FundTieReason TieOrder::reason(ProjectIndex one, ProjectIndex other) const {
  const bool same_cost = projects_[one].cost == projects_[other].cost;
  if (ties_ == FundTies::lexico) return FundTieReason::id;
  if (ties_ == FundTies::score_cost_id) {
    if (counts_[one].score != counts_[other].score) return FundTieReason::score;
    return same_cost ? FundTieReason::id : FundTieReason::cost;
  }
  if (!same_cost) return FundTieReason::cost;
  return counts_[one].support == counts_[other].support ? FundTieReason::lot : FundTieReason::votes;
}

void note_tie(std::vector<std::vector<ProjectIndex>>& met, const std::vector<ProjectIndex>& set) {
  if (std::ranges::find(met, set) == met.end()) met.push_back(set);
}

}  // namespace torg::tally
