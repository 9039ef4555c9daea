#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/compared_rules.hpp"
#include "domain/counting_rule.hpp"
#include "domain/fund_vote.hpp"
#include "domain/group_outcomes.hpp"
#include "tally/fund/fund.hpp"

namespace torg::domain {

namespace {

using protocol::FundCompletion;
using protocol::FundForm;
using protocol::FundMethod;
using protocol::Satisfaction;

struct Counted {
  protocol::FundRule rule;
  tally::FundResult result;
};

struct Alternative {
  FundMethod method{};
  Satisfaction satisfaction{};
};

// Those that the field uses with such ballots.
std::vector<Alternative> alternatives(FundForm form) {
  switch (form) {
    case FundForm::approve:
      return {{FundMethod::equal_shares, Satisfaction::cost},
              {FundMethod::equal_shares, Satisfaction::cardinality},
              {FundMethod::phragmen, Satisfaction::cost},
              {FundMethod::greedy, Satisfaction::cost},
              {FundMethod::greedy, Satisfaction::cardinality},
              {FundMethod::knapsack, Satisfaction::cost}};
    case FundForm::points:
      return {{FundMethod::equal_shares, Satisfaction::points},
              {FundMethod::equal_shares, Satisfaction::points_x_cost},
              {FundMethod::greedy, Satisfaction::points_x_cost},
              {FundMethod::greedy, Satisfaction::points},
              {FundMethod::knapsack, Satisfaction::points}};
    case FundForm::rank:
      return {{FundMethod::equal_shares, Satisfaction::rankpoints},
              {FundMethod::equal_shares, Satisfaction::rankpoints_x_cost},
              {FundMethod::greedy, Satisfaction::rankpoints_x_cost},
              {FundMethod::greedy, Satisfaction::rankpoints},
              {FundMethod::knapsack, Satisfaction::rankpoints}};
  }
  return {};
}

protocol::FundRule with(protocol::FundRule rule, Alternative const& other) {
  rule.method = other.method;
  rule.satisfaction = other.satisfaction;
  rule.completion =
      other.method == FundMethod::equal_shares ? FundCompletion::add1 : FundCompletion::none;
  rule.utilitarian =
      other.method == FundMethod::equal_shares || other.method == FundMethod::phragmen;
  return rule;
}

// Whether both count alike, but for what Equal Shares does in the end.
bool is_same(protocol::FundRule const& rule, protocol::FundRule const& other) {
  if (rule == other) return true;
  if (rule.method != other.method || rule.method == FundMethod::equal_shares) return false;
  return rule.method == FundMethod::phragmen || rule.satisfaction == other.satisfaction;
}

tally::FundResult count(FundVote const& vote, protocol::FundRule const& rule) {
  // So that the whole comparison stays within a second on a small machine.
  constexpr std::int64_t most_nodes = 200'000;
  tally::FundRule counting = counting_rule(rule, vote.lot);
  counting.most_nodes = most_nodes;
  return tally::tally_fund(counting, vote.election);
}

// The rule of the box first. What the search for the best set could not prove is left out.
std::vector<Counted> count_all(FundVote const& vote, protocol::FundRule const& chosen) {
  std::vector<Counted> all{
      {chosen, tally::tally_fund(counting_rule(chosen, vote.lot), vote.election)}};
  if (all.front().result.status == tally::FundStatus::not_proved) return {};
  for (Alternative const& other : alternatives(chosen.form)) {
    protocol::FundRule rule = with(chosen, other);
    if (is_same(rule, chosen)) continue;
    auto result = count(vote, rule);
    if (result.status == tally::FundStatus::not_proved) continue;
    all.push_back({std::move(rule), std::move(result)});
  }
  if (chosen.weights) {
    FundVote unweighted = vote;
    unweighted.election.weights.clear();
    protocol::FundRule rule = chosen;
    rule.weights.reset();
    auto result = count(unweighted, rule);
    if (result.status == tally::FundStatus::ok) all.push_back({std::move(rule), std::move(result)});
  }
  return all;
}

// What the projects on a ballot are worth to whoever cast it. Fits any sum: a mark is worth at most
// a thousand and a project costs at most a trillion.
class Worth {
 public:
  Worth(FundVote const& vote, Satisfaction satisfaction)
      : election_(vote.election), satisfaction_(satisfaction) {}

