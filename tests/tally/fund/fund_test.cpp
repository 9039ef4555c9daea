#include "tally/fund/fund.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "tally/ballot_weights.hpp"

namespace torg::tally {

namespace {

using Projects = std::vector<ProjectIndex>;

/// Approval ballots on projects that are called a, b, c, …
FundElection approvals(Money budget, const std::vector<Money>& costs,
                       const std::vector<Projects>& ballots) {
  FundElection election;
  election.budget = budget;
  for (const Money cost : costs) {
    election.projects.push_back(
        {std::string(1, static_cast<char>('a' + election.projects.size())), cost});
  }
  for (const Projects& chosen : ballots) {
    FundBallot& ballot = election.ballots.emplace_back();
    for (const ProjectIndex project : chosen) ballot.push_back({project, 1});
  }
  return election;
}

FundRule rule_of(FundMethod method) {
  FundRule rule;
  rule.method = method;
  return rule;
}

TEST(FundGreedy, given_a_dear_favourite_when_counted_then_the_step_says_what_was_left) {
  const auto election = approvals(100, {60, 50, 40}, {{0}, {0}, {0, 1}, {1}, {2}});
  const auto result = tally_fund(rule_of(FundMethod::greedy), election);
  EXPECT_EQ((Projects{0, 2}), result.selection_order);
  ASSERT_EQ(3u, result.greedy_steps.size());
  EXPECT_EQ(1u, result.greedy_steps[1].project);
  EXPECT_FALSE(result.greedy_steps[1].taken);
  EXPECT_EQ(40, result.greedy_steps[1].left);
  EXPECT_TRUE(result.exhaustive);
  EXPECT_TRUE(result.ties.empty());
}

TEST(FundGreedy, given_a_tie_at_the_cut_when_only_the_lot_can_decide_then_it_is_stated) {
  const auto election = approvals(100, {50, 60, 60}, {{0, 1, 2}, {0}});
  const auto rule = meeting_options(rule_of(FundMethod::greedy), {2, 1, 0});
  const auto dear = approvals(70, {60, 60}, {{0, 1}});
  const auto result = tally_fund(meeting_options(rule_of(FundMethod::greedy), {1, 0}), dear);
  EXPECT_EQ((Projects{1}), result.selected);
  ASSERT_EQ(1u, result.decided_by_lot().size());
  EXPECT_EQ((Projects{0, 1}), result.decided_by_lot()[0].projects);
  EXPECT_EQ(1u, result.decided_by_lot()[0].first);
  EXPECT_TRUE(tally_fund(rule, election).decided_by_lot().empty());
}

TEST(FundOptions, given_unwanted_and_free_projects_when_a_meeting_counts_then_only_wanted_win) {
  const auto election = approvals(100, {60, 0, 10, 0}, {{0, 1}, {0}});
  for (const FundMethod method :
       {FundMethod::greedy, FundMethod::equal_shares, FundMethod::phragmen, FundMethod::knapsack}) {
    const auto rule = meeting_options(rule_of(method), {0, 1, 2, 3});
    const auto result = tally_fund(rule, election);
    EXPECT_EQ((Projects{1, 0}), result.selection_order) << name_of(method);
    EXPECT_TRUE(result.exhaustive) << name_of(method);
  }
}

TEST(FundOptions, given_blank_ballots_when_left_out_then_the_others_share_the_pot) {
  const auto election = approvals(100, {100}, {{0}, {}, {}});
  FundRule rule = rule_of(FundMethod::equal_shares);
  EXPECT_TRUE(tally_fund(rule, election).selected.empty());
  rule.blank = BlankBallots::left_out;
  const auto result = tally_fund(rule, election);
  EXPECT_EQ((Projects{0}), result.selected);
  EXPECT_EQ(Rational(100), *result.endowment_start);
  EXPECT_EQ(2, result.blank_ballots);
  EXPECT_EQ(Rational(0), endowment_of(election, result, 1));
}

TEST(FundEqualShares, given_a_project_nearly_paid_when_counted_then_the_account_says_so) {
  // 25 each. a costs each of three 20; then c's two supporters hold 5 + 25 for 40.
  const auto election = approvals(100, {60, 30, 40}, {{0, 1}, {0, 1}, {0, 2}, {2}});
  const auto result = tally_fund(rule_of(FundMethod::equal_shares), election);
  EXPECT_EQ((Projects{0}), result.selection_order);
  ASSERT_EQ(1u, result.equal_shares_rounds.size());
  const EqualSharesRound& round = result.equal_shares_rounds[0];
  EXPECT_EQ(Rational(1, 3), round.price);
  EXPECT_EQ(3, round.payers);
  EXPECT_EQ(0, round.spent_up);
  EXPECT_EQ(Rational(20), round.paid_most);
  EXPECT_EQ(Rational(40), round.left);
  ASSERT_EQ(2u, result.fallen_out.size());
  EXPECT_EQ(1u, result.fallen_out[0].project);
  EXPECT_EQ(1u, result.fallen_out[0].after_rounds);
  EXPECT_EQ(Rational(10), result.fallen_out[0].held);
  EXPECT_EQ(Rational(30), result.fallen_out[1].held);
  EXPECT_EQ(FundStop::nothing_affordable, result.stop);
}

TEST(FundEqualShares, given_villages_of_unequal_turnout_when_weighted_then_each_has_its_half) {
  auto election = approvals(100, {50, 50}, {{0}, {0}, {0}, {1}});
  const std::vector<std::size_t> villages{0, 0, 0, 1};
  const std::vector<Rational> weights{Rational(7), Rational(7)};
  EXPECT_EQ((Projects{0}), tally_fund(rule_of(FundMethod::equal_shares), election).selected);
  election.weights = shared_weights(villages, weights);
  const auto result = tally_fund(rule_of(FundMethod::equal_shares), election);
  EXPECT_EQ((Projects{0, 1}), result.selected);
  EXPECT_EQ(Rational(50), endowment_of(election, result, 3));
  EXPECT_EQ(Rational(50, 3), receipt(election, result, 0).at(0).amount);
}

TEST(FundAdd1, given_all_that_has_support_fits_when_counted_then_it_ends) {
  const auto election = approvals(100, {30, 60}, {{0}, {1}, {}});
  FundRule rule = rule_of(FundMethod::equal_shares);
  rule.completion = FundCompletion::add1_no_exhaustive_stop;
  const auto result = tally_fund(rule, election);
  EXPECT_EQ((Projects{0, 1}), result.selected);
  EXPECT_EQ(FundStop::everything_funded, result.stop);
  EXPECT_EQ(Rational(100, 3) + 27, *result.endowment_final);
}

TEST(FundPhragmen, given_the_next_does_not_fit_when_counted_then_it_ends_and_says_at_what) {
  const auto election = approvals(100, {60, 50, 20}, {{0}, {0}, {0}, {1}, {1}, {2}});
  const auto result = tally_fund(rule_of(FundMethod::phragmen), election);
  EXPECT_EQ((Projects{0, 2}), result.selection_order);
  ASSERT_EQ(2u, result.phragmen_rounds.size());
  EXPECT_EQ(Rational(20), result.phragmen_rounds[0].load);
  EXPECT_EQ(FundStop::next_does_not_fit, result.stop);
  EXPECT_EQ((Projects{1}), result.phragmen_next);
  EXPECT_EQ(Rational(25), *result.phragmen_next_load);
}

TEST(FundKnapsack, given_too_few_nodes_when_counted_then_the_result_is_not_proved) {
  const auto election = approvals(100, {60, 50, 50}, {{0}, {0, 1}, {0, 2}});
  FundRule rule = rule_of(FundMethod::knapsack);
  rule.satisfaction = FundSatisfaction::cost;
  EXPECT_EQ(FundStatus::ok, tally_fund(rule, election).status);
  EXPECT_EQ((Projects{0}), tally_fund(rule, election).selected);
  EXPECT_EQ(Rational(180), *tally_fund(rule, election).welfare);
  rule.most_nodes = 1;
  EXPECT_EQ(FundStatus::not_proved, tally_fund(rule, election).status);
}

TEST(FundRule, given_rules_that_cannot_be_counted_when_checked_then_the_fault_is_named) {
  const auto election = approvals(100, {60}, {});
  FundRule rule;
  EXPECT_FALSE(check_rule(rule, election));
  rule.satisfaction = FundSatisfaction::points;
  EXPECT_EQ(FundRuleFault::needs_points, check_rule(rule, election));
  rule.satisfaction = FundSatisfaction::borda;
  EXPECT_EQ(FundRuleFault::needs_ranking, check_rule(rule, election));
  rule = {};
  rule.completion = FundCompletion::add1;
  EXPECT_EQ(FundRuleFault::completion_not_for_method, check_rule(rule, election));
  EXPECT_THROW(tally_fund(rule, election), std::invalid_argument);
  rule = {};
  rule.ties = FundTies::meeting;
  EXPECT_EQ(FundRuleFault::lot_not_all_projects, check_rule(rule, election));
  rule.lot = {0};
  EXPECT_FALSE(check_rule(rule, election));
  EXPECT_EQ(FundRuleFault::no_projects, check_rule(FundRule{}, approvals(100, {}, {})));
  EXPECT_EQ(FundRuleFault::cost_out_of_range, check_rule(FundRule{}, approvals(100, {-1}, {})));
}

TEST(FundBallot, given_ballots_that_do_not_fit_when_checked_then_the_fault_is_named) {
  auto election = approvals(100, {60, 50}, {});
  election.form = FundForm::points;
  election.limits = {1, 55, 10, 7};
  const auto check = [&](FundBallot ballot) { return check_ballot(election, ballot); };
  EXPECT_FALSE(check({{1, 7}}));
  EXPECT_FALSE(check({}));
  EXPECT_EQ(FundFault::unknown_project, check({{2, 1}}));
  EXPECT_EQ(FundFault::project_marked_twice, check({{1, 1}, {1, 1}}));
  EXPECT_EQ(FundFault::negative, check({{1, -1}}));
  EXPECT_EQ(FundFault::too_many_on_one_project, check({{1, 8}}));
  EXPECT_EQ(FundFault::too_many_projects, check({{0, 1}, {1, 1}}));
  EXPECT_EQ(FundFault::too_costly, check({{0, 1}}));
  election.limits = {2, 200, 10, 7};
  EXPECT_EQ(FundFault::too_many_points, check({{0, 7}, {1, 4}}));
}

TEST(FundBallot, given_a_ballot_that_does_not_fit_when_counted_then_only_it_is_refused) {
  const auto election = approvals(100, {60}, {{0}, {0, 0}});
  const auto result = tally_fund(rule_of(FundMethod::equal_shares), election);
  EXPECT_EQ(1, result.valid_ballots);
  ASSERT_EQ(1u, result.refused.size());
  EXPECT_EQ(1u, result.refused[0].ballot);
  EXPECT_EQ(Rational(100), *result.endowment_start);
  EXPECT_TRUE(receipt(election, result, 1).empty());
}

}  // namespace

}  // namespace torg::tally
