#include "tally/exact/largest_remainder.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace torg::tally {

namespace {

struct Claim {
  Rational quota_in_units;
  Rational remainder;
  std::size_t place;
};

RoundingReason what_separates(const Claim& a, const Claim& b) {
  if (a.remainder != b.remainder) return RoundingReason::remainder;
  if (a.quota_in_units != b.quota_in_units) return RoundingReason::larger_quota;
  return RoundingReason::list_order;
}

bool goes_before(const Claim& a, const Claim& b) {
  switch (what_separates(a, b)) {
    case RoundingReason::remainder:
      return a.remainder > b.remainder;
    case RoundingReason::larger_quota:
      return a.quota_in_units > b.quota_in_units;
    case RoundingReason::list_order:
      break;
  }
  return a.place < b.place;
}

void require_sound(std::span<const Rational> quotas, std::int64_t total, std::int64_t unit) {
  if (unit < 1) throw std::invalid_argument("round_largest_remainder: the unit is below 1");
  Rational sum = 0;
  for (const Rational& quota : quotas) {
    if (quota < 0) throw std::invalid_argument("round_largest_remainder: a quota is negative");
    sum += quota;
  }
  if (sum != total) {
    throw std::invalid_argument("round_largest_remainder: the quotas do not add up to the total");
  }
}

void hand_out(std::span<const Claim> claims, std::int64_t unit, LargestRemainder& result) {
  const auto winners = static_cast<std::size_t>(result.units_left_over);
  if (winners == 0) return;
  // Remainders are below 1 and add up to the units left over, so somebody always goes without.
  const Claim& last_winner = claims[winners - 1];
  const Claim& first_loser = claims[winners];
  for (std::size_t turn = 0; turn < claims.size(); ++turn) {
    RoundedPart& part = result.parts[claims[turn].place];
    part.got_unit = turn < winners;
    if (part.got_unit) part.amount += unit;
    part.decided_by = part.got_unit ? what_separates(claims[turn], first_loser)
                                    : what_separates(last_winner, claims[turn]);
  }
}

void add_odd_rest(LargestRemainder& result) {
  if (result.odd_rest == 0) return;
  const auto largest = std::max_element(
      result.parts.begin(), result.parts.end(),
      [](const RoundedPart& a, const RoundedPart& b) { return a.amount < b.amount; });
  largest->amount += result.odd_rest;
  result.odd_rest_to = static_cast<std::size_t>(largest - result.parts.begin());
}

}  // namespace

LargestRemainder round_largest_remainder(std::span<const Rational> quotas, std::int64_t total,
                                         std::int64_t unit) {
  require_sound(quotas, total, unit);
  LargestRemainder result;
  result.odd_rest = total % unit;
  const std::int64_t whole = total - result.odd_rest;
  Rational to_units = Rational(1, unit);
  if (result.odd_rest != 0) to_units *= Rational(whole, total);

  std::vector<Claim> claims;
  claims.reserve(quotas.size());
  result.parts.resize(quotas.size());
  result.units_left_over = whole / unit;
  for (std::size_t place = 0; place < quotas.size(); ++place) {
    Rational in_units = quotas[place] * to_units;
    const Integer down = in_units.floor();
    Rational remainder = in_units - down;
    RoundedPart& part = result.parts[place];
    part.rounded_down = static_cast<std::int64_t>(down) * unit;
    part.amount = part.rounded_down;
    part.remainder = remainder;
    result.units_left_over -= static_cast<std::int64_t>(down);
    claims.push_back({std::move(in_units), std::move(remainder), place});
  }
  std::sort(claims.begin(), claims.end(), goes_before);
  hand_out(claims, unit, result);
  add_odd_rest(result);
  return result;
}

std::optional<std::vector<int>> percent_tenths(std::span<const std::int64_t> weights) {
  return percent_tenths(std::vector<Rational>(weights.begin(), weights.end()));
}

std::optional<std::vector<int>> percent_tenths(std::span<const Rational> weights) {
  const Rational sum = std::accumulate(weights.begin(), weights.end(), Rational(0));
  if (sum == 0) return std::nullopt;
  std::vector<Rational> quotas;
  quotas.reserve(weights.size());
  for (const Rational& weight : weights) quotas.push_back(weight * 1000 / sum);
  const LargestRemainder rounded = round_largest_remainder(quotas, 1000);
  std::vector<int> tenths;
  tenths.reserve(weights.size());
  for (const RoundedPart& part : rounded.parts) tenths.push_back(static_cast<int>(part.amount));
  return tenths;
}

}  // namespace torg::tally
