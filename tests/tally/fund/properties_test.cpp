#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tally/fund/fund.hpp"

namespace torg::tally {

namespace {

/// Evenly from the whole range, whatever size the case is meant to have.
template <class Number>
Number any_of(Number least, Number end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(least, end));
}

/// A few voters and projects with small costs, so that exact ties are common.
FundElection any_election(FundForm form = FundForm::approval) {
  FundElection election;
  election.form = form;
  election.budget = any_of<Money>(10, 90);
  const auto projects = any_of<std::size_t>(1, 7);
  for (std::size_t k = 0; k < projects; ++k) {
    election.projects.push_back({std::string(1, static_cast<char>('a' + k)), any_of<Money>(0, 30)});
  }
  const auto people = any_of<std::size_t>(1, 11);
  for (std::size_t k = 0; k < people; ++k) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (ProjectIndex project = 0; project < projects; ++project) {
      const auto points = any_of<std::int64_t>(0, 5);
      if (points > 2) ballot.push_back({project, points - 2});
    }
    std::shuffle(ballot.begin(), ballot.end(), std::mt19937(any_of(0U, 1'000'000U)));
  }
  return election;
}

void give_weights(FundElection& election) {
  for (std::size_t k = 0; k < election.ballots.size(); ++k) {
    election.weights.emplace_back(any_of<int>(1, 5), any_of<int>(1, 4));
  }
}

FundForm any_form() {
  return *rc::gen::element(FundForm::approval, FundForm::points, FundForm::ranking);
}

FundSatisfaction any_satisfaction(FundForm form) {
  using enum FundSatisfaction;
  if (form == FundForm::points) return *rc::gen::element(points, points_x_cost, cardinality);
  if (form == FundForm::ranking) return *rc::gen::element(rankpoints, rankpoints_x_cost, borda);
  return *rc::gen::element(cost, cardinality);
}

std::vector<ProjectIndex> shuffled_projects(std::size_t count) {
  std::vector<ProjectIndex> order(count);
  std::iota(order.begin(), order.end(), ProjectIndex{0});
  std::shuffle(order.begin(), order.end(), std::mt19937(any_of(0U, 1'000'000U)));
  return order;
}

/// Any rule that can be counted on ballots of this form.
FundRule any_rule(const FundElection& election) {
  FundRule rule;
  rule.method = *rc::gen::element(FundMethod::greedy, FundMethod::equal_shares,
                                  FundMethod::phragmen, FundMethod::knapsack);
  if (election.form != FundForm::approval && rule.method == FundMethod::phragmen) {
    rule.method = FundMethod::equal_shares;
  }
  rule.satisfaction = any_satisfaction(election.form);
  if (rule.method == FundMethod::equal_shares) {
    rule.completion = *rc::gen::element(FundCompletion::none, FundCompletion::add1,
                                        FundCompletion::add1_no_exhaustive_stop);
  }
  if (rule.method == FundMethod::equal_shares || rule.method == FundMethod::phragmen) {
    rule.utilitarian = *rc::gen::arbitrary<bool>();
  }
  rule.ties = *rc::gen::element(FundTies::lexico, FundTies::score_cost_id);
  if (*rc::gen::arbitrary<bool>()) {
    rule = meeting_options(rule, shuffled_projects(election.projects.size()));
  }
  return rule;
}

std::int64_t whole_value(const FundElection& election, FundSatisfaction satisfaction,
                         std::int64_t length, const FundBallot& ballot, ProjectIndex project) {
  const auto mark = std::ranges::find(ballot, project, &FundMark::project);
  if (mark == ballot.end()) return 0;
  const auto place = static_cast<std::int64_t>(mark - ballot.begin());
  const Money cost = election.projects[project].cost;
  switch (satisfaction) {
    case FundSatisfaction::cost:
      return cost;
    case FundSatisfaction::cardinality:
      return 1;
    case FundSatisfaction::points:
      return mark->value;
    case FundSatisfaction::points_x_cost:
      return mark->value * cost;
    case FundSatisfaction::rankpoints:
      return length - place;
    case FundSatisfaction::rankpoints_x_cost:
      return (length - place) * cost;
    case FundSatisfaction::borda:
      return static_cast<std::int64_t>(ballot.size()) - place - 1;
  }
  return 0;
}

