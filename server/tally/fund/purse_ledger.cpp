#include "tally/fund/purse_ledger.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace torg::tally {

PurseLedger::PurseLedger(const FundProfile& profile) : profile_(profile) {
  std::vector<std::size_t> marks(profile.types.size(), 0);
  std::int64_t largest = 1;
  for (const auto& supporters : profile.supporters) {
    for (const Supporter& supporter : supporters) {
      ++marks[supporter.type];
      largest = std::max<std::int64_t>(largest, supporter.value);
    }
  }
  begins_.assign(1, 0);
  for (const std::size_t count : marks) begins_.push_back(begins_.back() + count);
  payments_.resize(begins_.back());
  if (profile.total_weight * largest <= std::numeric_limits<std::int64_t>::max()) {
    for (const VoterType& type : profile.types) {
      small_weights_.push_back(static_cast<std::int64_t>(type.weight));
    }
  }
}

void PurseLedger::restart(const Rational& endowment) {
  projects_.clear();
  costs_.clear();
  counts_.assign(profile_.types.size(), 0);
  spent_in_.assign(profile_.types.size(), never);
  prices_.clear();
  endowment_ = endowment.numerator();
  denominator_ = endowment.denominator();
}

void PurseLedger::open_round(ProjectIndex project, const Integer& cost) {
  projects_.push_back(project);
  costs_.push_back(cost);
}

void PurseLedger::work_out() {
  while (prices_.size() < projects_.size()) {
    work_out_round(static_cast<std::uint32_t>(prices_.size()));
  }
}

void PurseLedger::work_out_round(std::uint32_t round) {
  spent_.clear();
  Integer values = profile_.values[projects_[round]];
  for (const Supporter& supporter : profile_.supporters[projects_[round]]) {
    const std::uint32_t spent_in = spent_in_[supporter.type];
    if (spent_in > round || (spent_in == round && paid_in_full(supporter.type, round))) continue;
    if (spent_in == round) spent_.push_back(supporter.type);
    values -= profile_.types[supporter.type].weight * supporter.value;
  }
  const Integer above = costs_[round] * denominator_ - held(spent_, round);
  const Integer common = boost::multiprecision::gcd(above, values);
  const Integer factor = values / common;
  if (factor != 1) {
    denominator_ *= factor;
    endowment_ *= factor;
    for (Integer& price : prices_) price *= factor;
  }
  prices_.push_back(above / common);
}

Integer PurseLedger::held(std::span<const std::uint32_t> types, std::uint32_t before) {
  return small_weights_.empty() ? held_counting_in<Integer>(types, before)
                                : held_counting_in<std::int64_t>(types, before);
}

template <class Whole>
Integer PurseLedger::held_counting_in(std::span<const std::uint32_t> types, std::uint32_t before) {
  Whole endowments = 0;
  std::vector<Whole> values(before, Whole(0));
  for (const std::uint32_t type : types) {
    const auto& weight = [&]() -> const Whole& {
      if constexpr (std::is_same_v<Whole, std::int64_t>) {
        return small_weights_[type];
      } else {
        return profile_.types[type].weight;
      }
    }();
    endowments += weight;
    for (const Payment& payment : payments(type)) {
      if (payment.round < before) values[payment.round] += weight * payment.value;
    }
  }
  Integer sum = endowment_ * endowments;
  for (std::uint32_t round = 0; round < before; ++round) {
    if (values[round] != 0) sum -= prices_[round] * values[round];
  }
  return sum;
}

Integer PurseLedger::purse_before(std::uint32_t type, std::uint32_t before) const {
  Integer sum = endowment_;
  for (const Payment& payment : payments(type)) {
    if (payment.round < before) sum -= prices_[payment.round] * payment.value;
  }
  return sum;
}

}  // namespace torg::tally
