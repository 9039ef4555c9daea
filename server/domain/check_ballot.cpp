#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

#include "domain/ballot_box.hpp"
#include "domain/refusing.hpp"

namespace torg::domain {

namespace {

using protocol::ErrorCode;
using Fault = std::optional<protocol::Error>;

Fault fault(ErrorCode code, std::string field, std::optional<std::int64_t> limit = {}) {
  protocol::Error error = refusal_at(code, std::move(field));
  error.limit = limit;
  return error;
}

std::string mark_field(std::size_t index, std::string_view name) {
  return "command.ballot.marks." + std::to_string(index) + '.' + std::string(name);
}

bool is_option(protocol::BallotOpened const& opened, protocol::OptionNumber number) {
  return std::any_of(opened.options.begin(), opened.options.end(),
                     [number](auto const& option) { return option.option == number; });
}

// The options named one after the other, each in the box and above the one before.
class NamedOptions {
 public:
  explicit NamedOptions(protocol::BallotOpened const& opened) : opened_(opened) {}

  std::optional<ErrorCode> next(protocol::OptionNumber number) {
    if (number <= last_) return ErrorCode::unordered_marks;
    last_ = number;
    if (!is_option(opened_, number)) return ErrorCode::unknown_option;
    return std::nullopt;
  }

 private:
  protocol::BallotOpened const& opened_;
  protocol::OptionNumber last_ = 0;
};

struct DotsCheck {
  protocol::DotsRule const& rule;

  std::int64_t whole() const { return rule.dots; }
  Fault mark(protocol::Mark const& mark, std::size_t index) const {
    if (mark.value == 0) return fault(ErrorCode::empty_mark, mark_field(index, "value"));
    if (mark.value > rule.max_per_option) {
      return fault(ErrorCode::over_maximum, mark_field(index, "value"), rule.max_per_option);
    }
    return std::nullopt;
  }
};

struct SplitCheck {
  explicit SplitCheck(protocol::SplitRule const& split) : rule(split) {
    for (protocol::SplitBound const& bound : rule.bounds) {
      if (bound.maximum) maximums.emplace(bound.option, *bound.maximum);
    }
  }

  std::int64_t whole() const { return rule.pot; }
  Fault mark(protocol::Mark const& mark, std::size_t index) const {
    if (mark.value % rule.step != 0) {
      return fault(ErrorCode::not_a_step, mark_field(index, "value"), rule.step);
    }
    auto const maximum = maximums.find(mark.option);
    if (maximum != maximums.end() && mark.value > maximum->second) {
      return fault(ErrorCode::over_maximum, mark_field(index, "value"), maximum->second);
    }
    return std::nullopt;
  }

  protocol::SplitRule const& rule;
  std::unordered_map<protocol::OptionNumber, protocol::Kronor> maximums;
};

template <class Check>
Fault check_marks(protocol::BallotOpened const& opened, std::vector<protocol::Mark> const& marks,
                  Check const& check) {
  NamedOptions named(opened);
  std::int64_t left = check.whole();
  bool overspent = false;
  for (std::size_t index = 0; index < marks.size(); ++index) {
    protocol::Mark const& mark = marks[index];
    if (auto const code = named.next(mark.option)) {
      return fault(*code, mark_field(index, "option"));
    }
    if (auto wrong = check.mark(mark, index)) return wrong;
    if (mark.value > left) overspent = true;
    if (!overspent) left -= mark.value;
  }
  if (overspent) return fault(ErrorCode::overspent, "command.ballot.marks", check.whole());
  return std::nullopt;
}

struct PointsCheck {
  protocol::FundRule const& rule;