  tally::Wide of(tally::FundBallot const& ballot, std::vector<bool> const& funded) const {
    tally::Wide worth = 0;
    for (std::size_t place = 0; place < ballot.size(); ++place) {
      if (funded[ballot[place].project]) worth += of_mark(ballot, place);
    }
    return worth;
  }

 private:
  tally::Wide of_mark(tally::FundBallot const& ballot, std::size_t place) const {
    auto const cost = static_cast<tally::Wide>(election_.projects[ballot[place].project].cost);
    auto const points = static_cast<tally::Wide>(ballot[place].value);
    std::size_t const length = election_.ranking_length.value_or(ballot.size());
    switch (satisfaction_) {
      case Satisfaction::cost:
        return cost;
      case Satisfaction::cardinality:
        return 1;
      case Satisfaction::points:
        return points;
      case Satisfaction::points_x_cost:
        return points * cost;
      case Satisfaction::rankpoints:
        return length - place;
      case Satisfaction::rankpoints_x_cost:
        return static_cast<tally::Wide>(length - place) * cost;
      case Satisfaction::borda:
        return ballot.size() - place - 1;
    }
    return 0;
  }

  tally::FundElection const& election_;
  Satisfaction satisfaction_;
};

std::vector<bool> funded_in(tally::FundResult const& result, std::size_t projects) {
  std::vector<bool> funded(projects);
  for (tally::ProjectIndex const project : result.selected) funded[project] = true;
  return funded;
}

protocol::RuleOutcome outcome_of(protocol::BallotOpened const& opened, Counted const& counted) {
  protocol::RuleOutcome outcome;
  tally::RuleId const id = counting_rule_id(counted.rule);
  outcome.rule_name = std::string(id.name);
  outcome.rule_version = id.version;
  outcome.method = std::string(protocol::to_string(counted.rule.method));
  if (counted.rule.method != FundMethod::phragmen) {
    outcome.satisfaction = counted.rule.satisfaction;
  }
  outcome.completion = counted.rule.completion;
  outcome.utilitarian = counted.rule.utilitarian;
  outcome.weighted = counted.rule.weights.has_value();
  for (tally::ProjectIndex const project : counted.result.selected) {
    auto const& option = opened.options[project];
    outcome.amounts.push_back({option.option, option.cost.value_or(0)});
  }
  outcome.spent = counted.result.total_cost;
  return outcome;
}

}  // namespace

std::optional<protocol::Comparison> compare_funds(protocol::BallotOpened const& opened,
                                                  protocol::FundRule const& rule,
                                                  std::vector<CountedBallot> const& ballots) {
  FundVote const vote = fund_vote(opened, rule, ballots);
  auto const& cast = vote.election.ballots;
  if (cast.empty()) return std::nullopt;
  auto const all = count_all(vote, rule);
  if (all.empty()) return std::nullopt;
  Worth const worth(vote, rule.satisfaction);
  auto const chosen = funded_in(all.front().result, opened.options.size());

  GroupOutcomes const groups(vote.classes, vote.others, GroupOutcomes::Content::counted);
  protocol::Comparison comparison;
  for (std::size_t number = 0; number < all.size(); ++number) {
    auto const funded = funded_in(all[number].result, opened.options.size());
    std::vector<BallotOutcome> fare(cast.size());
    for (std::size_t ballot = 0; ballot < cast.size(); ++ballot) {
      auto const before = worth.of(cast[ballot], chosen);
      auto const after = worth.of(cast[ballot], funded);
      fare[ballot].better = after > before;
      fare[ballot].worse = after < before;
      fare[ballot].content = std::any_of(
          cast[ballot].begin(), cast[ballot].end(),
          [&](tally::FundMark const& mark) { return static_cast<bool>(funded[mark.project]); });
    }
    protocol::RuleOutcome outcome = outcome_of(opened, all[number]);
    outcome.chosen = number == 0;
    groups.tell(fare, outcome);
    comparison.outcomes.push_back(std::move(outcome));
  }
  return comparison;
}

}  // namespace torg::domain
