#include "domain/counting_rule.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace torg::domain {

namespace {

tally::SplitMethod method_of(protocol::SplitMethod method) {
  switch (method) {
    case protocol::SplitMethod::mean:
      return tally::SplitMethod::mean;
    case protocol::SplitMethod::median:
      return tally::SplitMethod::median;
    case protocol::SplitMethod::independent_markets:
      return tally::SplitMethod::independent_markets;
    case protocol::SplitMethod::knapsack:
      return tally::SplitMethod::knapsack;
  }
  return {};
}

tally::FundMethod method_of(protocol::FundMethod method) {
  switch (method) {
    case protocol::FundMethod::greedy:
      return tally::FundMethod::greedy;
    case protocol::FundMethod::equal_shares:
      return tally::FundMethod::equal_shares;
    case protocol::FundMethod::phragmen:
      return tally::FundMethod::phragmen;
    case protocol::FundMethod::knapsack:
      return tally::FundMethod::knapsack;
  }
  return {};
}

tally::FundSatisfaction satisfaction_of(protocol::Satisfaction satisfaction) {
  switch (satisfaction) {
    case protocol::Satisfaction::cost:
      return tally::FundSatisfaction::cost;
    case protocol::Satisfaction::cardinality:
      return tally::FundSatisfaction::cardinality;
    case protocol::Satisfaction::points:
      return tally::FundSatisfaction::points;
    case protocol::Satisfaction::points_x_cost:
      return tally::FundSatisfaction::points_x_cost;
    case protocol::Satisfaction::rankpoints:
      return tally::FundSatisfaction::rankpoints;
    case protocol::Satisfaction::rankpoints_x_cost:
      return tally::FundSatisfaction::rankpoints_x_cost;
    case protocol::Satisfaction::borda:
      return tally::FundSatisfaction::borda;
  }
  return {};
}

tally::FundCompletion completion_of(protocol::FundCompletion completion) {
  switch (completion) {
    case protocol::FundCompletion::none:
      return tally::FundCompletion::none;
    case protocol::FundCompletion::add1:
      return tally::FundCompletion::add1;
    case protocol::FundCompletion::add1_no_exhaustive_stop:
      return tally::FundCompletion::add1_no_exhaustive_stop;
  }
  return {};
}

tally::FundForm form_of(protocol::FundForm form) {
  switch (form) {
    case protocol::FundForm::approve:
      return tally::FundForm::approval;
    case protocol::FundForm::points:
      return tally::FundForm::points;
    case protocol::FundForm::rank:
      return tally::FundForm::ranking;
  }
  return {};
}

tally::PollForm form_of(protocol::PollForm form) {
  switch (form) {
    case protocol::PollForm::one:
      return tally::PollForm::one_of_many;
    case protocol::PollForm::several:
      return tally::PollForm::several_of_many;
    case protocol::PollForm::scale:
      return tally::PollForm::agreement;
  }
  return {};
}

struct IdOf {
  tally::RuleId operator()(protocol::DotsRule const&) const { return tally::dots_rule_id; }
  tally::RuleId operator()(protocol::SplitRule const& rule) const {
    return tally::rule_id(method_of(rule.method));
  }
  tally::RuleId operator()(protocol::FundRule const& rule) const {
    return tally::rule_id(method_of(rule.method));
  }
  tally::RuleId operator()(protocol::PollRule const& rule) const {
    return tally::rule_id(form_of(rule.form));
  }
};

}  // namespace

tally::RuleId counting_rule_id(protocol::BallotRule const& rule) {
  return std::visit(IdOf{}, rule);
}

tally::DotsRule counting_rule(protocol::DotsRule const& rule) {
  tally::DotsRule counting;
  counting.dots_per_voter = rule.dots;
  counting.max_per_option = rule.max_per_option;
  if (rule.top) counting.top = static_cast<std::size_t>(*rule.top);
  return counting;
}

tally::SplitRule counting_rule(protocol::SplitRule const& rule) {
  tally::SplitRule counting;
  counting.method = method_of(rule.method);
  counting.pot = rule.pot;
  counting.step = rule.step;
  counting.incomplete = tally::Incomplete::reject;
  counting.bounds_bind_ballots = true;
  counting.rounding_unit = rule.rounding;
  return counting;
}

tally::PollRule counting_rule(protocol::PollRule const& rule) {
  tally::PollRule counting;
  counting.form = form_of(rule.form);
  if (rule.form == protocol::PollForm::several && rule.max_choices) {
    counting.max_choices = static_cast<std::size_t>(*rule.max_choices);
  }
  return counting;
}

tally::FundRule counting_rule(protocol::FundRule const& rule,
                              std::vector<tally::ProjectIndex> lot) {
  tally::FundRule counting;
  counting.method = method_of(rule.method);
  counting.satisfaction = satisfaction_of(rule.satisfaction);
  counting.completion = completion_of(rule.completion);
  counting.utilitarian = rule.utilitarian;
  return tally::meeting_options(std::move(counting), std::move(lot));
}

tally::FundElection fund_election(protocol::FundRule const& rule,
                                  std::vector<protocol::StoredOption> const& options) {
  tally::FundElection election;
  election.form = form_of(rule.form);
  election.budget = rule.pot;
  for (protocol::StoredOption const& option : options) {
    election.projects.push_back({std::to_string(option.option), option.cost.value_or(0)});
  }
  if (rule.max_choices) election.limits.most_projects = static_cast<std::size_t>(*rule.max_choices);
  if (rule.form == protocol::FundForm::points) {
    election.limits.most_points = rule.points;
    election.limits.most_points_per_project = rule.max_per_option;
  }
  if (rule.form == protocol::FundForm::rank) {
    election.ranking_length = election.limits.most_projects.value_or(options.size());
  }
  return election;
}

std::vector<tally::SplitOption> split_options(protocol::SplitRule const& rule,
                                              std::vector<tally::OptionNumber> const& options) {
  std::vector<tally::SplitOption> bounded;
  bounded.reserve(options.size());
  for (tally::OptionNumber const number : options) {
    tally::SplitOption& option = bounded.emplace_back();
    option.option = number;
    auto const bound =
        std::find_if(rule.bounds.begin(), rule.bounds.end(),
                     [number](protocol::SplitBound const& b) { return b.option == number; });
    if (bound == rule.bounds.end()) continue;
    option.minimum = bound->minimum;
    option.maximum = bound->maximum;
  }
  return bounded;
}

}  // namespace torg::domain
