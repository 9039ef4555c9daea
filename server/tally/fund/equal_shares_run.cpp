#include "tally/fund/equal_shares_run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tally/exact/approximate.hpp"

namespace torg::tally {

namespace {

/// A price is worked out exactly if its error would add more than this part of the endowment to
/// that of the purses.
constexpr double wide = 0x1p-40;

/// Less than any error.
constexpr double least_purse = 0x1p-1000;

}  // namespace

EqualSharesRun::EqualSharesRun(const FundElection& election, const FundProfile& profile,
                               const TieOrder& ties)
    : election_(election), profile_(profile), ties_(ties), ledger_(profile), payers_(profile) {
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (election.projects[project].cost == 0 || !profile.has_satisfaction(project)) continue;
    Candidate& candidate = candidates_.emplace_back();
    candidate.project = project;
    candidate.payers = payers_.add(profile.supporters[project]);
    for (const Supporter& supporter : profile.supporters[project]) {
      candidate.largest_value = std::max<double>(candidate.largest_value, supporter.value);
    }
    candidate.cost = approximate(profile.weight_unit * election.projects[project].cost);
    candidate.unit = static_cast<double>(profile.satisfaction_unit[project]);
    candidate.all_values = approximate(profile.values[project]);
  }
  standing_.resize(payers_.size());
}

void EqualSharesRun::run(const Rational& endowment) {
  restart(endowment);
  while (const auto next = find_next()) {
    std::erase(open_, *next);
    buy(candidates_[*next]);
  }
}

void EqualSharesRun::restart(const Rational& endowment) {
  ledger_.restart(endowment);
  bought_before_.swap(bought_);
  bought_.clear();
  tied_.clear();
  tied_in_.clear();
  total_cost_ = 0;
  endowment_ = approximate(endowment.numerator(), endowment.denominator());
  purse_error_ = epsilon * endowment_;
  payers_.fill_purses(endowment_, purses_);
  open_.resize(candidates_.size());
  std::iota(open_.begin(), open_.end(), std::size_t{0});
  for (Candidate& candidate : candidates_) {
    candidate.price_at_least = candidate.cost / candidate.all_values * (1 - 4 * epsilon);
    candidate.at_least = candidate.price_at_least / candidate.unit * (1 - 4 * epsilon);
  }
}

/// What was bought at this point of the run before, if it is still to be had: a price near the
/// smallest to measure the others by. It only saves work.
EqualSharesRun::Candidate* EqualSharesRun::likely_next() {
  if (bought_.size() >= bought_before_.size()) return nullptr;
  for (const std::size_t place : open_) {
    if (candidates_[place].project == bought_before_[bought_.size()]) return &candidates_[place];
  }
  return nullptr;
}

/// The place of the project with the smallest price per satisfaction; of equal ones, of the one the
/// tie rule puts first. Nothing when nothing is affordable. Closes those that are not affordable.
std::optional<std::size_t> EqualSharesRun::find_next() {
  for (const std::size_t place : open_) candidates_[place].is_current = false;
  double at_most = std::numeric_limits<double>::infinity();
  Candidate* next = likely_next();
  while (true) {
    if (next == nullptr) {
      double lowest = at_most;
      for (const std::size_t place : open_) {
        Candidate& candidate = candidates_[place];
        if (candidate.is_current || candidate.at_least > lowest) continue;
        lowest = candidate.at_least;
        next = &candidate;
      }
    }
    if (next == nullptr) break;
    switch (evaluate(*next, at_most)) {
      case Answer::unaffordable:
        std::erase(open_, static_cast<std::size_t>(next - candidates_.data()));
        break;
      case Answer::above_limit:
        break;
      case Answer::found:
        next->is_current = true;
        at_most = std::min(at_most, (next->price + next->error) / next->unit * (1 + 4 * epsilon));
    }
    next = nullptr;
  }
  contenders_.clear();
  for (const std::size_t place : open_) {
    const Candidate& candidate = candidates_[place];
    if (candidate.is_current && candidate.at_least <= at_most) contenders_.push_back(place);
  }
  if (contenders_.empty()) return std::nullopt;
  return contenders_.size() == 1 ? contenders_.front() : choose(contenders_);
}

/// A sum of products is rounded once in the product, once in each addition to its lane and twice
/// where the lanes come together; weights and costs are true up to 4 such roundings. With what a
/// difference and a quotient add that is less than 12 more than there are additions in a lane.
double EqualSharesRun::rounding_of(const Candidate& candidate) {
  return static_cast<double>(candidate.payers.size() / Payers::lanes + 16) * 0x1p-53;
}

/// Raises the candidate's lower bounds by one step of Newton's method. What purses give is concave
/// in the price, so from wherever the step is taken, it does not end above the true one.
void EqualSharesRun::step(Candidate& candidate, const Payers::Sums& sums) const {
  const double rounding = rounding_of(candidate);
  candidate.price = std::max(0.0, (candidate.cost - sums.spent) / sums.values);
  candidate.error =
      (1 + rounding) *
          (sums.spent_weight * purse_error_ + rounding * (sums.spent + candidate.cost)) /
          sums.values +
      rounding * candidate.price;
  candidate.values = sums.values;
  candidate.price_at_least = std::max(candidate.price_at_least, candidate.price - candidate.error);
  candidate.at_least =
      std::max(candidate.at_least, candidate.price_at_least / candidate.unit * (1 - 4 * epsilon));
}

