#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "tally/fund/equal_shares_run.hpp"
#include "tally/fund/fund.hpp"
#include "tally/fund/profile.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

namespace {

template <class Number>
Number any_of(Number least, Number end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(least, end));
}

/// A few voters and a pot that gives each of them hundreds of steps. Prices are multiples of a
/// number that is often large, so that ties are common and also last.
FundElection any_election() {
  FundElection election;
  election.form = *rc::gen::element(FundForm::approval, FundForm::points);
  election.budget = any_of<Money>(300, 6000);
  election.currency_unit = *rc::gen::element<Money>(1, 1, 7);
  const Money grain = *rc::gen::element<Money>(1, 50, 200);
  const auto projects = any_of<std::size_t>(1, 9);
  for (std::size_t k = 0; k < projects; ++k) {
    election.projects.push_back(
        {std::string(1, static_cast<char>('a' + k)), grain * any_of<Money>(1, 4000 / grain)});
  }
  const auto people = any_of<std::size_t>(1, 9);
  const bool has_weights = any_of(0, 4) == 0;
  for (std::size_t k = 0; k < people; ++k) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (ProjectIndex project = 0; project < projects; ++project) {
      const auto points = any_of<std::int64_t>(0, 5);
      if (points > 2) ballot.push_back({project, points - 2});
    }
    if (has_weights) election.weights.emplace_back(any_of<int>(1, 5), any_of<int>(1, 4));
  }
  return election;
}

FundRule any_rule(const FundElection& election) {
  FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.completion =
      *rc::gen::element(FundCompletion::add1, FundCompletion::add1_no_exhaustive_stop);
  using enum FundSatisfaction;
  rule.satisfaction = election.form == FundForm::points
                          ? *rc::gen::element(points, points_x_cost, cardinality)
                          : *rc::gen::element(cost, cardinality);
  rule.ties = *rc::gen::element(FundTies::lexico, FundTies::score_cost_id);
  return rule;
}

struct Stepped {
  std::vector<ProjectIndex> bought;
  std::vector<std::vector<ProjectIndex>> ties_met;
  std::int64_t runs = 0;
  FundStop stop{};
  Rational endowment;
};

/// Add1 as it is defined: one unit more, and again.
Stepped step_by_step(const FundRule& rule, const FundElection& election) {
  FundResult counts;
  const FundProfile profile = read_profile(rule, election, counts);
  const TieOrder ties(rule, election, counts.projects);
  EqualSharesRun run(election, profile, ties);
  Stepped stepped;
  stepped.endowment = Rational(profile.weight_unit * election.budget, profile.total_weight);
  while (true) {
    run.run(stepped.endowment);
    ++stepped.runs;
    for (const auto& set : run.tied()) note_tie(stepped.ties_met, set);
    if (run.total_cost() > election.budget) {
      stepped.stop = FundStop::next_step_would_overspend;
      stepped.endowment -= election.currency_unit;
      return stepped;
    }
    stepped.bought.assign(run.bought().begin(), run.bought().end());
    bool is_all = true;
    bool fits = false;
    for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
      if (!profile.has_satisfaction(project) || std::ranges::count(stepped.bought, project) != 0) {
        continue;
      }
      is_all = false;
      fits |= election.projects[project].cost <= election.budget - run.total_cost();
    }
    if (rule.completion == FundCompletion::add1 && !fits) {
      stepped.stop = FundStop::exhaustive;
      return stepped;
    }
    if (is_all) {
      stepped.stop = FundStop::everything_funded;
      return stepped;
    }
    stepped.endowment += election.currency_unit;
  }
}

RC_GTEST_PROP(Add1Properties, given_any_vote_when_steps_are_left_out_then_every_step_is_as_made,
              ()) {
  const FundElection election = any_election();
  const FundRule rule = any_rule(election);
  const FundResult result = tally_fund(rule, election);
  const Stepped stepped = step_by_step(rule, election);
  RC_ASSERT(result.selection_order == stepped.bought);
  RC_ASSERT(result.ties_met == stepped.ties_met);
  RC_ASSERT(result.runs == stepped.runs);
  RC_ASSERT(result.stop == stepped.stop);
  RC_ASSERT(result.endowment_final == stepped.endowment);
  RC_ASSERT(result.runs_worked_out <= result.runs);
}

RC_GTEST_PROP(Add1Properties, given_a_run_when_it_is_steady_then_runs_with_more_repeat_it, ()) {
  const FundElection election = any_election();
  const FundRule rule = any_rule(election);
  FundResult counts;
  const FundProfile profile = read_profile(rule, election, counts);
  const TieOrder ties(rule, election, counts.projects);
  EqualSharesRun run(election, profile, ties);
  const Rational endowment(profile.weight_unit * any_of<Money>(1, 7000), profile.total_weight);
  run.run(endowment);
  const std::vector<ProjectIndex> bought(run.bought().begin(), run.bought().end());
  const std::vector<std::vector<ProjectIndex>> tied(run.tied().begin(), run.tied().end());
  const double steady = std::min(run.steady_for(), 0x1p20);
  for (const int part : {1, 2, 700, 999, 1000}) {
    const auto more = static_cast<std::int64_t>(steady * 0x1p20 * part / 1000);
    run.run(endowment + Rational(Integer(more), Integer(1 << 20)));
    RC_ASSERT(std::ranges::equal(run.bought(), bought));
    RC_ASSERT(std::ranges::equal(run.tied(), tied));
  }
}

}  // namespace

}  // namespace torg::tally
