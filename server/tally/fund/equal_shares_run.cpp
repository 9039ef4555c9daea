#include "tally/fund/equal_shares_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tally/exact/approximate.hpp"

namespace torg::tally {

namespace {

/// A price is worked out exactly if its error would add more than this part of the endowment to
/// that of the purses.
constexpr double wide = 0x1p-46;

/// Sums are made in this many parts, which are added up in the end: faster, and less rounding.
constexpr std::size_t lanes = 4;

}  // namespace

EqualSharesRun::EqualSharesRun(const FundElection& election, const FundProfile& profile,
                               const TieOrder& ties)
    : election_(election), profile_(profile), ties_(ties), ledger_(profile) {
  std::vector<double> weights;
  for (const VoterType& type : profile.types) weights.push_back(approximate(type.weight));
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (election.projects[project].cost == 0 || !profile.has_satisfaction(project)) continue;
    Candidate& candidate = all_.emplace_back();
    candidate.project = project;
    candidate.begin = types_.size();
    for (const Supporter& supporter : profile.supporters[project]) {
      types_.push_back(supporter.type);
      weights_.push_back(weights[supporter.type]);
      values_.push_back(supporter.value);
      whole_values_.push_back(supporter.value);
      candidate.has_unit_values = candidate.has_unit_values && supporter.value == 1;
      candidate.all_weights += weights_.back();
      candidate.largest_value = std::max(candidate.largest_value, values_.back());
    }
    candidate.end = types_.size();
    candidate.cost = approximate(profile.weight_unit * election.projects[project].cost);
    candidate.unit = static_cast<double>(profile.satisfaction_unit[project]);
    candidate.all_values = approximate(profile.values[project]);
  }
  standing_.resize(types_.size());
}

void EqualSharesRun::run(const Rational& endowment) {
  restart(endowment);
  while (const auto next = find_next()) {
    buy(candidates_[*next]);
    candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(*next));
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
  money_.assign(profile_.types.size(), endowment_);
  candidates_ = all_;
  for (Candidate& candidate : candidates_) {
    candidate.price_at_least = candidate.cost / candidate.all_values * (1 - 4 * epsilon);
    candidate.at_least = candidate.price_at_least / candidate.unit * (1 - 4 * epsilon);
  }
}

/// What was bought at this point of the run before, if it is still to be had: a price near the
/// smallest to measure the others by. It only saves work.
EqualSharesRun::Candidate& EqualSharesRun::likely_next(Candidate& otherwise) {
  if (bought_.size() >= bought_before_.size()) return otherwise;
  const auto likely =
      std::ranges::find(candidates_, bought_before_[bought_.size()], &Candidate::project);
  return likely == candidates_.end() || likely->is_out || likely->is_current ? otherwise : *likely;
}

/// The place of the project with the smallest price per satisfaction; of equal ones, of the one the
/// tie rule puts first. Nothing when nothing is affordable.
std::optional<std::size_t> EqualSharesRun::find_next() {
  for (Candidate& candidate : candidates_) candidate.is_current = false;
  double at_most = std::numeric_limits<double>::infinity();
  while (true) {
    Candidate* lowest = nullptr;
    for (Candidate& candidate : candidates_) {
      if (candidate.is_out || candidate.is_current || candidate.at_least > at_most) continue;
      if (lowest == nullptr || candidate.at_least < lowest->at_least) lowest = &candidate;
    }
    if (lowest == nullptr) break;
    if (std::isinf(at_most)) lowest = &likely_next(*lowest);
    switch (evaluate(*lowest, at_most)) {
      case Answer::unaffordable:
        lowest->is_out = true;
        break;
      case Answer::above_limit:
        break;
      case Answer::found:
        lowest->is_current = true;
        at_most =
            std::min(at_most, (lowest->price + lowest->error) / lowest->unit * (1 + 4 * epsilon));
    }
  }
  std::vector<std::size_t> contenders;
  for (std::size_t place = 0; place < candidates_.size(); ++place) {
    const Candidate& candidate = candidates_[place];
    if (candidate.is_current && candidate.at_least <= at_most) contenders.push_back(place);
  }
  if (contenders.empty()) return std::nullopt;
  return contenders.size() == 1 ? contenders.front() : choose(contenders);
}

template <bool unit_values>
EqualSharesRun::Sums EqualSharesRun::sum_up_lanes(const Candidate& candidate, double price) const {
  std::array<Sums, lanes> parts;
  // Whether a purse is spent is a factor of 0 or 1: no processor could foresee it.
  const auto add = [&](Sums& sums, std::size_t at) {
    const double weight = weights_[at];
    const double value = unit_values ? 1.0 : values_[at];
    const double asked = price * value;
    const double purse = money_[types_[at]];
    const auto is_spent = static_cast<double>(static_cast<int>(purse < asked));
    const double money = weight * purse;
    const double spent_weight = weight * is_spent;
    sums.held += money;
    sums.spent += money * is_spent;
    sums.spent_weight += spent_weight;
    sums.values += (weight - spent_weight) * value;
    sums.nearest = std::min(sums.nearest, std::abs(purse - asked));
  };
  std::size_t at = candidate.begin;
  for (; at + lanes <= candidate.end; at += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) add(parts[lane], at + lane);
  }
  for (; at < candidate.end; ++at) add(parts[0], at);

  Sums sums = parts[0];
  for (std::size_t lane = 1; lane < lanes; ++lane) {
    sums.held += parts[lane].held;
    sums.spent += parts[lane].spent;
    sums.spent_weight += parts[lane].spent_weight;
    sums.values += parts[lane].values;
    sums.nearest = std::min(sums.nearest, parts[lane].nearest);
  }
  return sums;
}