EqualSharesRun::Answer EqualSharesRun::evaluate(Candidate& candidate, double limit) {
  const double at_limit = limit * candidate.unit * (1 + 8 * epsilon);
  if (std::isfinite(limit) && at_limit > candidate.price_at_least) {
    const Payers::Sums sums = payers_.sum_up(candidate.payers, at_limit, purses_);
    if (sums.held + held_error(candidate, sums) < candidate.cost) return Answer::unaffordable;
    if (sums.values > 0) step(candidate, sums);
    if (candidate.at_least > limit) return Answer::above_limit;
  }
  return find_price(candidate, limit);
}

/// Repeats steps until nobody else is spent. Stops as soon as the price is certainly above the
/// limit.
EqualSharesRun::Answer EqualSharesRun::find_price(Candidate& candidate, double limit) {
  double spent_before = -1;
  while (true) {
    const double before = candidate.price_at_least;
    const Payers::Sums sums = payers_.sum_up_with_nearest(candidate.payers, before, purses_);
    const double error = held_error(candidate, sums);
    if (sums.held + error < candidate.cost) return Answer::unaffordable;
    if (sums.held - error < candidate.cost || sums.values <= 0) return evaluate_exactly(candidate);
    step(candidate, sums);
    // If no purse is within this of `before`, each is on the same side of the price.
    const double away = std::abs(candidate.price - before) + candidate.error;
    candidate.is_clear = sums.nearest > 2 * (purse_error_ + away * candidate.largest_value) +
                                            4 * epsilon * endowment_;
    candidate.is_paid_by_all = sums.spent_weight == 0;
    if (candidate.is_clear) return Answer::found;
    if (sums.spent_weight == spent_before || candidate.price <= before * (1 + 8 * epsilon)) {
      return evaluate_exactly(candidate);
    }
    spent_before = sums.spent_weight;
    if (candidate.at_least > limit) return Answer::above_limit;
  }
}

double EqualSharesRun::held_error(const Candidate& candidate, const Payers::Sums& sums) const {
  const double rounding = rounding_of(candidate);
  // The weights were added up in a single lane.
  return candidate.payers.all_weights * purse_error_ * (1 + 8 * rounding) +
         rounding * (sums.held + candidate.cost);
}

EqualSharesRun::Answer EqualSharesRun::evaluate_exactly(Candidate& candidate) {
  const auto price = exact_price(candidate);
  if (!price) return Answer::unaffordable;
  candidate.price =
      approximate(price->above, price->values * ledger_.denominator(ledger_.rounds()));
  candidate.error = 2 * epsilon * candidate.price;
  candidate.price_at_least = candidate.price * (1 - 4 * epsilon);
  candidate.at_least = candidate.price_at_least / candidate.unit * (1 - 4 * epsilon);
  candidate.is_clear = false;
  return Answer::found;
}

Integer EqualSharesRun::exact_cost(const Candidate& candidate) const {
  return profile_.weight_unit * election_.projects[candidate.project].cost;
}

/// Of those that pay the clear price × value.
Integer EqualSharesRun::exact_values(const Candidate& candidate) const {
  if (payers_.has_exact_sums()) return static_cast<std::int64_t>(candidate.values);
  Integer values = profile_.values[candidate.project];
  for (const Supporter& supporter : profile_.supporters[candidate.project]) {
    if (purses_[supporter.type] < candidate.price * supporter.value) {
      values -= profile_.types[supporter.type].weight * supporter.value;
    }
  }
  return values;
}

/// Leaves each supporter's standing in standing_. Starts from those that certainly have less than
/// is asked and adds whoever is found to; the price for any part of those is at or below the true
/// one, so nobody is added wrongly. Nothing if all together hold less than the cost.
std::optional<EqualSharesRun::ExactPrice> EqualSharesRun::exact_price(const Candidate& candidate) {
  ledger_.work_out();
  const std::span supporters(profile_.supporters[candidate.project]);
  const std::uint32_t now = ledger_.rounds();
  const Integer cost = exact_cost(candidate) * ledger_.denominator(now);
  Integer values = profile_.values[candidate.project];
  Integer above;
  std::vector<std::size_t> open;
  spent_types_.clear();
  standing_.assign(supporters.size(), Standing::has_more);
  const auto add_spent = [&](std::size_t number) {
    const auto& [type, value] = supporters[number];
    standing_[number] = Standing::has_less;
    values -= profile_.types[type].weight * value;
    if (!is_spent(type)) spent_types_.push_back(type);
  };
  for (std::size_t number = 0; number < supporters.size(); ++number) {
    const auto& [type, value] = supporters[number];
    const double asked = candidate.price_at_least * value * (1 - 4 * epsilon);
    if (is_spent(type) || purses_[type] + purse_error_ < asked) {
      add_spent(number);
    } else {
      open.push_back(number);
    }
  }
  for (bool is_changed = true; is_changed;) {
    if (values <= 0) return std::nullopt;
    is_changed = false;
    above = cost - ledger_.held(spent_types_, now);
    const Integer below = values;
    const double price = approximate(above, below * ledger_.denominator(now));
    std::erase_if(open, [&](std::size_t number) {
      const auto& [type, value] = supporters[number];
      const double asked = price * value;
      const double doubt = purse_error_ + 4 * epsilon * (asked + purses_[type]);
      if (purses_[type] > asked + doubt) return false;
      if (purses_[type] >= asked - doubt) {
        const int order = (ledger_.purse_before(type, now) * below).compare(above * value);
        standing_[number] = order == 0 ? Standing::has_it_exactly : Standing::has_more;
        if (order >= 0) return false;
      }
      add_spent(number);
      is_changed = true;
      return true;
    });
  }
  return ExactPrice{above, values};
}

