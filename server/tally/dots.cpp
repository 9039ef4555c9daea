#include "tally/dots.hpp"

#include <algorithm>
#include <stdexcept>

#include "tally/ballot_weights.hpp"
#include "tally/exact/largest_remainder.hpp"
#include "tally/ranking.hpp"

namespace torg::tally {

namespace {

std::optional<DotsFault> check_against(const DotsRule& rule, const OptionIndex& index,
                                       std::span<const DotsMark> ballot) {
  std::vector<bool> marked(index.size(), false);
  std::int64_t left = rule.dots_per_voter;
  bool overspent = false;
  for (const DotsMark& mark : ballot) {
    const auto place = index.find(mark.option);
    if (!place) return DotsFault::unknown_option;
    if (marked[*place]) return DotsFault::option_marked_twice;
    marked[*place] = true;
    if (mark.dots < 0) return DotsFault::negative;
    if (rule.max_per_option && mark.dots > *rule.max_per_option) {
      return DotsFault::too_many_on_one_option;
    }
    if (mark.dots > left) overspent = true;
    if (!overspent) left -= mark.dots;
  }
  if (overspent) return DotsFault::too_many_dots;
  if (rule.must_use_all && left != 0) return DotsFault::too_few_dots;
  return std::nullopt;
}

bool names_each_once(std::span<const OptionNumber> lot, std::span<const OptionNumber> options) {
  return std::is_permutation(lot.begin(), lot.end(), options.begin(), options.end());
}

void require_sound(const DotsRule& rule, std::span<const OptionNumber> options,
                   std::span<const DotsBallot> ballots, std::span<const Rational> weights) {
  if (rule.dots_per_voter < 0 || rule.dots_per_voter > most_dots_per_voter) {
    throw std::invalid_argument("tally_dots: dots_per_voter is out of range");
  }
  if (rule.lot && !names_each_once(*rule.lot, options)) {
    throw std::invalid_argument("tally_dots: the lot does not name every option once");
  }
  if (!weights.empty() && weights.size() != ballots.size()) {
    throw std::invalid_argument("tally_dots: not one weight for each ballot");
  }
}

/// Adds the ballots that count to result.options, which is in list order. Returns which they are.
std::vector<std::size_t> count_ballots(const DotsRule& rule, const OptionIndex& index,
                                       std::span<const DotsBallot> ballots, DotsResult& result) {
  std::vector<std::size_t> counted;
  counted.reserve(ballots.size());
  for (std::size_t number = 0; number < ballots.size(); ++number) {
    if (const auto fault = check_against(rule, index, ballots[number])) {
      result.refused.push_back({number, *fault});
      continue;
    }
    std::int64_t used = 0;
    for (const DotsMark& mark : ballots[number]) {
      DotsCount& count = result.options[*index.find(mark.option)];
      count.dots += mark.dots;
      count.supporters += mark.dots > 0 ? 1 : 0;
      used += mark.dots;
    }
    ++result.valid_ballots;
    result.blank_ballots += used == 0 ? 1 : 0;
    result.total_dots += used;
    counted.push_back(number);
  }
  return counted;
}

/// Sums are made in whole numbers, which all weights are multiples of.
void weigh_dots(const OptionIndex& index, std::span<const DotsBallot> ballots,
                std::span<const Rational> weights, std::span<const std::size_t> counted,
                DotsResult& result) {
  const std::vector<Integer> integers = smallest_integers(weights);
  std::vector<Integer> sums(result.options.size(), 0);
  for (const std::size_t number : counted) {
    for (const DotsMark& mark : ballots[number]) {
      sums[*index.find(mark.option)] += integers[number] * mark.dots;
    }
  }
  const Rational unit = weights.front() / integers.front();
  for (std::size_t place = 0; place < sums.size(); ++place) {
    result.options[place].weighted_dots = unit * sums[place];
  }
}

void state_shares(DotsResult& result) {
  std::vector<Rational> dots;
  dots.reserve(result.options.size());
  for (const DotsCount& count : result.options) {
    dots.push_back(count.weighted_dots);
    result.total_weighted_dots += count.weighted_dots;
  }
  const std::vector<int> ranks = competition_ranks(dots);
  const auto tenths = percent_tenths(dots);
  for (std::size_t place = 0; place < result.options.size(); ++place) {
    DotsCount& count = result.options[place];
    count.rank = ranks[place];
    if (!tenths) continue;
    count.share = count.weighted_dots / result.total_weighted_dots;
    count.percent_tenths = (*tenths)[place];
  }
}

DotsReason what_separates(const DotsCount& a, const DotsCount& b, const DotsRule& rule) {
  if (a.weighted_dots != b.weighted_dots) return DotsReason::dots;
  if (a.supporters != b.supporters) return DotsReason::supporters;
  return rule.lot ? DotsReason::lot : DotsReason::list_order;
}

/// The counts as a tie would leave them: in the order of the lot, or else of the list.
std::vector<const DotsCount*> in_tie_order(const DotsRule& rule, const OptionIndex& index,
                                           const DotsResult& result) {
  std::vector<const DotsCount*> order;
  order.reserve(result.options.size());
  if (rule.lot) {
    for (const OptionNumber option : *rule.lot) {
      order.push_back(&result.options[*index.find(option)]);
    }
  } else {
    for (const DotsCount& count : result.options) order.push_back(&count);
  }
  return order;
}

void put_in_order(const DotsRule& rule, const OptionIndex& index, DotsResult& result) {
  std::vector<const DotsCount*> order = in_tie_order(rule, index, result);
  std::stable_sort(order.begin(), order.end(), [](const DotsCount* a, const DotsCount* b) {
    return a->weighted_dots != b->weighted_dots ? a->weighted_dots > b->weighted_dots
                                                : a->supporters > b->supporters;
  });
  for (std::size_t k = 0; k < order.size(); ++k) {
    result.order.push_back(order[k]->option);
    if (k > 0) result.order_decided_by.push_back(what_separates(*order[k - 1], *order[k], rule));
  }

  if (!rule.top) return;
  const std::size_t top = std::min(*rule.top, order.size());
  result.selected.assign(result.order.begin(),
                         result.order.begin() + static_cast<std::ptrdiff_t>(top));
  if (top == 0 || top == order.size()) return;
  const Rational& at_cut = order[top - 1]->weighted_dots;
  if (at_cut != order[top]->weighted_dots) return;
  for (const DotsCount* count : order) {
    if (count->weighted_dots == at_cut) result.tie_at_cut.push_back(count->option);
  }
}

}  // namespace

std::optional<DotsRuleFault> check_rule(const DotsRule& rule,
                                        std::span<const OptionNumber> options) {
  if (options.empty()) return DotsRuleFault::no_options;
  if (has_duplicates(options)) return DotsRuleFault::option_listed_twice;
  if (rule.dots_per_voter < 1 || rule.dots_per_voter > most_dots_per_voter) {
    return DotsRuleFault::dots_out_of_range;
  }
  if (rule.max_per_option && *rule.max_per_option < 1) {
    return DotsRuleFault::max_per_option_out_of_range;
  }
  if (rule.must_use_all && rule.max_per_option &&
      Wide(*rule.max_per_option) * options.size() < Wide(rule.dots_per_voter)) {
    return DotsRuleFault::cannot_use_all;
  }
  if (rule.top && (*rule.top < 1 || *rule.top > options.size())) {
    return DotsRuleFault::top_out_of_range;
  }
  if (rule.lot && !names_each_once(*rule.lot, options)) {
    return DotsRuleFault::lot_not_of_the_options;
  }
  return std::nullopt;
}

std::optional<DotsFault> check_ballot(const DotsRule& rule, std::span<const OptionNumber> options,
                                      std::span<const DotsMark> ballot) {
  return check_against(rule, OptionIndex(options), ballot);
}

DotsResult tally_dots(const DotsRule& rule, std::span<const OptionNumber> options,
                      std::span<const DotsBallot> ballots, std::span<const Rational> weights) {
  const OptionIndex index(options);
  require_sound(rule, options, ballots, weights);
  DotsResult result;
  for (const OptionNumber option : options) {
    result.options.push_back({.option = option, .share = {}, .percent_tenths = {}});
  }
  const std::vector<std::size_t> counted = count_ballots(rule, index, ballots, result);
  if (weights.empty()) {
    for (DotsCount& count : result.options) count.weighted_dots = count.dots;
  } else {
    weigh_dots(index, ballots, weights, counted, result);
  }
  state_shares(result);
  put_in_order(rule, index, result);
  return result;
}

std::string_view name_of(DotsRuleFault fault) {
  switch (fault) {
    case DotsRuleFault::no_options:
      return "no_options";
    case DotsRuleFault::option_listed_twice:
      return "option_listed_twice";
    case DotsRuleFault::dots_out_of_range:
      return "dots_out_of_range";
    case DotsRuleFault::max_per_option_out_of_range:
      return "max_per_option_out_of_range";
    case DotsRuleFault::cannot_use_all:
      return "cannot_use_all";
    case DotsRuleFault::top_out_of_range:
      return "top_out_of_range";
    case DotsRuleFault::lot_not_of_the_options:
      return "lot_not_of_the_options";
  }
  return {};
}

std::string_view name_of(DotsFault fault) {
  switch (fault) {
    case DotsFault::unknown_option:
      return "unknown_option";
    case DotsFault::option_marked_twice:
      return "option_marked_twice";
    case DotsFault::negative:
      return "negative";
    case DotsFault::too_many_on_one_option:
      return "too_many_on_one_option";
    case DotsFault::too_many_dots:
      return "too_many_dots";
    case DotsFault::too_few_dots:
      return "too_few_dots";
  }
  return {};
}

std::string_view name_of(DotsReason reason) {
  switch (reason) {
    case DotsReason::dots:
      return "dots";
    case DotsReason::supporters:
      return "supporters";
    case DotsReason::lot:
      return "lot";
    case DotsReason::list_order:
      return "list_order";
  }
  return {};
}

}  // namespace torg::tally