  std::int64_t whole() const { return rule.points.value_or(0); }
  Fault mark(protocol::Mark const& mark, std::size_t index) const {
    if (mark.value == 0) return fault(ErrorCode::empty_mark, mark_field(index, "value"));
    if (rule.max_per_option && mark.value > *rule.max_per_option) {
      return fault(ErrorCode::over_maximum, mark_field(index, "value"), *rule.max_per_option);
    }
    return std::nullopt;
  }
};

std::size_t most_choices(protocol::PollRule const& rule, std::size_t options) {
  if (rule.form == protocol::PollForm::one) return 1;
  return rule.max_choices ? static_cast<std::size_t>(*rule.max_choices) : options;
}

std::size_t most_choices(protocol::FundRule const& rule, std::size_t options) {
  return rule.max_choices ? static_cast<std::size_t>(*rule.max_choices) : options;
}

std::string choice_field(std::size_t index) {
  return "command.ballot.options." + std::to_string(index);
}

Fault check_number_of(std::vector<protocol::OptionNumber> const& choices, std::size_t most) {
  if (choices.size() <= most) return std::nullopt;
  return fault(ErrorCode::too_many_choices, "command.ballot.options",
               static_cast<std::int64_t>(most));
}

template <class Rule>
Fault check_choices(protocol::BallotOpened const& opened, Rule const& rule,
                    std::vector<protocol::OptionNumber> const& choices) {
  NamedOptions named(opened);
  for (std::size_t index = 0; index < choices.size(); ++index) {
    if (auto const code = named.next(choices[index])) {
      return fault(*code, choice_field(index));
    }
  }
  return check_number_of(choices, most_choices(rule, opened.options.size()));
}

// In any order, which is what such a ballot says.
Fault check_ranking(protocol::BallotOpened const& opened, protocol::FundRule const& rule,
                    std::vector<protocol::OptionNumber> const& choices) {
  std::unordered_set<protocol::OptionNumber> named;
  for (std::size_t index = 0; index < choices.size(); ++index) {
    if (!is_option(opened, choices[index])) {
      return fault(ErrorCode::unknown_option, choice_field(index));
    }
    if (!named.insert(choices[index]).second) {
      return fault(ErrorCode::duplicate, choice_field(index));
    }
  }
  return check_number_of(choices, most_choices(rule, opened.options.size()));
}

Fault wrong_kind() { return fault(ErrorCode::wrong_ballot_kind, "command.ballot.kind"); }

// One function for each rule and the ballot that it asks for; every other pair is a wrong kind.
struct CheckAgainstRule {
  protocol::BallotOpened const& opened;

  template <class Rule>
  Fault operator()(Rule const&, protocol::AbstainBallot const&) const {
    return std::nullopt;
  }
  Fault operator()(protocol::DotsRule const& rule, protocol::DotsBallot const& ballot) const {
    return check_marks(opened, ballot.marks, DotsCheck{rule});
  }
  Fault operator()(protocol::SplitRule const& rule, protocol::SplitBallot const& ballot) const {
    return check_marks(opened, ballot.marks, SplitCheck{rule});
  }
  Fault operator()(protocol::FundRule const& rule, protocol::ChoiceBallot const& ballot) const {
    if (rule.form != protocol::FundForm::approve) return wrong_kind();
    return check_choices(opened, rule, ballot.options);
  }
  Fault operator()(protocol::FundRule const& rule, protocol::DotsBallot const& ballot) const {
    if (rule.form != protocol::FundForm::points) return wrong_kind();
    return check_marks(opened, ballot.marks, PointsCheck{rule});
  }
  Fault operator()(protocol::FundRule const& rule, protocol::RankingBallot const& ballot) const {
    if (rule.form != protocol::FundForm::rank) return wrong_kind();
    return check_ranking(opened, rule, ballot.options);
  }
  Fault operator()(protocol::PollRule const& rule, protocol::ChoiceBallot const& ballot) const {
    if (rule.form == protocol::PollForm::scale) return wrong_kind();
    return check_choices(opened, rule, ballot.options);
  }
  Fault operator()(protocol::PollRule const& rule, protocol::ScaleBallot const& ballot) const {
    if (rule.form != protocol::PollForm::scale) return wrong_kind();
    if (ballot.value < 1 || ballot.value > 5) {
      return fault(ErrorCode::out_of_range, "command.ballot.value");
    }
    return std::nullopt;
  }
  template <class Rule, class Ballot>
  Fault operator()(Rule const&, Ballot const&) const {
    return wrong_kind();
  }
};

}  // namespace

Fault check_ballot(protocol::BallotOpened const& opened, protocol::Ballot const& ballot) {
  return std::visit(CheckAgainstRule{opened}, opened.rule, ballot);
}

}  // namespace torg::domain
