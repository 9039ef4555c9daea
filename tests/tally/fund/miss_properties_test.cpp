#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tally/fund/miss.hpp"

/// Both figures of why a project lost, against every price and every number of extra ballots.
namespace torg::tally {

namespace {

/// As many extra ballots are tried by brute force.
constexpr std::int64_t most_extra_tried = 30;

/// So that a hundred cases meet what is rare.
constexpr std::uint32_t votes_of_case = 20;

/// A vote from one seed: many ties, many prices at which something changes.
class AnyVote {
 public:
  explicit AnyVote(std::uint32_t seed) : random_(seed) {
    make_projects();
    make_ballots();
    make_limits();
    make_rule();
  }

  const FundElection& election() const { return election_; }
  const FundRule& rule() const { return rule_; }

 private:
  template <class Number>
  Number any(Number least, Number end) {
    return least + static_cast<Number>(random_() % static_cast<std::uint32_t>(end - least));
  }
  bool one_in(std::uint32_t times) { return random_() % times == 0; }
  template <class Choice>
  Choice one_of(std::initializer_list<Choice> choices) {
    return choices.begin()[random_() % choices.size()];
  }

  void make_projects() {
    election_.form = one_of({FundForm::approval, FundForm::points, FundForm::ranking});
    election_.budget = any<Money>(10, 120);
    if (one_in(4)) election_.currency_unit = any<Money>(1, 8);
    const auto projects = any<std::size_t>(2, 7);
    const Money end = one_in(2) ? 31 : 61;
    for (std::size_t k = 0; k < projects; ++k) {
      const Money cost = one_in(20) ? 0 : any<Money>(1, end);
      election_.projects.push_back({std::string(1, static_cast<char>('a' + k)), cost});
    }
  }

  void make_ballots() {
    const auto people = any<std::size_t>(1, 11);
    const auto sparse = any<std::int64_t>(1, 5);
    for (std::size_t k = 0; k < people; ++k) {
      FundBallot& ballot = election_.ballots.emplace_back();
      for (ProjectIndex project = 0; project < election_.projects.size(); ++project) {
        const auto points = any<std::int64_t>(0, 7);
        if (points >= sparse) ballot.push_back({project, points - sparse});
      }
      std::shuffle(ballot.begin(), ballot.end(), random_);
    }
    if (!one_in(3)) return;
    for (std::size_t k = 0; k < people; ++k) {
      election_.weights.emplace_back(any<int>(1, 5), any<int>(1, 4));
    }
  }

  void make_limits() {
    if (one_in(4)) election_.limits.most_points_per_project = any<std::int64_t>(1, 6);
    if (one_in(6)) election_.limits.most_cost = any<Money>(20, 150);
    if (one_in(4)) election_.ranking_length = any<std::size_t>(1, 6);
  }

  void make_rule() {
    using enum FundSatisfaction;
    using enum FundMethod;
    rule_.method = one_of({equal_shares, equal_shares, equal_shares, greedy, phragmen, knapsack});
    if (election_.form == FundForm::approval) {
      rule_.satisfaction = one_of({cost, cardinality});
    } else {
      if (rule_.method == phragmen) rule_.method = equal_shares;
      rule_.satisfaction = election_.form == FundForm::points
                               ? one_of({points, points_x_cost, cardinality})
                               : one_of({rankpoints, rankpoints_x_cost, borda});
    }
    if (rule_.method == equal_shares) {
      rule_.completion = one_of(
          {FundCompletion::none, FundCompletion::add1, FundCompletion::add1_no_exhaustive_stop});
    }
    rule_.utilitarian = (rule_.method == equal_shares || rule_.method == phragmen) && one_in(2);
    rule_.ties = one_of({FundTies::lexico, FundTies::score_cost_id, FundTies::meeting});
    if (one_in(3)) rule_.unsupported = UnsupportedProjects::never;
    if (one_in(3)) rule_.free = FreeProjects::first;
    if (one_in(3)) rule_.blank = BlankBallots::left_out;
    if (rule_.ties != FundTies::meeting) return;
    rule_.lot.resize(election_.projects.size());
    std::iota(rule_.lot.begin(), rule_.lot.end(), ProjectIndex{0});
    std::shuffle(rule_.lot.begin(), rule_.lot.end(), random_);
  }

  std::mt19937 random_;
  FundElection election_;
  FundRule rule_;
};

/// All else equal: only the ballots that count.
FundElection of_counted(FundElection election, const FundResult& result) {
  for (auto refusal = result.refused.rbegin(); refusal != result.refused.rend(); ++refusal) {
    const auto at = static_cast<std::ptrdiff_t>(refusal->ballot);
    election.ballots.erase(election.ballots.begin() + at);
    if (!election.weights.empty()) election.weights.erase(election.weights.begin() + at);
  }
  return election;
}

std::optional<Money> highest_by_trying(const FundRule& rule, FundElection election,
                                       ProjectIndex project) {
  for (Money& cost = election.projects[project].cost; --cost > 0;) {
    if (tally_fund(rule, election).is_selected(project)) return cost;
  }
  return std::nullopt;
}

std::optional<std::int64_t> fewest_by_trying(const FundRule& rule, FundElection election,
                                             ProjectIndex project) {
  const FundBallot ballot{{project, election.limits.most_points_per_project.value_or(1)}};
  if (check_ballot(election, ballot)) return std::nullopt;
  for (std::int64_t extra = 1; extra <= most_extra_tried; ++extra) {
    election.ballots.push_back(ballot);
    if (!election.weights.empty()) election.weights.emplace_back(1);
    if (tally_fund(rule, election).is_selected(project)) return extra;
  }
  return std::nullopt;
}

void check_figures(std::uint32_t seed, const FundMissLimits& limits) {
  const AnyVote vote(seed);
  const FundResult result = tally_fund(vote.rule(), vote.election());
  const FundElection counted = of_counted(vote.election(), result);
  for (const FundMiss& miss : fund_misses(vote.rule(), vote.election(), result, limits)) {
    const auto highest = highest_by_trying(vote.rule(), counted, miss.project);
    RC_ASSERT(miss.highest_cost.value_or(0) <= highest.value_or(0));
    if (miss.highest_cost_proved) RC_ASSERT(miss.highest_cost == highest);
    const auto fewest = fewest_by_trying(vote.rule(), counted, miss.project);
    const auto stated = miss.extra_supporters.value_or(most_extra_tried + 1);
    RC_ASSERT(stated >= fewest.value_or(most_extra_tried + 1));
    if (miss.extra_supporters_proved && fewest) RC_ASSERT(miss.extra_supporters == fewest);
    if (limits.most_steps >= FundMissLimits{}.most_steps) RC_ASSERT(miss.highest_cost_proved);
  }
}

FundMissLimits without_end() {
  FundMissLimits limits;
  limits.proof_per_search = 1'000'000;
  return limits;
}

RC_GTEST_PROP(FundMissProperties, given_any_vote_then_no_other_price_or_number_is_better, ()) {
  const auto first = *rc::gen::arbitrary<std::uint32_t>();
  for (std::uint32_t k = 0; k < votes_of_case; ++k) check_figures(first + k, without_end());
}

RC_GTEST_PROP(FundMissProperties, given_any_limit_on_the_work_then_what_is_said_is_true, ()) {
  FundMissLimits limits;
  limits.most_steps = *rc::gen::inRange<std::int64_t>(1, 300'000);
  check_figures(*rc::gen::arbitrary<std::uint32_t>(), limits);
}

}  // namespace

}  // namespace torg::tally