EqualSharesRun::Sums EqualSharesRun::sum_up(const Candidate& candidate, double price) const {
  return candidate.has_unit_values ? sum_up_lanes<true>(candidate, price)
                                   : sum_up_lanes<false>(candidate, price);
}

double EqualSharesRun::rounding_of(const Candidate& candidate) {
  return static_cast<double>((candidate.end - candidate.begin) / lanes + 4 * lanes) * epsilon;
}

/// Raises the candidate's lower bounds by one step of Newton's method from a price that is not
/// above the true one. What purses give is concave in the price, so the step does not end above it
/// either.
void EqualSharesRun::step(Candidate& candidate, const Sums& sums, double from) const {
  const double rounding = rounding_of(candidate);
  candidate.price = std::max(0.0, (candidate.cost - sums.spent) / sums.values);
  candidate.error =
      (1 + rounding) *
          (sums.spent_weight * purse_error_ + rounding * (sums.spent + candidate.cost)) /
          sums.values +
      rounding * candidate.price;
  candidate.price_at_least = std::max(candidate.price - candidate.error, from);
  candidate.at_least =
      std::max(candidate.at_least, candidate.price_at_least / candidate.unit * (1 - 4 * epsilon));
}

EqualSharesRun::Answer EqualSharesRun::evaluate(Candidate& candidate, double limit) {
  const double at_limit = limit * candidate.unit * (1 + 8 * epsilon);
  if (std::isinf(limit) || at_limit <= candidate.price_at_least)
    return find_price(candidate, limit);
  const Sums sums = sum_up(candidate, at_limit);
  const double error = held_error(candidate, sums);
  if (sums.held + error < candidate.cost) return Answer::unaffordable;
  if (sums.values <= 0 || sums.spent + sums.values * at_limit + error >= candidate.cost) {
    return find_price(candidate, limit);
  }
  step(candidate, sums, at_limit);
  return candidate.at_least > limit ? Answer::above_limit : find_price(candidate, limit);
}

/// Repeats steps until nobody else is spent. Stops as soon as the price is certainly above the
/// limit.
EqualSharesRun::Answer EqualSharesRun::find_price(Candidate& candidate, double limit) {
  double spent_before = -1;
  while (true) {
    const double before = candidate.price_at_least;
    const Sums sums = sum_up(candidate, before);
    const double error = held_error(candidate, sums);
    if (sums.held + error < candidate.cost) return Answer::unaffordable;
    if (sums.held - error < candidate.cost || sums.values <= 0) return evaluate_exactly(candidate);
    step(candidate, sums, before);
    if (sums.spent_weight == spent_before || candidate.price <= before * (1 + 8 * epsilon)) {
      // Purses were compared with `before`; the true price is within this of it.
      const double away = std::abs(candidate.price - before) + candidate.error;
      candidate.is_clear = sums.nearest > 2 * (purse_error_ + away * candidate.largest_value) +
                                              4 * epsilon * endowment_;
      candidate.is_paid_by_all = sums.spent_weight == 0;
      return candidate.is_clear ? Answer::found : evaluate_exactly(candidate);
    }
    spent_before = sums.spent_weight;
    if (candidate.at_least > limit) return Answer::above_limit;
  }
}

double EqualSharesRun::held_error(const Candidate& candidate, const Sums& sums) const {
  return candidate.all_weights * purse_error_ +
         rounding_of(candidate) * (sums.held + candidate.cost);
}

EqualSharesRun::Answer EqualSharesRun::evaluate_exactly(Candidate& candidate) {
  const auto price = exact_price(candidate);
  if (!price) return Answer::unaffordable;
  candidate.price = approximate(price->above, price->below);
  candidate.error = 2 * epsilon * candidate.price;
  candidate.price_at_least = candidate.price * (1 - 4 * epsilon);
  candidate.at_least = candidate.price_at_least / candidate.unit * (1 - 4 * epsilon);
  candidate.is_clear = false;
  return Answer::found;
}

Integer EqualSharesRun::exact_cost(const Candidate& candidate) const {
  return profile_.weight_unit * election_.projects[candidate.project].cost;
}

