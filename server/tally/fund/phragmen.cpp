#include "tally/fund/phragmen.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "tally/exact/approximate.hpp"
#include "tally/fund/greedy.hpp"

namespace torg::tally {

namespace {

/// An upper bound on the relative error of one operation on doubles, with room to spare.
constexpr double epsilon = 0x1p-51;

constexpr std::uint32_t no_round = 0xFFFFFFFF;

/// Loads are kept twice: in floating point with a bound on the relative error (all sums are of
/// positive terms), which tells which projects may be next, and as numerators over one denominator,
/// by which equal and nearly equal ones are told apart.
class Phragmen {
 public:
  Phragmen(const FundElection& election, const FundProfile& profile, const TieOrder& ties,
           FundResult& result)
      : election_(election),
        profile_(profile),
        ties_(ties),
        result_(result),
        loads_(profile.types.size(), 0),
        last_round_(profile.types.size(), no_round) {
    for (const VoterType& type : profile.types) weights_.push_back(approximate(type.weight));
    std::vector<bool> is_taken(election.projects.size(), false);
    for (const ProjectIndex project : result.selection_order) is_taken[project] = true;
    for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
      if (is_taken[project] || election.projects[project].cost > election.budget) continue;
      if (profile.values[project] > 0) {
        candidates_.push_back(
            {project, approximate(exact_cost(project)), approximate(profile.values[project])});
      } else if (may_be_funded(result, project)) {
        unsupported_.push_back(project);
      }
    }
  }

  void run() {
    result_.stop = FundStop::no_candidates;
    while (!candidates_.empty()) {
      const std::vector<std::size_t> lowest = find_lowest();
      if (!all_fit(lowest)) {
        stop_at(lowest);
        return;
      }
      buy(first_of(lowest));
    }
    take_unsupported();
  }

 private:
  struct Candidate {
    ProjectIndex project = 0;
    double cost = 0;
    double weight = 0;
    /// With the loads of some earlier round; it never falls.
    double load = 0;
    bool is_current = false;
  };

  Integer exact_cost(ProjectIndex project) const {
    return profile_.weight_unit * election_.projects[project].cost;
  }

  Money left() const { return election_.budget - result_.total_cost; }

  void evaluate(Candidate& candidate) const {
    double sum = candidate.cost;
    for (const Supporter& supporter : profile_.supporters[candidate.project]) {
      sum += weights_[supporter.type] * loads_[supporter.type];
    }
    candidate.load = sum / candidate.weight;
    candidate.is_current = true;
  }

  /// How far, relatively, a load worked out in this round can be from the truth.
  double doubt() const {
    return error_ + (static_cast<double>(profile_.types.size()) + 16) * epsilon;
  }

  /// The places of the candidates with the smallest load.
  std::vector<std::size_t> find_lowest() {
    for (Candidate& candidate : candidates_) candidate.is_current = false;
    const double above = 1 + 4 * doubt();
    double at_most = std::numeric_limits<double>::infinity();
    while (true) {
      Candidate* lowest = nullptr;
      for (Candidate& candidate : candidates_) {
        if (candidate.is_current || candidate.load > at_most) continue;
        if (lowest == nullptr || candidate.load < lowest->load) lowest = &candidate;
      }
      if (lowest == nullptr) break;
      evaluate(*lowest);
      at_most = std::min(at_most, lowest->load * above);
    }
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < candidates_.size(); ++place) {
      const Candidate& candidate = candidates_[place];
      if (candidate.is_current && candidate.load <= at_most) places.push_back(place);
    }
    if (places.size() > 1) keep_exactly_lowest(places);
    return places;
  }

  void keep_exactly_lowest(std::vector<std::size_t>& places) {
    std::vector<std::size_t> lowest;
    Integer least_above;
    Integer least_below;
    for (const std::size_t place : places) {
      const ProjectIndex project = candidates_[place].project;
      const Integer above = carried(project);
      const Integer& below = profile_.values[project];
      const int order =
          lowest.empty() ? -1 : Integer(above * least_below).compare(least_above * below);
      if (order > 0) continue;
      if (order < 0) lowest.clear();
      lowest.push_back(place);
      least_above = above;
      least_below = below;
    }
    places = lowest;
  }

  /// What the project's supporters carry and its cost, over denominator_.
  Integer carried(ProjectIndex project) {
    work_out();
    return carried_with(project, last_round_);
  }

  Integer carried_with(ProjectIndex project, const std::vector<std::uint32_t>& last_round) const {
    std::vector<Integer> weights(rounds_.size(), Integer(0));
    for (const Supporter& supporter : profile_.supporters[project]) {
      const std::uint32_t round = last_round[supporter.type];
      if (round != no_round) weights[round] += profile_.types[supporter.type].weight;
    }
    Integer sum = exact_cost(project) * denominator_;
    for (std::size_t round = 0; round < exact_loads_.size(); ++round) {
      sum += weights[round] * exact_loads_[round];
    }
    return sum;
  }