/// Equal Shares as it is defined, in fractions, with nothing done to be quick; ties by id.
class PlainEqualShares {
 public:
  PlainEqualShares(const FundElection& election, FundSatisfaction satisfaction)
      : election_(election), satisfaction_(satisfaction) {
    for (const FundBallot& ballot : election.ballots) {
      length_ = std::max(length_, static_cast<std::int64_t>(ballot.size()));
    }
    Rational together = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) together += weight(i);
    money_.assign(election.ballots.size(), Rational(election.budget) / together);
  }

  std::vector<ProjectIndex> run() {
    std::vector<ProjectIndex> bought;
    while (true) {
      std::optional<Rational> least;
      ProjectIndex next = 0;
      for (ProjectIndex project = 0; project < election_.projects.size(); ++project) {
        if (election_.projects[project].cost == 0 || std::ranges::count(bought, project)) continue;
        const auto price = price_of(project);
        if (price && (!least || *price < *least)) {
          least = price;
          next = project;
        }
      }
      if (!least) return bought;
      for (std::size_t i = 0; i < money_.size(); ++i) {
        money_[i] -= std::min(money_[i], *least * value(i, next));
      }
      bought.push_back(next);
      prices_.push_back(*least);
    }
  }

  const std::vector<Rational>& prices() const { return prices_; }

 private:
  Rational weight(std::size_t ballot) const {
    return election_.weights.empty() ? Rational(1) : election_.weights[ballot];
  }
  Rational value(std::size_t ballot, ProjectIndex project) const {
    return whole_value(election_, satisfaction_, length_, election_.ballots[ballot], project);
  }

  /// Supporters by what each unit of satisfaction can cost them; the poorest pay all they have
  /// until the rest can share what is left.
  std::optional<Rational> price_of(ProjectIndex project) const {
    std::vector<std::size_t> supporters;
    Rational left = election_.projects[project].cost;
    Rational values = 0;
    for (std::size_t i = 0; i < money_.size(); ++i) {
      if (value(i, project) == 0) continue;
      supporters.push_back(i);
      values += weight(i) * value(i, project);
    }
    std::ranges::sort(supporters, {}, [&](std::size_t i) { return money_[i] / value(i, project); });
    for (const std::size_t i : supporters) {
      const Rational price = left / values;
      if (price * value(i, project) <= money_[i]) return price;
      left -= weight(i) * money_[i];
      values -= weight(i) * value(i, project);
    }
    return std::nullopt;
  }

  const FundElection& election_;
  FundSatisfaction satisfaction_;
  std::int64_t length_ = 0;
  std::vector<Rational> money_;
  std::vector<Rational> prices_;
};

RC_GTEST_PROP(FundProperties, given_any_ballots_when_shared_then_the_plain_definition_agrees, ()) {
  FundElection election = any_election(any_form());
  if (*rc::gen::arbitrary<bool>()) give_weights(election);
  FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.satisfaction = any_satisfaction(election.form);
  const FundResult result = tally_fund(rule, election);
  PlainEqualShares plain(election, rule.satisfaction);
  const auto bought = plain.run();
  std::vector<ProjectIndex> paid;
  std::vector<Rational> prices;
  for (const EqualSharesRound& round : result.equal_shares_rounds) {
    if (election.projects[round.project].cost == 0) continue;
    paid.push_back(round.project);
    prices.push_back(round.price);
  }
  RC_ASSERT(paid == bought);
  RC_ASSERT(prices == plain.prices());
}