std::size_t EqualSharesRun::choose(std::span<const std::size_t> contenders) {
  std::vector<ProjectIndex> lowest;
  Integer least_above;
  Integer least_below;
  std::size_t first = contenders.front();
  for (const std::size_t place : contenders) {
    const Candidate& candidate = candidates_[place];
    Integer above = exact_cost(candidate);
    Integer below = profile_.values[candidate.project];
    if (!candidate.is_clear || !candidate.is_paid_by_all) {
      const ExactPrice price = exact_price(candidate).value();
      above = price.above;
      below = price.values * ledger_.denominator(ledger_.rounds());
    }
    below *= profile_.satisfaction_unit[candidate.project];
    const int order = lowest.empty() ? -1 : (above * least_below).compare(least_above * below);
    if (order < 0) {
      lowest.clear();
      least_above = above;
      least_below = below;
    }
    if (order > 0) continue;
    if (lowest.empty() || ties_.comes_before(candidate.project, candidates_[first].project)) {
      first = place;
    }
    lowest.push_back(candidate.project);
  }
  if (lowest.size() > 1) {
    std::sort(lowest.begin(), lowest.end());
    tied_.push_back(lowest);
    tied_in_.push_back(bought_.size());
  }
  return first;
}

void EqualSharesRun::buy(Candidate& candidate) {
  if (candidate.is_clear) {
    ledger_.open_round(candidate.project, exact_cost(candidate), exact_values(candidate));
    note_spent(candidate);
  } else {
    const Integer values = exact_price(candidate).value().values;
    ledger_.open_round(candidate.project, exact_cost(candidate), values);
    note_spent_by_standing(candidate);
  }
  if (candidate.error * candidate.largest_value > wide * endowment_) settle_price(candidate);
  take_money(candidate);
  // A product and a difference, neither above the endowment, are rounded.
  purse_error_ += candidate.error * candidate.largest_value + epsilon * endowment_;
  bought_.push_back(candidate.project);
  total_cost_ += election_.projects[candidate.project].cost;
}

/// Notes and empties the purses that do not hold the clear price × value.
void EqualSharesRun::note_spent(const Candidate& candidate) {
  spent_types_.resize(candidate.payers.size());
  std::size_t count = 0;
  for (std::size_t at = candidate.payers.begin; at < candidate.payers.end; ++at) {
    const std::uint32_t type = payers_.type(at);
    const double purse = purses_[type];
    spent_types_[count] = type;
    const bool has_some = purse > 0;
    const bool has_less = purse < candidate.price * payers_.value(at);
    count += static_cast<std::size_t>(has_some) & static_cast<std::size_t>(has_less);
  }
  spent_types_.resize(count);
  for (const std::uint32_t type : spent_types_) {
    ledger_.spend(type);
    purses_[type] = 0;
  }
}

/// The same as exact_price found out just before.
void EqualSharesRun::note_spent_by_standing(const Candidate& candidate) {
  for (std::size_t number = 0; number < standing_.size(); ++number) {
    const std::uint32_t type = payers_.type(candidate.payers.begin + number);
    if (is_spent(type) || standing_[number] == Standing::has_more) continue;
    if (standing_[number] == Standing::has_less) {
      ledger_.spend(type);
    } else {
      ledger_.spend_exactly(type);
    }
    purses_[type] = 0;
  }
}

/// The round's payments have been noted.
void EqualSharesRun::settle_price(Candidate& candidate) {
  ledger_.work_out();
  const std::uint32_t round = ledger_.rounds() - 1;
  candidate.price = approximate(ledger_.price(round), ledger_.denominator(round + 1));
  candidate.error = 2 * epsilon * candidate.price;
}

/// From all that are not spent. What they have left is more than 0, so that a purse that would
/// come out as less is only made more true.
void EqualSharesRun::take_money(const Candidate& candidate) {
  for (std::size_t at = candidate.payers.begin; at < candidate.payers.end; ++at) {
    double& purse = purses_[payers_.type(at)];
    const double left = std::max(purse - candidate.price * payers_.value(at), least_purse);
    purse = purse > 0 ? left : 0;
  }
}

}  // namespace torg::tally
