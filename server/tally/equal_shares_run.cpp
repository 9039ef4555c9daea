#include "tally/equal_shares_run.hpp"

#include <algorithm>
#include <cmath>

#include "tally/approximate.hpp"

namespace torg::tally {

namespace {

/// An upper bound on the relative error of one operation on doubles, with room to spare for the
/// terms of higher order.
constexpr double epsilon = 0x1p-51;

/// The ledger sets purses right when their error is no longer below this part of the endowment.
constexpr double too_wide = 0x1p-36;

}  // namespace

EqualSharesRun::EqualSharesRun(const FundElection& election, const FundElectorate& electorate,
                               const TieOrder& ties)
    : election_(election), electorate_(electorate), ties_(ties), ledger_(electorate) {
  for (ProjectIndex project = 0; project < election.projects.size(); ++project) {
    if (election.projects[project].cost == 0 || !electorate.has_satisfaction(project)) continue;
    Candidate& candidate = all_.emplace_back();
    candidate.project = project;
    candidate.begin = types_.size();
    candidate.is_plain = true;
    for (const Supporter& supporter : electorate.supporters[project]) {
      const Integer& weight = electorate.types[supporter.type].weight;
      types_.push_back(supporter.type);
      values_.push_back(supporter.value);
      whole_values_.push_back(supporter.value);
      candidate.is_plain = candidate.is_plain && weight == 1 && supporter.value == 1;
      candidate.all_weights += approximate(weight);
      candidate.largest_value = std::max(candidate.largest_value, values_.back());
    }
    candidate.end = types_.size();
    candidate.cost = approximate(electorate.weight_unit * election.projects[project].cost);
    candidate.unit = static_cast<double>(electorate.satisfaction_unit[project]);
    candidate.all_values = approximate(electorate.values[project]);
  }
  for (const VoterType& type : electorate.types) purses_.push_back({0, approximate(type.weight)});
  standing_.resize(types_.size());
}

void EqualSharesRun::run(const Rational& endowment) {
  restart(endowment);
  while (const auto next = find_next()) {
    buy(candidates_[*next]);
    candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(*next));
    if (purse_error_ > too_wide * endowment_) set_right();
  }
}

void EqualSharesRun::restart(const Rational& endowment) {
  ledger_.restart(endowment);
  bought_.clear();
  tied_.clear();
  prices_.clear();
  total_cost_ = 0;
  endowment_ = approximate(endowment.numerator(), endowment.denominator());
  purse_error_ = epsilon * endowment_;
  for (Purse& purse : purses_) purse.money = endowment_;
  candidates_ = all_;
  for (Candidate& candidate : candidates_) {
    candidate.price = candidate.cost / candidate.all_values * (1 - 4 * epsilon);
    candidate.at_least = candidate.price / candidate.unit * (1 - 4 * epsilon);
  }
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

template <bool plain>
EqualSharesRun::Sums EqualSharesRun::sum_up(const Candidate& candidate, double price) const {
  Sums sums;
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const Purse& purse = purses_[types_[at]];
    const double value = plain ? 1.0 : values_[at];
    const double weight = plain ? 1.0 : purse.weight;
    const double asked = price * value;
    const bool is_spent = purse.money < asked;
    const double money = weight * purse.money;
    sums.held += money;
    sums.spent += is_spent ? money : 0.0;
    sums.spent_count += is_spent ? 1 : 0;
    if (!plain) {
      sums.spent_weight += is_spent ? weight : 0.0;
      sums.values += is_spent ? 0.0 : weight * value;
    }
    sums.nearest = std::min(sums.nearest, std::abs(purse.money - asked));
  }
  if (plain) {
    sums.spent_weight = static_cast<double>(sums.spent_count);
    sums.values = static_cast<double>(candidate.end - candidate.begin - sums.spent_count);
  }
  return sums;
}

/// Goes up from the candidate's last price by Newton's method. What purses give at a price is
/// concave in it, so every step ends at or below the true price, and the last one at it. Stops as
/// soon as the price is certainly above the limit.
EqualSharesRun::Answer EqualSharesRun::evaluate(Candidate& candidate, double limit) {
  const double terms = static_cast<double>(candidate.end - candidate.begin) + 16;
  std::size_t spent_before = std::numeric_limits<std::size_t>::max();
  while (true) {
    const Sums sums = candidate.is_plain ? sum_up<true>(candidate, candidate.price)
                                         : sum_up<false>(candidate, candidate.price);
    const double held_error =
        candidate.all_weights * purse_error_ + terms * epsilon * (sums.held + candidate.cost);
    if (sums.held + held_error < candidate.cost) return Answer::unaffordable;
    if (sums.held - held_error < candidate.cost || sums.values <= 0) {
      return evaluate_exactly(candidate);
    }
    const double price = std::max(0.0, (candidate.cost - sums.spent) / sums.values);
    candidate.error =
        2 * (sums.spent_weight * purse_error_ + terms * epsilon * (sums.spent + candidate.cost)) /
            sums.values +
        terms * epsilon * price;
    const double before = candidate.price;
    const bool is_last = sums.spent_count == spent_before || price <= before * (1 + 4 * epsilon);
    spent_before = sums.spent_count;
    candidate.price = std::max(price - candidate.error, before);
    candidate.at_least =
        std::max(candidate.at_least, candidate.price / candidate.unit * (1 - 4 * epsilon));
    if (is_last) {
      // Purses were compared with `before`; the true price is within this of it.
      const double away = std::abs(price - before) + 2 * candidate.error;
      candidate.error = 2 * candidate.error + std::abs(candidate.price - price);
      candidate.is_clear = sums.nearest > 2 * (purse_error_ + away * candidate.largest_value) +
                                              4 * epsilon * endowment_;
      candidate.is_paid_by_all = sums.spent_count == 0;
      return candidate.is_clear ? Answer::found : evaluate_exactly(candidate);
    }
    if (candidate.at_least > limit) return Answer::above_limit;
  }
}