  /// Brings the exact loads up to the last round.
  void work_out() {
    while (exact_loads_.size() < rounds_.size()) {
      const ProjectIndex project = rounds_[exact_loads_.size()];
      const auto round = static_cast<std::uint32_t>(exact_loads_.size());
      // Loads only grow, so what a supporter carried before this round is its last one before it.
      const Integer above = carried_with(project, exact_last_round());
      const Integer common = boost::multiprecision::gcd(above, profile_.values[project]);
      const Integer factor = profile_.values[project] / common;
      denominator_ *= factor;
      for (Integer& load : exact_loads_) load *= factor;
      exact_loads_.push_back(above / common);
      for (const Supporter& supporter : profile_.supporters[project]) {
        exact_last_round_[supporter.type] = round;
      }
    }
  }

  const std::vector<std::uint32_t>& exact_last_round() {
    exact_last_round_.resize(profile_.types.size(), no_round);
    return exact_last_round_;
  }

  bool all_fit(std::span<const std::size_t> places) const {
    return std::ranges::all_of(places, [this](std::size_t place) {
      return election_.projects[candidates_[place].project].cost <= left();
    });
  }

  std::vector<ProjectIndex> projects_at(std::span<const std::size_t> places) const {
    std::vector<ProjectIndex> projects;
    for (const std::size_t place : places) projects.push_back(candidates_[place].project);
    std::sort(projects.begin(), projects.end());
    return projects;
  }

  void stop_at(std::span<const std::size_t> lowest) {
    result_.stop = FundStop::next_does_not_fit;
    result_.phragmen_next = projects_at(lowest);
    const ProjectIndex next = result_.phragmen_next.front();
    const Integer above = carried(next);
    result_.phragmen_next_load = Rational(above, denominator_ * profile_.values[next]);
    state_rounds();
  }

  std::size_t first_of(std::span<const std::size_t> places) {
    if (places.size() == 1) return places.front();
    const FundTie tie = decide(projects_at(places));
    return *std::ranges::find_if(
        places, [&](std::size_t place) { return candidates_[place].project == tie.first; });
  }

  FundTie decide(std::vector<ProjectIndex> projects) {
    note_tie(result_.ties_met, projects);
    result_.ties.push_back(ties_.decide(std::move(projects)));
    return result_.ties.back();
  }

  void buy(std::size_t place) {
    const Candidate candidate = candidates_[place];
    candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(place));
    error_ = doubt();
    for (const Supporter& supporter : profile_.supporters[candidate.project]) {
      loads_[supporter.type] = candidate.load;
      last_round_[supporter.type] = static_cast<std::uint32_t>(rounds_.size());
    }
    rounds_.push_back(candidate.project);
    take(election_, candidate.project, result_);
    result_.phragmen_rounds.push_back({candidate.project, 0, left()});
  }

  void take_unsupported() {
    state_rounds();
    while (!unsupported_.empty()) {
      const bool fits = std::ranges::all_of(unsupported_, [this](ProjectIndex project) {
        return election_.projects[project].cost <= left();
      });
      if (!fits) {
        result_.stop = FundStop::next_does_not_fit;
        result_.phragmen_next = unsupported_;
        return;
      }
      const ProjectIndex next =
          unsupported_.size() == 1 ? unsupported_.front() : decide(unsupported_).first;
      std::erase(unsupported_, next);
      take(election_, next, result_);
    }
  }

  void state_rounds() {
    work_out();
    for (std::size_t round = 0; round < exact_loads_.size(); ++round) {
      result_.phragmen_rounds[round].load = Rational(exact_loads_[round], denominator_);
    }
  }

  const FundElection& election_;
  const FundProfile& profile_;
  const TieOrder& ties_;
  FundResult& result_;

  std::vector<Candidate> candidates_;
  std::vector<ProjectIndex> unsupported_;
  std::vector<ProjectIndex> rounds_;

  std::vector<double> weights_;
  std::vector<double> loads_;
  double error_ = 0;
  std::vector<std::uint32_t> last_round_;

  Integer denominator_ = 1;
  std::vector<Integer> exact_loads_;
  std::vector<std::uint32_t> exact_last_round_;
};

}  // namespace

void fund_by_phragmen(const FundElection& election, const FundProfile& profile,
                      const TieOrder& ties, FundResult& result) {
  Phragmen(election, profile, ties, result).run();
}

}  // namespace torg::tally