RC_GTEST_PROP(FundProperties, given_any_rule_when_counted_then_the_pot_is_never_overdrawn, ()) {
  FundElection election = any_election(any_form());
  const FundRule rule = any_rule(election);
  const FundResult result = tally_fund(rule, election);
  Money cost = 0;
  for (const ProjectIndex project : result.selected) cost += election.projects[project].cost;
  RC_ASSERT(cost == result.total_cost);
  RC_ASSERT(cost <= election.budget);
  if (rule.utilitarian || rule.method == FundMethod::greedy) RC_ASSERT(result.exhaustive);
}

RC_GTEST_PROP(FundProperties, given_ballots_in_another_order_when_counted_then_nothing_changes,
              ()) {
  FundElection election = any_election();
  const FundRule rule = any_rule(election);
  const auto before = tally_fund(rule, election);
  std::shuffle(election.ballots.begin(), election.ballots.end(),
               std::mt19937(any_of(0U, 1'000'000U)));
  const auto after = tally_fund(rule, election);
  RC_ASSERT(before.selection_order == after.selection_order);
  RC_ASSERT(before.endowment_final == after.endowment_final);
}

RC_GTEST_PROP(FundProperties, given_new_names_when_no_name_breaks_a_tie_then_nothing_changes, ()) {
  FundElection election = any_election(any_form());
  const auto lot = shuffled_projects(election.projects.size());
  const FundRule rule = meeting_options(any_rule(election), lot);
  const auto before = tally_fund(rule, election);
  const auto names = shuffled_projects(election.projects.size());
  for (ProjectIndex project = 0; project < names.size(); ++project) {
    election.projects[project].id = std::to_string(names[project]);
  }
  RC_ASSERT(before.selection_order == tally_fund(rule, election).selection_order);
}

RC_GTEST_PROP(FundProperties, given_all_weights_one_when_counted_then_nothing_changes, ()) {
  FundElection election = any_election(any_form());
  const FundRule rule = any_rule(election);
  const auto before = tally_fund(rule, election);
  election.weights.assign(election.ballots.size(), 1);
  const auto after = tally_fund(rule, election);
  RC_ASSERT(before.selection_order == after.selection_order);
  RC_ASSERT(before.endowment_final == after.endowment_final);
}

RC_GTEST_PROP(FundProperties, given_a_weight_of_k_when_counted_then_it_is_as_k_ballots, ()) {
  FundElection weighted = any_election(any_form());
  const FundRule rule = any_rule(weighted);
  FundElection copied = weighted;
  copied.ballots.clear();
  for (const FundBallot& ballot : weighted.ballots) {
    const auto copies = any_of<std::size_t>(1, 4);
    weighted.weights.emplace_back(copies);
    copied.ballots.insert(copied.ballots.end(), copies, ballot);
  }
  const auto one = tally_fund(rule, weighted);
  const auto other = tally_fund(rule, copied);
  RC_ASSERT(one.selection_order == other.selection_order);
  RC_ASSERT(one.endowment_final == other.endowment_final);
  RC_ASSERT(one.runs == other.runs);
}

RC_GTEST_PROP(FundProperties, given_receipts_when_added_up_then_they_pay_each_project_exactly, ()) {
  FundElection election = any_election(any_form());
  if (*rc::gen::arbitrary<bool>()) give_weights(election);
  FundRule rule = any_rule(election);
  rule.method = FundMethod::equal_shares;
  const auto result = tally_fund(rule, election);
  std::vector<Rational> paid(election.projects.size());
  for (std::size_t ballot = 0; ballot < election.ballots.size(); ++ballot) {
    Rational spent = 0;
    for (const ReceiptLine& line : receipt(election, result, ballot)) {
      RC_ASSERT(line.amount > 0);
      paid[line.project] += line.amount;
      spent += line.amount;
    }
    RC_ASSERT(spent <= endowment_of(election, result, ballot));
  }
  for (const EqualSharesRound& round : result.equal_shares_rounds) {
    RC_ASSERT(paid[round.project] == election.projects[round.project].cost);
    RC_ASSERT(round.left >= 0);
  }
  for (const FallenOut& out : result.fallen_out) {
    RC_ASSERT(out.held < election.projects[out.project].cost);
  }
}

