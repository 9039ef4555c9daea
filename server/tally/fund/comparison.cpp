#include "tally/fund/comparison.hpp"

#include <algorithm>
#include <utility>

namespace torg::tally {

namespace {

struct Variant {
  FundMethod method;
  FundSatisfaction satisfaction;
};

std::vector<Variant> variants_for(FundForm form) {
  using enum FundMethod;
  using enum FundSatisfaction;
  switch (form) {
    case FundForm::approval:
      return {{greedy, cost},
              {greedy, cardinality},
              {equal_shares, cost},
              {equal_shares, cardinality},
              {phragmen, cost},
              {knapsack, cardinality},
              {knapsack, FundSatisfaction::cost}};
    case FundForm::points:
      return {{greedy, points_x_cost},
              {greedy, points},
              {equal_shares, points_x_cost},
              {equal_shares, points},
              {knapsack, points}};
    case FundForm::ranking:
      return {{greedy, rankpoints_x_cost},
              {greedy, rankpoints},
              {equal_shares, rankpoints_x_cost},
              {equal_shares, rankpoints},
              {knapsack, rankpoints}};
  }
  return {};
}

FundRule variant_of(const FundRule& chosen, const Variant& variant) {
  FundRule rule = chosen;
  rule.method = variant.method;
  rule.satisfaction = variant.satisfaction;
  const bool equal_shares = variant.method == FundMethod::equal_shares;
  rule.completion = equal_shares ? FundCompletion::add1 : FundCompletion::none;
  rule.utilitarian = equal_shares || variant.method == FundMethod::phragmen;
  return rule;
}

bool same_count(const FundRule& one, const FundRule& other) {
  return one.method == other.method && one.satisfaction == other.satisfaction &&
         one.completion == other.completion && one.utilitarian == other.utilitarian;
}

std::size_t ranking_length(const FundElection& election) {
  if (election.ranking_length) return *election.ranking_length;
  std::size_t longest = 0;
  for (const FundBallot& ballot : election.ballots) longest = std::max(longest, ballot.size());
  return longest;
}

void judge(FundOutcome& outcome, const FundElection& election,
           const std::vector<std::int64_t>& chosen_gains) {
  outcome.fares.reserve(chosen_gains.size());
  for (std::size_t ballot = 0; ballot < chosen_gains.size(); ++ballot) {
    const std::int64_t gain = gain_of(election, outcome.result, ballot);
    const Fare fare = gain > chosen_gains[ballot]   ? Fare::better
                      : gain < chosen_gains[ballot] ? Fare::worse
                                                    : Fare::same;
    outcome.better += fare == Fare::better ? 1 : 0;
    outcome.worse += fare == Fare::worse ? 1 : 0;
    outcome.fares.push_back(fare);
  }
}

}  // namespace

std::int64_t gain_of(const FundElection& election, const FundResult& result, std::size_t ballot) {
  const FundBallot& marks = election.ballots[ballot];
  if (check_ballot(election, marks)) return 0;
  const auto length = static_cast<std::int64_t>(ranking_length(election));
  std::int64_t gain = 0;
  for (std::size_t place = 0; place < marks.size(); ++place) {
    if (!result.is_selected(marks[place].project)) continue;
    switch (election.form) {
      case FundForm::approval:
        gain += 1;
        break;
      case FundForm::points:
        gain += marks[place].value;
        break;
      case FundForm::ranking:
        gain += length - static_cast<std::int64_t>(place);
        break;
    }
  }
  return gain;
}

std::vector<FundRule> fund_rules_for(FundForm form, const FundRule& chosen) {
  std::vector<FundRule> rules;
  for (const Variant& variant : variants_for(form)) rules.push_back(variant_of(chosen, variant));
  return rules;
}

std::vector<FundOutcome> compare_fund_rules(const FundRule& chosen, const FundElection& election) {
  const bool weighted = !election.weights.empty();
  std::vector<FundOutcome> outcomes;
  const auto add = [&](const FundRule& rule, const FundElection& counted, bool by_weight) {
    FundOutcome& outcome = outcomes.emplace_back();
    outcome.rule = rule;
    outcome.weighted = by_weight;
    outcome.result = tally_fund(rule, counted);
  };

  add(chosen, election, weighted);
  outcomes.front().chosen = true;
  for (const FundRule& rule : fund_rules_for(election.form, chosen)) {
    if (!same_count(rule, chosen)) add(rule, election, weighted);
  }
  if (weighted) {
    FundElection alike = election;
    alike.weights.clear();
    add(chosen, alike, false);
  }

  std::vector<std::int64_t> gains;
  for (std::size_t ballot = 0; ballot < election.ballots.size(); ++ballot) {
    gains.push_back(gain_of(election, outcomes.front().result, ballot));
  }
  for (FundOutcome& outcome : outcomes) judge(outcome, election, gains);
  return outcomes;
}

}  // namespace torg::tally