/// Leaves each supporter's standing in standing_. Starts from those that certainly have less than
/// is asked and adds whoever is found to; the price for any part of those is at or below the true
/// one, so nobody is added wrongly. Nothing if all together hold less than the cost.
std::optional<EqualSharesRun::ExactPrice> EqualSharesRun::exact_price(const Candidate& candidate) {
  ledger_.work_out();
  const std::uint32_t now = ledger_.rounds();
  const Integer cost = exact_cost(candidate) * ledger_.denominator();
  Integer values = profile_.values[candidate.project];
  Integer above;
  std::vector<std::size_t> open;
  spent_types_.clear();
  const auto add_spent = [&](std::size_t at) {
    standing_[at] = Standing::has_less;
    values -= profile_.types[types_[at]].weight * whole_values_[at];
    if (ledger_.spent_in(types_[at]) == PurseLedger::never) spent_types_.push_back(types_[at]);
  };
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const double asked = candidate.price_at_least * values_[at] * (1 - 4 * epsilon);
    standing_[at] = Standing::has_more;
    if (ledger_.spent_in(types_[at]) != PurseLedger::never ||
        money_[types_[at]] + purse_error_ < asked) {
      add_spent(at);
    } else {
      open.push_back(at);
    }
  }
  for (bool is_changed = true; is_changed;) {
    if (values <= 0) return std::nullopt;
    is_changed = false;
    above = cost - ledger_.held(spent_types_, now);
    const Integer below = values;
    const double price = approximate(above, below * ledger_.denominator());
    std::erase_if(open, [&](std::size_t at) {
      const double asked = price * values_[at];
      const double money = money_[types_[at]];
      const double doubt = purse_error_ + 4 * epsilon * (asked + money);
      if (money > asked + doubt) return false;
      if (money >= asked - doubt) {
        const int order =
            (ledger_.purse_before(types_[at], now) * below).compare(above * whole_values_[at]);
        standing_[at] = order == 0 ? Standing::has_it_exactly : Standing::has_more;
        if (order >= 0) return false;
      }
      add_spent(at);
      is_changed = true;
      return true;
    });
  }
  return ExactPrice{above, values * ledger_.denominator()};
}

std::size_t EqualSharesRun::choose(std::span<const std::size_t> contenders) {
  std::vector<ProjectIndex> lowest;
  ExactPrice least;
  std::size_t first = contenders.front();
  for (const std::size_t place : contenders) {
    const Candidate& candidate = candidates_[place];
    auto price = candidate.is_clear && candidate.is_paid_by_all
                     ? ExactPrice{exact_cost(candidate), profile_.values[candidate.project]}
                     : exact_price(candidate).value();
    price.below *= profile_.satisfaction_unit[candidate.project];
    const int order =
        lowest.empty() ? -1 : (price.above * least.below).compare(least.above * price.below);
    if (order < 0) {
      lowest.clear();
      least = price;
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
  const bool is_tight = candidate.error * candidate.largest_value <= wide * endowment_;
  if (candidate.is_clear) {
    ledger_.open_round(candidate.project, exact_cost(candidate));
    if (is_tight) {
      pay<true>(candidate);
    } else {
      pay<false>(candidate);
    }
  } else {
    exact_price(candidate);
    ledger_.open_round(candidate.project, exact_cost(candidate));
    note_payments_by_standing(candidate);
  }
  if (!is_tight) settle_price(candidate);
  if (!is_tight || !candidate.is_clear) take_money(candidate);
  purse_error_ += candidate.error * candidate.largest_value + 4 * epsilon * endowment_;
  bought_.push_back(candidate.project);
  total_cost_ += election_.projects[candidate.project].cost;
}

/// Notes what each pays; with take_now it also takes it out of the purses.
template <bool take_now>
void EqualSharesRun::pay(const Candidate& candidate) {
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const std::uint32_t type = types_[at];
    if (ledger_.spent_in(type) != PurseLedger::never) continue;
    const double asked = candidate.price * values_[at];
    if (money_[type] < asked) {
      ledger_.pay_all(type);
      if (take_now) money_[type] = 0;
    } else {
      ledger_.pay(type, whole_values_[at]);
      if (take_now) money_[type] -= asked;
    }
  }
}

/// What each purse does was worked out by exact_price just before.
void EqualSharesRun::note_payments_by_standing(const Candidate& candidate) {
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const std::uint32_t type = types_[at];
    if (ledger_.spent_in(type) != PurseLedger::never) continue;
    switch (standing_[at]) {
      case Standing::has_less:
        ledger_.pay_all(type);
        break;
      case Standing::has_it_exactly:
        ledger_.pay_to_the_end(type, whole_values_[at]);
        break;
      case Standing::has_more:
        ledger_.pay(type, whole_values_[at]);
    }
  }
}

/// The payments of the round have been noted.
void EqualSharesRun::settle_price(Candidate& candidate) {
  ledger_.work_out();
  candidate.price = approximate(ledger_.price(ledger_.rounds() - 1), ledger_.denominator());
  candidate.error = 2 * epsilon * candidate.price;
}

void EqualSharesRun::take_money(const Candidate& candidate) {
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const std::uint32_t type = types_[at];
    const bool is_spent = ledger_.spent_in(type) != PurseLedger::never;
    money_[type] = is_spent ? 0 : money_[type] - candidate.price * values_[at];
  }
}

}  // namespace torg::tally
