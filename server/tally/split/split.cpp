#include "tally/split/split.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "tally/split/read_ballots.hpp"
#include "tally/split/shares.hpp"
#include "tally/split/wish_ladder.hpp"

namespace torg::tally {

namespace {

void require_sound(const SplitRule& rule, std::span<const SplitOption> options) {
  const bool negative_bound =
      std::any_of(options.begin(), options.end(), [](const SplitOption& option) {
        return option.minimum.value_or(0) < 0 || option.maximum.value_or(0) < 0;
      });
  if (options.empty() || rule.pot < 0 || rule.whole_ballot() < 0 || rule.rounding_unit < 1 ||
      negative_bound) {
    throw std::invalid_argument("tally_split: the rule cannot be computed");
  }
}

std::vector<Rational> find_medians(std::span<const Proposal> proposals, SplitResult& result) {
  MedianShares found = median_shares(proposals, result.parts.size());
  for (std::size_t place = 0; place < result.parts.size(); ++place) {
    result.parts[place].median = std::move(found.medians[place]);
  }
  result.median_sum = std::move(found.median_sum);
  result.fell_back_to_mean = found.fell_back_to_mean;
  return std::move(found.shares);
}

std::vector<Rational> find_markets(std::span<const Proposal> proposals, SplitResult& result) {
  IndependentMarkets found = independent_markets(proposals, result.parts.size());
  for (std::size_t place = 0; place < result.parts.size(); ++place) {
    result.parts[place].market = std::move(found.stands[place]);
  }
  result.phantoms = std::move(found.phantoms);
  return std::move(found.shares);
}

std::vector<Rational> find_knapsack(std::span<const Proposal> proposals, SplitResult& result) {
  KnapsackSplit found = knapsack_split(proposals, result.parts.size());
  for (std::size_t place = 0; place < result.parts.size(); ++place) {
    result.parts[place].knapsack = std::move(found.stands[place]);
  }
  result.knapsack_margin = std::move(found.margin);
  return std::move(found.shares);
}

std::vector<Rational> find_shares(SplitMethod method, std::span<const Proposal> proposals,
                                  SplitResult& result) {
  switch (method) {
    case SplitMethod::mean:
      return mean_shares(proposals, result.parts.size());
    case SplitMethod::median:
      return find_medians(proposals, result);
    case SplitMethod::independent_markets:
      return find_markets(proposals, result);
    case SplitMethod::knapsack:
      return find_knapsack(proposals, result);
  }
  throw std::invalid_argument("tally_split: an unknown method");
}

std::vector<Rational> find_exact_amounts(const SplitRule& rule,
                                         std::span<const SplitOption> options,
                                         std::span<const Rational> shares, SplitResult& result) {
  if (any_bounds(options)) {
    BoundedAmounts bounded = bound_amounts(shares, options, rule.pot);
    for (std::size_t place = 0; place < options.size(); ++place) {
      result.parts[place].bound = bounded.hit[place];
    }
    result.scale = std::move(bounded.scale);
    result.overflow_to_options_with_share_0 = bounded.overflow_to_options_with_share_0;
    return std::move(bounded.amounts);
  }
  std::vector<Rational> exact;
  exact.reserve(shares.size());
  for (const Rational& share : shares) exact.push_back(share * rule.pot);
  return exact;
}

void state_amounts(const SplitRule& rule, std::vector<Rational> exact, SplitResult& result) {
  LargestRemainder rounded = round_largest_remainder(exact, rule.pot, rule.rounding_unit);
  result.rounding_units_left_over = rounded.units_left_over;
  result.odd_rest = rounded.odd_rest;
  if (rounded.odd_rest_to) result.odd_rest_to = result.parts[*rounded.odd_rest_to].option;
  for (std::size_t place = 0; place < exact.size(); ++place) {
    SplitPart& part = result.parts[place];
    part.exact = std::move(exact[place]);
    part.amount = rounded.parts[place].amount;
    part.rounding = std::move(rounded.parts[place]);
  }
}

}  // namespace

SplitResult tally_split(const SplitRule& rule, std::span<const SplitOption> options,
                        std::span<const SplitBallot> ballots, std::span<const Rational> weights) {
  require_sound(rule, options);
  SplitResult result;
  for (const SplitOption& option : options) result.parts.emplace_back().option = option.option;

  ReadSplitBallots read = read_split_ballots(rule, options, ballots, weights);
  result.counted_ballots = static_cast<std::int64_t>(read.proposals.size());
  result.counted_weight = total_weight(read.proposals);
  result.blank_ballots = read.blank;
  result.unfinished_ballots = read.unfinished;
  result.refused = std::move(read.refused);
  if (read.proposals.empty()) return result;

  const std::vector<Rational> shares = find_shares(rule.method, read.proposals, result);
  for (std::size_t place = 0; place < shares.size(); ++place) {
    result.parts[place].share = shares[place];
  }
  result.bounds_fault = check_bounds(options, rule.pot);
  if (result.bounds_fault) {
    result.status = SplitStatus::bounds_error;
    return result;
  }
  state_amounts(rule, find_exact_amounts(rule, options, shares, result), result);
  result.status = SplitStatus::ok;
  return result;
}

std::string_view name_of(SplitStatus status) {
  switch (status) {
    case SplitStatus::ok:
      return "ok";
    case SplitStatus::no_decision:
      return "no_decision";
    case SplitStatus::bounds_error:
      return "bounds_error";
  }
  return {};
}

std::string_view name_of(BoundHit hit) {
  switch (hit) {
    case BoundHit::none:
      return "none";
    case BoundHit::minimum:
      return "minimum";
    case BoundHit::maximum:
      return "maximum";
  }
  return {};
}

std::string_view name_of(RoundingReason reason) {
  switch (reason) {
    case RoundingReason::remainder:
      return "remainder";
    case RoundingReason::larger_quota:
      return "larger_quota";
    case RoundingReason::list_order:
      return "list_order";
  }
  return {};
}

}  // namespace torg::tally
