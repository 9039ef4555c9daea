#include "tally/poll.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "tally/exact/largest_remainder.hpp"
#include "tally/ranking.hpp"

namespace torg::tally {

namespace {

constexpr std::array<OptionNumber, 5> steps{1, 2, 3, 4, 5};

bool are_agreement_steps(std::span<const OptionNumber> options) {
  return std::equal(options.begin(), options.end(), steps.begin(), steps.end());
}

std::optional<PollFault> check_against(const PollRule& rule, const OptionIndex& index,
                                       std::span<const OptionNumber> ballot) {
  std::vector<bool> chosen(index.size(), false);
  for (const OptionNumber option : ballot) {
    const auto place = index.find(option);
    if (!place) return PollFault::unknown_option;
    if (chosen[*place]) return PollFault::option_chosen_twice;
    chosen[*place] = true;
  }
  if (ballot.size() > rule.most_choices(index.size())) return PollFault::too_many_choices;
  return std::nullopt;
}

void count_ballots(const PollRule& rule, const OptionIndex& index,
                   std::span<const PollBallot> ballots, PollResult& result) {
  for (std::size_t number = 0; number < ballots.size(); ++number) {
    if (const auto fault = check_against(rule, index, ballots[number])) {
      result.refused.push_back({number, *fault});
      continue;
    }
    for (const OptionNumber option : ballots[number]) {
      ++result.options[*index.find(option)].votes;
    }
    ++result.valid_ballots;
    result.blank_ballots += ballots[number].empty() ? 1 : 0;
  }
}

int rounded_tenths(std::int64_t votes, std::int64_t of) {
  return static_cast<int>((Wide(votes) * 2000 + Wide(of)) / (Wide(of) * 2));
}

void state_shares(const PollRule& rule, PollResult& result) {
  std::vector<std::int64_t> votes;
  votes.reserve(result.options.size());
  for (const PollCount& count : result.options) votes.push_back(count.votes);

  const std::vector<int> ranks = competition_ranks(votes);
  const auto tenths = percent_tenths(votes);
  const std::int64_t marked = result.valid_ballots - result.blank_ballots;
  for (std::size_t place = 0; place < result.options.size(); ++place) {
    PollCount& count = result.options[place];
    count.rank = ranks[place];
    if (!tenths) continue;
    count.share = Rational(count.votes, marked);
    count.percent_tenths = rule.form == PollForm::several_of_many
                               ? rounded_tenths(count.votes, marked)
                               : (*tenths)[place];
  }
}

/// The step at a place, counted from 0, when all chosen steps stand in a row, lowest first.
OptionNumber step_at(std::span<const PollCount> counts, std::int64_t place) {
  for (const PollCount& count : counts) {
    if (place < count.votes) return count.option;
    place -= count.votes;
  }
  throw std::logic_error("step_at: fewer steps were chosen");
}

std::optional<MedianStep> median_step(const PollResult& result) {
  const std::int64_t marked = result.valid_ballots - result.blank_ballots;
  if (marked == 0) return std::nullopt;
  return MedianStep{step_at(result.options, (marked - 1) / 2), step_at(result.options, marked / 2)};
}

}  // namespace

RuleId rule_id(PollForm form) {
  switch (form) {
    case PollForm::one_of_many:
      return poll_one_rule_id;
    case PollForm::several_of_many:
      return poll_several_rule_id;
    case PollForm::agreement:
      return poll_agreement_rule_id;
  }
  throw std::invalid_argument("rule_id: no such form");
}

std::span<const OptionNumber> agreement_steps() { return steps; }

std::size_t PollRule::most_choices(std::size_t options) const {
  return form == PollForm::several_of_many ? max_choices.value_or(options) : 1;
}

std::optional<PollRuleFault> check_rule(const PollRule& rule,
                                        std::span<const OptionNumber> options) {
  if (options.empty()) return PollRuleFault::no_options;
  if (has_duplicates(options)) return PollRuleFault::option_listed_twice;
  if (rule.form == PollForm::agreement && !are_agreement_steps(options)) {
    return PollRuleFault::not_the_agreement_steps;
  }
  if (rule.max_choices && (rule.form != PollForm::several_of_many || *rule.max_choices < 1 ||
                           *rule.max_choices > options.size())) {
    return PollRuleFault::max_choices_out_of_range;
  }
  return std::nullopt;
}

std::optional<PollFault> check_ballot(const PollRule& rule, std::span<const OptionNumber> options,
                                      std::span<const OptionNumber> ballot) {
  return check_against(rule, OptionIndex(options), ballot);
}

PollResult tally_poll(const PollRule& rule, std::span<const OptionNumber> options,
                      std::span<const PollBallot> ballots) {
  if (rule.form == PollForm::agreement && !are_agreement_steps(options)) {
    throw std::invalid_argument("tally_poll: an agreement poll has the five agreement steps");
  }
  const OptionIndex index(options);
  PollResult result;
  for (const OptionNumber option : options) {
    result.options.push_back({.option = option, .share = {}, .percent_tenths = {}});
  }
  count_ballots(rule, index, ballots, result);
  state_shares(rule, result);
  if (rule.form == PollForm::agreement) result.median = median_step(result);
  return result;
}

std::string_view name_of(PollRuleFault fault) {
  switch (fault) {
    case PollRuleFault::no_options:
      return "no_options";
    case PollRuleFault::option_listed_twice:
      return "option_listed_twice";
    case PollRuleFault::not_the_agreement_steps:
      return "not_the_agreement_steps";
    case PollRuleFault::max_choices_out_of_range:
      return "max_choices_out_of_range";
  }
  return {};
}

std::string_view name_of(PollFault fault) {
  switch (fault) {
    case PollFault::unknown_option:
      return "unknown_option";
    case PollFault::option_chosen_twice:
      return "option_chosen_twice";
    case PollFault::too_many_choices:
      return "too_many_choices";
  }
  return {};
}

}  // namespace torg::tally