EqualSharesRun::Answer EqualSharesRun::evaluate_exactly(Candidate& candidate) {
  const auto price = exact_price(candidate);
  if (!price) return Answer::unaffordable;
  const double approximation = approximate(price->above, price->below);
  candidate.error = 4 * epsilon * approximation;
  candidate.price = approximation * (1 - 2 * epsilon);
  candidate.at_least = candidate.price / candidate.unit * (1 - 4 * epsilon);
  candidate.is_clear = false;
  return Answer::found;
}

Integer EqualSharesRun::exact_cost(const Candidate& candidate) const {
  return electorate_.weight_unit * election_.projects[candidate.project].cost;
}

/// Leaves each supporter's standing in standing_. Starts from those that certainly have less than
/// is asked and adds whoever is found to; the price for any part of those is at or below the true
/// one, so nobody is added wrongly. Nothing if all together hold less than the cost.
std::optional<EqualSharesRun::ExactPrice> EqualSharesRun::exact_price(const Candidate& candidate) {
  ledger_.work_out();
  const std::uint32_t now = ledger_.rounds();
  const Integer cost = exact_cost(candidate) * ledger_.denominator();
  Integer values = electorate_.values[candidate.project];
  Integer above;
  std::vector<std::size_t> open;
  spent_types_.clear();
  const auto add_spent = [&](std::size_t at) {
    standing_[at] = Standing::has_less;
    values -= electorate_.types[types_[at]].weight * whole_values_[at];
    if (ledger_.spent_in(types_[at]) == PurseLedger::never) spent_types_.push_back(types_[at]);
  };
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const double asked = candidate.price * values_[at] * (1 - 4 * epsilon);
    standing_[at] = Standing::has_more;
    if (ledger_.spent_in(types_[at]) != PurseLedger::never ||
        purses_[types_[at]].money + purse_error_ < asked) {
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
      const double money = purses_[types_[at]].money;
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
                     ? ExactPrice{exact_cost(candidate), electorate_.values[candidate.project]}
                     : exact_price(candidate).value();
    price.below *= electorate_.satisfaction_unit[candidate.project];
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
  }
  return first;
}

void EqualSharesRun::buy(Candidate& candidate) {
  if (candidate.is_clear) {
    ledger_.open_round(candidate.project, exact_cost(candidate));
    pay(candidate);
  } else {
    const ExactPrice price = exact_price(candidate).value();
    candidate.price = approximate(price.above, price.below);
    candidate.error = 2 * epsilon * candidate.price;
    ledger_.open_round(candidate.project, exact_cost(candidate));
    pay_by_standing(candidate);
  }
  purse_error_ += 2 * candidate.error * candidate.largest_value + 4 * epsilon * endowment_;
  prices_.push_back(candidate.price);
  bought_.push_back(candidate.project);
  total_cost_ += election_.projects[candidate.project].cost;
}

void EqualSharesRun::pay(const Candidate& candidate) {
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    if (ledger_.spent_in(types_[at]) != PurseLedger::never) continue;
    double& money = purses_[types_[at]].money;
    const double asked = candidate.price * values_[at];
    if (money < asked) {
      ledger_.pay_all(types_[at]);
      money = 0;
    } else {
      ledger_.pay(types_[at], whole_values_[at]);
      money -= asked;
    }
  }
}

/// What each purse does was worked out by exact_price just before.
void EqualSharesRun::pay_by_standing(const Candidate& candidate) {
  for (std::size_t at = candidate.begin; at < candidate.end; ++at) {
    const std::uint32_t type = types_[at];
    double& money = purses_[type].money;
    if (ledger_.spent_in(type) != PurseLedger::never) continue;
    switch (standing_[at]) {
      case Standing::has_less:
        ledger_.pay_all(type);
        money = 0;
        break;
      case Standing::has_it_exactly:
        ledger_.pay_to_the_end(type, whole_values_[at]);
        money = 0;
        break;
      case Standing::has_more:
        ledger_.pay(type, whole_values_[at]);
        money -= candidate.price * values_[at];
    }
  }
}

void EqualSharesRun::set_right() {
  ledger_.work_out();
  for (std::size_t round = 0; round < prices_.size(); ++round) {
    prices_[round] = approximate(ledger_.price(round), ledger_.denominator());
  }
  for (std::uint32_t type = 0; type < purses_.size(); ++type) {
    if (ledger_.spent_in(type) != PurseLedger::never) continue;
    double paid = 0;
    for (const auto& payment : ledger_.payments(type)) {
      paid += prices_[payment.round] * payment.value;
    }
    purses_[type].money = endowment_ - paid;
  }
  purse_error_ = (static_cast<double>(prices_.size()) + 4) * 4 * epsilon * endowment_;
}

}  // namespace torg::tally
