#include "tally/fund/greedy.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace torg::tally {

namespace {

/// Satisfaction per krona as what stands above and below the line; a free project that satisfies
/// has 0 below.
struct Worth {
  Integer satisfaction;
  Integer cost;

  bool is_free() const { return cost == 0; }
};

/// A project without satisfaction is worth 0 whatever it costs.
Worth worth_of(const FundElection& election, const FundProfile& profile, ProjectIndex project) {
  if (!profile.has_satisfaction(project)) return {0, 1};
  const Money cost = election.projects[project].cost;
  return {profile.values[project] * profile.satisfaction_unit[project], cost};
}

bool is_larger(const Worth& one, const Worth& other) {
  if (one.is_free() || other.is_free()) return one.is_free() && !other.is_free();
  return one.satisfaction * other.cost > other.satisfaction * one.cost;
}

struct Line {
  ProjectIndex project = 0;
  Worth worth;
};

std::vector<Line> make_list(const FundElection& election, const FundProfile& profile,
                            const TieOrder& ties, const FundResult& result) {
  std::vector<bool> is_taken(election.projects.size(), false);
  for (const ProjectIndex project : result.selection_order) is_taken[project] = true;
  std::vector<Line> list;
  for (const ProjectIndex project : ties.order()) {
    if (is_taken[project] || !may_be_funded(result, project)) continue;
    list.push_back({project, worth_of(election, profile, project)});
  }
  std::stable_sort(list.begin(), list.end(), [](const Line& one, const Line& other) {
    return is_larger(one.worth, other.worth);
  });
  return list;
}

/// States the tie of equal lines, if their order left one out that would have fitted in front.
void state_tie(std::span<const Line> equal, std::span<const GreedyStep> steps,
               const FundElection& election, const TieOrder& ties, FundResult& result) {
  std::optional<ProjectIndex> last_taken;
  for (const GreedyStep& step : steps) {
    if (step.taken) last_taken = step.project;
    if (step.taken || !last_taken || election.projects[step.project].cost > steps[0].left) continue;
    std::vector<ProjectIndex> projects;
    for (const Line& line : equal) projects.push_back(line.project);
    std::sort(projects.begin(), projects.end());
    result.ties.push_back(
        {std::move(projects), *last_taken, ties.reason(*last_taken, step.project)});
    return;
  }
}

}  // namespace

void fund_by_greedy(const FundElection& election, const FundProfile& profile, const TieOrder& ties,
                    FundResult& result) {
  const std::vector<Line> list = make_list(election, profile, ties, result);
  for (const Line& line : list) {
    const Money left = election.budget - result.total_cost;
    const bool fits = election.projects[line.project].cost <= left;
    result.greedy_steps.push_back({line.project, fits, left});
    if (fits) take(election, line.project, result);
  }
  for (std::size_t begin = 0; begin < list.size();) {
    std::size_t end = begin + 1;
    while (end < list.size() && !is_larger(list[begin].worth, list[end].worth)) ++end;
    state_tie(std::span(list).subspan(begin, end - begin),
              std::span(result.greedy_steps).subspan(begin, end - begin), election, ties, result);
    begin = end;
  }
}

void take(const FundElection& election, ProjectIndex project, FundResult& result) {
  result.selection_order.push_back(project);
  result.total_cost += election.projects[project].cost;
}

bool may_be_funded(const FundResult& result, ProjectIndex project) {
  return result.rule.unsupported == UnsupportedProjects::if_they_fit ||
         result.projects[project].supporters > 0;
}

}  // namespace torg::tally
