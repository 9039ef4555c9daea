#include "tally/fund/purse_ledger.hpp"

#include <limits>
#include <numeric>

namespace torg::tally {

namespace {

Integer common_divisor(const Integer& whole, const Integer& other) {
  if (other > std::numeric_limits<std::int64_t>::max()) {
    return boost::multiprecision::gcd(whole, other);
  }
  return std::gcd(static_cast<std::int64_t>(other), static_cast<std::int64_t>(whole % other));
}

}  // namespace

PurseLedger::PurseLedger(const FundProfile& profile) : profile_(profile) {
  const Integer all_gains =
      profile.total_weight * profile.largest_value * profile.supporters.size();
  const bool is_small = all_gains <= std::numeric_limits<std::int64_t>::max();
  for (const VoterType& type : profile.types) {
    if (is_small) {
      small_weights_.push_back(static_cast<std::int64_t>(type.weight));
    } else {
      whole_weights_.push_back(type.weight);
    }
  }
}

void PurseLedger::restart(const Rational& endowment) {
  projects_.clear();
  costs_.clear();
  values_.clear();
  spent_begin_.clear();
  spent_.clear();
  round_of_.assign(profile_.supporters.size(), never);
  spent_in_.assign(profile_.types.size(), never);
  full_until_.assign(profile_.types.size(), never);
  endowment_ = endowment.numerator();
  denominators_.assign(1, endowment.denominator());
  factors_.clear();
  prices_.clear();
}

void PurseLedger::open_round(ProjectIndex project, const Integer& cost, const Integer& values) {
  round_of_[project] = rounds();
  projects_.push_back(project);
  costs_.push_back(cost);
  values_.push_back(values);
  spent_begin_.push_back(spent_.size());
}

void PurseLedger::spend(std::uint32_t type, std::uint32_t full_until) {
  spent_in_[type] = rounds() - 1;
  full_until_[type] = full_until;
  if (full_until < rounds()) spent_.push_back(type);
}

void PurseLedger::work_out() {
  while (prices_.size() < projects_.size()) {
    work_out_round(static_cast<std::uint32_t>(prices_.size()));
  }
}

void PurseLedger::work_out_round(std::uint32_t round) {
  const std::size_t end = round + 1 < rounds() ? spent_begin_[round + 1] : spent_.size();
  const auto spent = std::span(spent_).subspan(spent_begin_[round], end - spent_begin_[round]);
  const Integer above = costs_[round] * denominators_[round] - held(spent, round);
  const Integer common = common_divisor(above, values_[round]);
  factors_.push_back(values_[round] / common);
  denominators_.push_back(denominators_[round] * factors_[round]);
  prices_.push_back(above / common);
}

Integer PurseLedger::held(std::span<const std::uint32_t> types, std::uint32_t before) const {
  return small_weights_.empty() ? held_of<Integer>(types, before, whole_weights_)
                                : held_of<std::int64_t>(types, before, small_weights_);
}

template <class Whole>
Integer PurseLedger::held_of(std::span<const std::uint32_t> types, std::uint32_t before,
                             std::span<const Whole> weights) const {
  Whole endowments = 0;
  std::vector<Whole> values(before + 1, Whole(0));
  for (const std::uint32_t type : types) {
    const Whole& weight = weights[type];
    endowments += weight;
    for_each_gain(type, before, [&](std::uint32_t round, std::int32_t value) {
      values[round] += weight * value;
    });
  }
  values.pop_back();
  return left_of<Whole>(endowments, values);
}

Integer PurseLedger::purse_before(std::uint32_t type, std::uint32_t before) const {
  std::vector<std::int64_t> values(before + 1, 0);
  for_each_gain(type, before,
                [&](std::uint32_t round, std::int32_t value) { values[round] = value; });
  values.pop_back();
  return left_of<std::int64_t>(1, values);
}

/// So many endowments less each round's price so many times.
template <class Whole>
Integer PurseLedger::left_of(const Whole& endowments, std::span<const Whole> values) const {
  Integer left = endowment_ * endowments;
  for (std::size_t round = 0; round < values.size(); ++round) {
    left *= factors_[round];
    if (values[round] != 0) left -= prices_[round] * values[round];
  }
  return left;
}

}  // namespace torg::tally
