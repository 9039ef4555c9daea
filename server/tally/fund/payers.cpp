#include "tally/fund/payers.hpp"

#include <algorithm>
#include <array>

#include "tally/exact/approximate.hpp"

namespace torg::tally {

namespace {

/// Two lanes, which any processor with 64 bits adds up at once.
using Pair = double __attribute__((vector_size(16)));
constexpr std::size_t pairs = Payers::lanes / 2;

/// No purse comes near.
constexpr double purse_of_nobody = 0x1p900;

struct PairSums {
  Pair spent{};
  Pair spent_weight{};
  Pair values{};
  Pair held{};
  Pair nearest{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
};

}  // namespace

Payers::Payers(const FundProfile& profile)
    : has_exact_sums_(profile.total_weight * profile.largest_value <= std::int64_t{1} << 53) {
  for (const VoterType& type : profile.types) weight_of_type_.push_back(approximate(type.weight));
  const std::size_t most = profile.gains.size() + lanes * profile.supporters.size();
  types_.reserve(most);
  weights_.reserve(most);
  values_.reserve(most);
}

Payers::Range Payers::add(std::span<const Supporter> supporters) {
  Range range;
  range.begin = types_.size();
  range.end = range.begin + supporters.size();
  range.has_unit_values = has_exact_sums_;
  for (const Supporter& supporter : supporters) {
    types_.push_back(supporter.type);
    weights_.push_back(weight_of_type_[supporter.type]);
    values_.push_back(supporter.value);
    range.all_weights += weights_.back();
    range.has_unit_values = range.has_unit_values && supporter.value == 1;
  }
  while (types_.size() % lanes != 0) {
    types_.push_back(static_cast<std::uint32_t>(weight_of_type_.size()));
    weights_.push_back(0);
    values_.push_back(1);
  }
  return range;
}

void Payers::fill_purses(double endowment, std::vector<double>& purses) const {
  purses.assign(weight_of_type_.size() + 1, endowment);
  purses.back() = purse_of_nobody;
}

template <bool unit_values, bool with_nearest>
Payers::Sums Payers::sum_up_in_lanes(const Range& range, double price, const double* purses) const {
  std::array<PairSums, pairs> parts;
  const Pair none{};
  const std::uint32_t* const types = types_.data();
  const double* const weights = weights_.data();
  const double* const values = values_.data();
  for (std::size_t at = range.begin; at < range.end; at += lanes) {
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      PairSums& sums = parts[pair];
      const std::size_t i = at + 2 * pair;
      const Pair weight{weights[i], weights[i + 1]};
      const Pair value = unit_values ? Pair{1, 1} : Pair{values[i], values[i + 1]};
      const Pair purse{purses[types[i]], purses[types[i + 1]]};
      const Pair asked = price * value;
      const auto is_spent = purse < asked;
      const Pair money = weight * purse;
      sums.held += money;
      sums.spent += is_spent ? money : none;
      sums.spent_weight += is_spent ? weight : none;
      if constexpr (!unit_values) sums.values += is_spent ? none : weight * value;
      if constexpr (with_nearest) {
        const Pair left = purse - asked;
        const Pair distance = left < none ? -left : left;
        sums.nearest = distance < sums.nearest ? distance : sums.nearest;
      }
    }
  }
  const auto total = [&](Pair PairSums::* sum) {
    const Pair both = parts[0].*sum + parts[1].*sum;
    return both[0] + both[1];
  };
  Sums sums;
  sums.spent = total(&PairSums::spent);
  sums.spent_weight = total(&PairSums::spent_weight);
  sums.values = unit_values ? range.all_weights - sums.spent_weight : total(&PairSums::values);
  sums.held = total(&PairSums::held);
  for (const PairSums& part : parts) {
    sums.nearest = std::min({sums.nearest, part.nearest[0], part.nearest[1]});
  }
  return sums;
}

Payers::Sums Payers::sum_up(const Range& range, double price,
                            std::span<const double> purses) const {
  return range.has_unit_values ? sum_up_in_lanes<true, false>(range, price, purses.data())
                               : sum_up_in_lanes<false, false>(range, price, purses.data());
}

Payers::Sums Payers::sum_up_with_nearest(const Range& range, double price,
                                         std::span<const double> purses) const {
  return range.has_unit_values ? sum_up_in_lanes<true, true>(range, price, purses.data())
                               : sum_up_in_lanes<false, true>(range, price, purses.data());
}

}  // namespace torg::tally
