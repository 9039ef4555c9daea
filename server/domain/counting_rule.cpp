#include "domain/counting_rule.hpp"

#include <algorithm>
#include <variant>

namespace torg::domain {

namespace {

tally::SplitMethod method_of(protocol::SplitMethod method) {
  return method == protocol::SplitMethod::mean ? tally::SplitMethod::mean
                                               : tally::SplitMethod::median;
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
