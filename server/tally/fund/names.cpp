#include "tally/fund/fund.hpp"

namespace torg::tally {

std::string_view name_of(FundForm form) {
  switch (form) {
    case FundForm::approval:
      return "approval";
    case FundForm::points:
      return "points";
    case FundForm::ranking:
      return "ranking";
  }
  return {};
}

std::string_view name_of(FundMethod method) {
  switch (method) {
    case FundMethod::greedy:
      return "greedy";
    case FundMethod::equal_shares:
      return "equal_shares";
    case FundMethod::phragmen:
      return "phragmen";
    case FundMethod::knapsack:
      return "knapsack";
  }
  return {};
}

std::string_view name_of(FundSatisfaction satisfaction) {
  switch (satisfaction) {
    case FundSatisfaction::cost:
      return "cost";
    case FundSatisfaction::cardinality:
      return "cardinality";
    case FundSatisfaction::points:
      return "points";
    case FundSatisfaction::points_x_cost:
      return "points_x_cost";
    case FundSatisfaction::rankpoints:
      return "rankpoints";
    case FundSatisfaction::rankpoints_x_cost:
      return "rankpoints_x_cost";
    case FundSatisfaction::borda:
      return "borda";
  }
  return {};
}

std::string_view name_of(FundCompletion completion) {
  switch (completion) {
    case FundCompletion::none:
      return "none";
    case FundCompletion::add1:
      return "add1";
    case FundCompletion::add1_no_exhaustive_stop:
      return "add1_no_exhaustive_stop";
  }
  return {};
}

std::string_view name_of(FundTies ties) {
  switch (ties) {
    case FundTies::lexico:
      return "lexico";
    case FundTies::score_cost_id:
      return "score_cost_id";
    case FundTies::meeting:
      return "meeting";
  }
  return {};
}

std::string_view name_of(UnsupportedProjects unsupported) {
  switch (unsupported) {
    case UnsupportedProjects::if_they_fit:
      return "if_they_fit";
    case UnsupportedProjects::never:
      return "never";
  }
  return {};
}

std::string_view name_of(FreeProjects free) {
  switch (free) {
    case FreeProjects::by_formula:
      return "by_formula";
    case FreeProjects::first:
      return "first";
  }
  return {};
}

std::string_view name_of(BlankBallots blank) {
  switch (blank) {
    case BlankBallots::hold_a_share:
      return "hold_a_share";
    case BlankBallots::left_out:
      return "left_out";
  }
  return {};
}

std::string_view name_of(FundRuleFault fault) {
  switch (fault) {
    case FundRuleFault::no_projects:
      return "no_projects";
    case FundRuleFault::project_listed_twice:
      return "project_listed_twice";
    case FundRuleFault::budget_out_of_range:
      return "budget_out_of_range";
    case FundRuleFault::currency_unit_out_of_range:
      return "currency_unit_out_of_range";
    case FundRuleFault::cost_out_of_range:
      return "cost_out_of_range";
    case FundRuleFault::limit_out_of_range:
      return "limit_out_of_range";
    case FundRuleFault::needs_points:
      return "needs_points";
    case FundRuleFault::needs_ranking:
      return "needs_ranking";
    case FundRuleFault::needs_approval:
      return "needs_approval";
    case FundRuleFault::completion_not_for_method:
      return "completion_not_for_method";
    case FundRuleFault::lot_not_all_projects:
      return "lot_not_all_projects";
    case FundRuleFault::node_limit_out_of_range:
      return "node_limit_out_of_range";
  }
  return {};
}

std::string_view name_of(FundFault fault) {
  switch (fault) {
    case FundFault::unknown_project:
      return "unknown_project";
    case FundFault::project_marked_twice:
      return "project_marked_twice";
    case FundFault::negative:
      return "negative";
    case FundFault::too_many_on_one_project:
      return "too_many_on_one_project";
    case FundFault::too_many_projects:
      return "too_many_projects";
    case FundFault::too_many_points:
      return "too_many_points";
    case FundFault::too_costly:
      return "too_costly";
  }
  return {};
}

std::string_view name_of(FundStatus status) {
  switch (status) {
    case FundStatus::ok:
      return "ok";
    case FundStatus::not_proved:
      return "not_proved";
  }
  return {};
}

std::string_view name_of(FundTieReason reason) {
  switch (reason) {
    case FundTieReason::id:
      return "id";
    case FundTieReason::score:
      return "score";
    case FundTieReason::cost:
      return "cost";
    case FundTieReason::votes:
      return "votes";
    case FundTieReason::lot:
      return "lot";
  }
  return {};
}

std::string_view name_of(FundStop stop) {
  switch (stop) {
    case FundStop::end_of_list:
      return "end_of_list";
    case FundStop::nothing_affordable:
      return "nothing_affordable";
    case FundStop::exhaustive:
      return "exhaustive";
    case FundStop::next_step_would_overspend:
      return "next step would overspend";
    case FundStop::everything_funded:
      return "everything_funded";
    case FundStop::next_does_not_fit:
      return "next_does_not_fit";
    case FundStop::no_candidates:
      return "no_candidates";
  }
  return {};
}

}  // namespace torg::tally
