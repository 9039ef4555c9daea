#include "tally/split/bounds.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

namespace torg::tally {

namespace {

/// An option that takes part in the filling: its amount rises with the factor between two bounds.
struct Vessel {
  std::size_t place;
  Rational weight;
  Rational low;
  Rational high;

  Rational amount_at(const Rational& factor) const {
    return std::clamp(Rational(factor * weight), low, high);
  }
};

struct Filling {
  Rational factor;
  std::vector<Rational> amounts;
};

Money maximum_of(const SplitOption& option, Money pot) { return option.maximum.value_or(pot); }

/// The factor at which the vessels hold exactly `target`, which must not be below the sum of their
/// lower bounds; nothing if even their upper bounds hold less. The content is a non-decreasing,
/// piecewise linear function of the factor that bends only where a vessel leaves or meets a bound,
/// so between two neighbouring bends it is found by interpolation.
std::optional<Filling> fill(const std::vector<Vessel>& vessels, const Rational& target) {
  const auto content_at = [&vessels](const Rational& factor) {
    Rational content = 0;
    for (const Vessel& vessel : vessels) content += vessel.amount_at(factor);
    return content;
  };
  std::vector<Rational> bends{0};
  for (const Vessel& vessel : vessels) {
    bends.push_back(vessel.low / vessel.weight);
    bends.push_back(vessel.high / vessel.weight);
  }
  std::sort(bends.begin(), bends.end());
  bends.erase(std::unique(bends.begin(), bends.end()), bends.end());

  const auto enough = std::partition_point(
      bends.begin(), bends.end(), [&](const Rational& bend) { return content_at(bend) < target; });
  if (enough == bends.end()) return std::nullopt;
  Rational factor = *enough;
  if (enough != bends.begin()) {
    const Rational& below = *(enough - 1);
    const Rational content_below = content_at(below);
    factor = below +
             (target - content_below) * (*enough - below) / (content_at(*enough) - content_below);
  }
  Filling filling{factor, {}};
  for (const Vessel& vessel : vessels) filling.amounts.push_back(vessel.amount_at(factor));
  return filling;
}

void pour(const std::vector<Vessel>& vessels, Filling filling, BoundedAmounts& result) {
  for (std::size_t k = 0; k < vessels.size(); ++k) {
    const Vessel& vessel = vessels[k];
    const Rational unbounded = filling.factor * vessel.weight;
    result.hit[vessel.place] = unbounded < vessel.low    ? BoundHit::minimum
                               : unbounded > vessel.high ? BoundHit::maximum
                                                         : BoundHit::none;
    result.amounts[vessel.place] = std::move(filling.amounts[k]);
  }
}

}  // namespace

bool any_bounds(std::span<const SplitOption> options) {
  return std::any_of(options.begin(), options.end(),
                     [](const SplitOption& option) { return option.minimum || option.maximum; });
}

std::optional<SplitRuleFault> check_bounds(std::span<const SplitOption> options, Money pot) {
  if (!any_bounds(options)) return std::nullopt;
  Wide minimums = 0;
  Wide maximums = 0;
  for (const SplitOption& option : options) {
    const Money minimum = option.minimum.value_or(0);
    const Money maximum = maximum_of(option, pot);
    if (minimum < 0 || maximum < 0) throw std::invalid_argument("check_bounds: a negative bound");
    if (minimum > maximum) return SplitRuleFault::min_above_max;
    minimums += static_cast<Wide>(minimum);
    maximums += static_cast<Wide>(maximum);
  }
  if (minimums > static_cast<Wide>(pot)) return SplitRuleFault::minimums_exceed_pot;
  if (maximums < static_cast<Wide>(pot)) return SplitRuleFault::maximums_below_pot;
  return std::nullopt;
}

BoundedAmounts bound_amounts(std::span<const Rational> shares, std::span<const SplitOption> options,
                             Money pot) {
  BoundedAmounts result;
  result.amounts.resize(options.size());
  result.hit.resize(options.size(), BoundHit::none);

  std::vector<Vessel> wanted;
  std::vector<Vessel> unwanted;
  Rational unwanted_minimums = 0;
  for (std::size_t place = 0; place < options.size(); ++place) {
    const Money low = options[place].minimum.value_or(0);
    const Money high = maximum_of(options[place], pot);
    if (shares[place] > 0) {
      wanted.push_back({place, shares[place], low, high});
    } else {
      unwanted.push_back({place, 1, low, high});
      unwanted_minimums += low;
    }
  }

  if (auto filling = fill(wanted, pot - unwanted_minimums)) {
    result.scale = filling->factor;
    pour(wanted, std::move(*filling), result);
    for (const Vessel& vessel : unwanted) {
      result.amounts[vessel.place] = vessel.low;
      if (vessel.low > 0) result.hit[vessel.place] = BoundHit::minimum;
    }
    return result;
  }

  result.overflow_to_options_with_share_0 = true;
  Rational left = pot;
  for (const Vessel& vessel : wanted) {
    left -= vessel.high;
    result.amounts[vessel.place] = vessel.high;
    result.hit[vessel.place] = BoundHit::maximum;
  }
  auto filling = fill(unwanted, left);
  if (!filling) throw std::invalid_argument("bound_amounts: the maximums are below the pot");
  pour(unwanted, std::move(*filling), result);
  return result;
}

}  // namespace torg::tally
