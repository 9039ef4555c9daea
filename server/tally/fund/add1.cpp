#include <algorithm>
#include <vector>

#include "tally/fund/equal_shares.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

namespace {

/// What could still be bought after a run: projects that cost something and satisfy somebody.
class Leftovers {
 public:
  Leftovers(const FundElection& election, const FundProfile& profile) : election_(election) {
    for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
      if (election.projects[project].cost > 0 && profile.has_satisfaction(project)) {
        wanted_.push_back(project);
      }
    }
    std::ranges::sort(wanted_, {}, [&](ProjectIndex project) { return cost(project); });
    is_bought_.resize(election.projects.size());
  }

  bool nothing_left(const EqualSharesRun& run) const {
    return run.bought().size() == wanted_.size();
  }

  bool nothing_fits(const EqualSharesRun& run) {
    std::fill(is_bought_.begin(), is_bought_.end(), false);
    for (const ProjectIndex project : run.bought()) is_bought_[project] = true;
    const auto cheapest =
        std::ranges::find_if(wanted_, [&](ProjectIndex project) { return !is_bought_[project]; });
    return cheapest == wanted_.end() || cost(*cheapest) > election_.budget - run.total_cost();
  }

 private:
  Money cost(ProjectIndex project) const { return election_.projects[project].cost; }

  const FundElection& election_;
  /// Cheapest first.
  std::vector<ProjectIndex> wanted_;
  std::vector<bool> is_bought_;
};

/// How many steps of Add1 can be left out after a run because they are proved to repeat it. Looks
/// for them only where runs have been alike for a while, since the proof costs as much as some
/// runs.
class Repeats {
 public:
  Repeats(const FundElection& election)
      : unit_(static_cast<double>(election.currency_unit)),
        least_patience_(election.projects.size() / 32),
        patience_(least_patience_) {}

  std::int64_t after(const EqualSharesRun& run) {
    alike_ = run.is_as_before() ? alike_ + 1 : 0;
    if (alike_ < patience_) return 0;
    const auto steps = static_cast<std::int64_t>(run.steady_for() / unit_ * (1 - 0x1p-50));
    patience_ = steps > 0 ? least_patience_ : std::min(2 * patience_ + 1, most_patience);
    alike_ = 0;
    return steps;
  }

 private:
  static constexpr std::size_t most_patience = 64;
  double unit_;
  std::size_t least_patience_;
  std::size_t patience_;
  std::size_t alike_ = 0;
};

}  // namespace

void add_one_until_done(const FundElection& election, const FundProfile& profile,
                        const Rational& endowment, EqualSharesRun& run, FundResult& result) {
  Leftovers leftovers(election, profile);
  Repeats repeats(election);
  Rational now = endowment;
  std::vector<bool> is_bought(election.projects.size(), false);
  while (true) {
    run.run(now);
    for (const ProjectIndex project : run.bought()) is_bought[project] = true;
    ++result.runs;
    ++result.runs_worked_out;
    for (const auto& set : run.tied()) note_tie(result.ties_met, set);
    if (run.total_cost() > election.budget) {
      result.stop = FundStop::next_step_would_overspend;
      now -= election.currency_unit;
      run.run(now);
      break;
    }
    if (result.rule.completion == FundCompletion::add1 && leftovers.nothing_fits(run)) {
      result.stop = FundStop::exhaustive;
      break;
    }
    if (leftovers.nothing_left(run)) {
      result.stop = FundStop::everything_funded;
      break;
    }
    const std::int64_t repeated = repeats.after(run);
    result.runs += repeated;
    now += Rational(repeated + 1) * election.currency_unit;
  }
  result.endowment_final = now;
  for (ProjectIndex project = 0; project < is_bought.size(); ++project) {
    if (is_bought[project]) result.bought_in_any_run.push_back(project);
  }
}

}  // namespace torg::tally