Money cost_of(const FundElection& election, unsigned set) {
  Money cost = 0;
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if ((set >> project & 1) != 0) cost += election.projects[project].cost;
  }
  return cost;
}

unsigned set_of(const FundBallot& ballot) {
  unsigned set = 0;
  for (const FundMark& mark : ballot) set |= 1U << mark.project;
  return set;
}

/// For every set of projects: whether too many voters approve all of it and are owed more than they
/// got. `up_to_one`: with one more project of the set they would still not have more than the set
/// gives.
bool leaves_a_group_out(const FundElection& election, const FundResult& result, bool by_cost,
                        bool up_to_one) {
  unsigned won = 0;
  for (const ProjectIndex project : result.selected) won |= 1U << project;
  const auto gain = [&](unsigned set) {
    return by_cost ? cost_of(election, set) : static_cast<Money>(std::popcount(set));
  };
  for (unsigned set = 1; set < 1U << election.projects.size(); ++set) {
    Money wronged = 0;
    for (const FundBallot& ballot : election.ballots) {
      const unsigned chosen = set_of(ballot);
      if ((chosen & set) != set || gain(chosen & won) >= gain(set)) continue;
      bool is_near = false;
      for (ProjectIndex project = 0; up_to_one && project < election.projects.size(); ++project) {
        const unsigned one = 1U << project;
        if ((set & one) == 0 || (won & one) != 0) continue;
        is_near = is_near || gain((chosen & won) | one) > gain(set);
      }
      wronged += is_near ? 0 : 1;
    }
    const auto voters = static_cast<Money>(election.ballots.size());
    if (wronged > 0 && wronged * election.budget >= voters * cost_of(election, set)) return true;
  }
  return false;
}

RC_GTEST_PROP(FundProperties, given_any_group_when_shared_then_it_gets_its_due_up_to_one_project,
              ()) {
  FundElection election = any_election();
  for (FundProject& project : election.projects) project.cost += 1;
  FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.satisfaction = *rc::gen::element(FundSatisfaction::cost, FundSatisfaction::cardinality);
  const auto result = tally_fund(rule, election);
  RC_ASSERT(
      !leaves_a_group_out(election, result, rule.satisfaction == FundSatisfaction::cost, true));
}

RC_GTEST_PROP(FundProperties, given_unit_costs_when_shared_then_every_group_gets_its_full_due, ()) {
  FundElection election = any_election();
  election.budget = any_of<Money>(1, 7);
  for (FundProject& project : election.projects) project.cost = 1;
  FundRule rule;
  rule.method = FundMethod::equal_shares;
  rule.satisfaction = FundSatisfaction::cardinality;
  RC_ASSERT(!leaves_a_group_out(election, tally_fund(rule, election), false, false));
}

RC_GTEST_PROP(FundProperties, given_every_set_that_fits_when_searched_then_the_knapsack_is_best,
              ()) {
  FundElection election = any_election(any_form());
  FundRule rule;
  rule.method = FundMethod::knapsack;
  rule.satisfaction = any_satisfaction(election.form);
  const auto result = tally_fund(rule, election);
  RC_ASSERT(result.status == FundStatus::ok);
  Rational best = 0;
  Money cheapest = 0;
  for (unsigned set = 0; set < 1U << election.projects.size(); ++set) {
    const Money cost = cost_of(election, set);
    if (cost > election.budget) continue;
    Rational welfare = 0;
    for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
      if ((set >> project & 1) != 0) welfare += result.projects[project].satisfaction;
    }
    if (welfare > best || (welfare == best && cost < cheapest)) {
      best = welfare;
      cheapest = cost;
    }
  }
  RC_ASSERT(*result.welfare == best);
  RC_ASSERT(result.total_cost == cheapest);
}

}  // namespace

}  // namespace torg::tally
