#include <algorithm>
#include <cmath>

#include "tally/fund/equal_shares_run.hpp"

namespace torg::tally {

namespace {

constexpr double epsilon = EqualSharesRun::epsilon;

/// Covers the terms of higher order in a bound on an error.
constexpr double ample = 1 + 0x1p-10;

/// A sum of so many products, or a quotient of two such sums, is true up to this part of it.
double rounding_of_sum(std::size_t terms) { return static_cast<double>(terms + 8) * epsilon; }

/// at + slope × t, where t is how much the endowment has risen, each true up to its error.
struct Line {
  double at = 0;
  double slope = 0;
  double at_error = 0;
  double slope_error = 0;
};

/// How far t may go with some lines certainly above 0.
class Reach {
 public:
  void keep_above_zero(const Line& line) { end_ = std::min(end_, end_of(line)); }
  bool includes_all_of(const Line& line) const { return end_of(line) >= end_; }
  void end_here() { end_ = 0; }
  double end() const { return end_; }

 private:
  static double end_of(const Line& line) {
    const double least = line.at - line.at_error;
    const double fall = line.slope_error - line.slope;
    if (!(least > 0)) return 0;
    return fall > 0 ? least / fall * (1 - 4 * epsilon) : most;
  }

  static constexpr double most = 0x1p60;
  double end_ = most;
};

/// The purses of all types after some rounds.
struct Purses {
  std::vector<double> money;
  std::vector<double> slopes;
  double money_error = 0;
  double slope_error = 0;
  double steepest = 1;

  bool is_empty(std::uint32_t type) const { return money[type] == 0 && slopes[type] == 0; }
};

}  // namespace

/// While each payer of each round stays on its side of full payment, all prices and purses are
/// linear in the endowment. A project that is not bought in a round is one whose supporters, each
/// giving the smaller of its purse and what the price bought at asks of it, give less than its
/// cost. That sum is concave, so any of its tangents bounds it from above.
class EqualSharesRun::Steady {
 public:
  explicit Steady(const EqualSharesRun& run) : run_(run), ledger_(run.ledger_) {
    purses_.money.assign(run.profile_.types.size(), run.endowment_);
    purses_.slopes.assign(run.profile_.types.size(), 1);
    purses_.money_error = epsilon * run.endowment_;
    for (const Candidate& candidate : run.candidates_) open_.push_back(&candidate);
  }

  double find() {
    std::size_t set = 0;
    for (std::uint32_t round = 0; round < run_.bought_.size(); ++round) {
      const auto next =
          std::ranges::find(open_, run_.bought_[round],
                            [](const Candidate* candidate) { return candidate->project; });
      const Candidate& bought = **next;
      open_.erase(next);
      const Line price = price_of(bought, round);
      keep_payers(bought, price, round);
      const bool has_tie = set < run_.tied_in_.size() && run_.tied_in_[set] == round;
      keep_others_dearer(bought, price, has_tie ? &run_.tied_[set] : nullptr, round);
      if (has_tie) ++set;
      if (reach_.end() <= 0) return 0;
      pay(bought, price, round);
    }
    for (const Candidate* candidate : open_)
      reach_.keep_above_zero(lacking(*candidate, Line()).if_all);
    return reach_.end();
  }

 private:
  bool gives_all(std::uint32_t type, std::uint32_t round) const {
    return ledger_.spent_in(type) == round;
  }

  Line price_of(const Candidate& bought, std::uint32_t round) const {
    double spent = 0;
    double spent_slope = 0;
    double spent_steepness = 0;
    double spent_weight = 0;
    double values = 0;
    for (std::size_t at = bought.payers.begin; at < bought.payers.end; ++at) {
      const std::uint32_t type = run_.payers_.type(at);
      if (purses_.is_empty(type)) continue;
      const double weight = run_.payers_.weight(at);
      if (!gives_all(type, round)) {
        values += weight * run_.payers_.value(at);
        continue;
      }
      spent += weight * purses_.money[type];
      spent_slope += weight * purses_.slopes[type];
      spent_steepness += weight * std::abs(purses_.slopes[type]);
      spent_weight += weight;
    }
    const double rounding = rounding_of_sum(bought.payers.size());
    Line price;
    price.at = (bought.cost - spent) / values;
    price.slope = -spent_slope / values;
    price.at_error =
        ample * ((spent_weight * purses_.money_error + rounding * (spent + bought.cost)) / values +
                 rounding * std::abs(price.at));
    price.slope_error =
        ample * ((spent_weight * purses_.slope_error + rounding * spent_steepness) / values +
                 rounding * std::abs(price.slope));
    return price;
  }

  /// What is left in the purse of a type that pays price × value.
  Line left(std::uint32_t type, double value, const Line& price) const {
    const double money = purses_.money[type];
    const double slope = purses_.slopes[type];
    return {money - price.at * value, slope - price.slope * value,
            ample * (purses_.money_error + price.at_error * value +
                     4 * epsilon * (std::abs(money) + std::abs(price.at) * value)),
            ample * (purses_.slope_error + price.slope_error * value +
                     4 * epsilon * (std::abs(slope) + std::abs(price.slope) * value))};
  }

  void keep_payers(const Candidate& bought, const Line& price, std::uint32_t round) {
    for (std::size_t at = bought.payers.begin; at < bought.payers.end; ++at) {
      const std::uint32_t type = run_.payers_.type(at);
      if (purses_.is_empty(type)) continue;
      Line line = left(type, run_.payers_.value(at), price);
      if (gives_all(type, round)) {
        line.at = -line.at;
        line.slope = -line.slope;
      }
      reach_.keep_above_zero(line);
    }
  }

  void keep_others_dearer(const Candidate& bought, const Line& price,
                          const std::vector<ProjectIndex>* tied, std::uint32_t round) {
    std::erase_if(open_, [&](const Candidate* other) {
      const double ratio = other->unit / bought.unit;
      const Line asked{price.at * ratio, price.slope * ratio,
                       ample * (price.at_error + 4 * epsilon * std::abs(price.at)) * ratio,
                       ample * (price.slope_error + 4 * epsilon * std::abs(price.slope)) * ratio};
      if (tied != nullptr && std::ranges::binary_search(*tied, other->project)) {
        keep_tied(bought, price, *other, asked, round);
        return false;
      }
      const auto [if_all, if_asked] = lacking(*other, asked);
      // Purses only fall in a run: what its supporters cannot pay now they never will.
      if (reach_.includes_all_of(if_all)) return true;
      reach_.keep_above_zero(if_asked);
      return false;
    });
  }

  /// Two prices stay equal while they are linear with the same slope.
  void keep_tied(const Candidate& bought, const Line& price, const Candidate& other,
                 const Line& asked, std::uint32_t round) {
    bool is_constant = price.slope == 0 && price.slope_error == 0;
    for (std::size_t at = other.payers.begin; at < other.payers.end; ++at) {
      const std::uint32_t type = run_.payers_.type(at);
      if (purses_.is_empty(type)) continue;
      Line line = left(type, run_.payers_.value(at), asked);
      if (line.at < 0) {
        is_constant = false;
        line.at = -line.at;
        line.slope = -line.slope;
      }
      reach_.keep_above_zero(line);
    }
    if (is_constant || reach_.end() <= 0) return;
    work_out_slopes(round);
    const auto unit = [&](const Candidate& candidate) {
      return Rational(run_.profile_.satisfaction_unit[candidate.project]);
    };
    const Rational slope = exact_slope(
        bought, round, [&](const Supporter& payer) { return gives_all(payer.type, round); });
    const Rational other_slope = exact_slope(other, round, [&](const Supporter& payer) {
      return purses_.money[payer.type] < asked.at * payer.value;
    });
    if (slope * unit(other) != other_slope * unit(bought)) reach_.end_here();
  }

  /// Of the price in a round, with the slopes of the purses before it in slopes_.
  template <class GivesAll>
  Rational exact_slope(const Candidate& candidate, std::uint32_t round,
                       const GivesAll& gives_all) const {
    Rational spent = 0;
    Integer values = 0;
    for (const Supporter& payer : run_.profile_.supporters[candidate.project]) {
      if (ledger_.spent_in(payer.type) < round) continue;
      const Integer& weight = run_.profile_.types[payer.type].weight;
      if (gives_all(payer)) {
        spent += slopes_[payer.type] * weight;
      } else {
        values += weight * payer.value;
      }
    }
    return Rational(0) - spent / Rational(values);
  }

  void work_out_slopes(std::uint32_t before) {
    if (slopes_.empty()) slopes_.assign(run_.profile_.types.size(), Rational(1));
    for (; slopes_before_ < before; ++slopes_before_) {
      const std::uint32_t round = slopes_before_;
      const auto bought =
          std::ranges::find(run_.candidates_, run_.bought_[round], &Candidate::project);
      const Rational slope = exact_slope(
          *bought, round, [&](const Supporter& payer) { return gives_all(payer.type, round); });
      if (slope == 0) continue;
      for (const Supporter& payer : run_.profile_.supporters[bought->project]) {
        if (ledger_.spent_in(payer.type) > round) slopes_[payer.type] -= slope * payer.value;
      }
    }
  }

  /// At least what the supporters lack.
  struct Lacking {
    /// If each gives all it has.
    Line if_all;
    /// If each gives the smaller of all it has and what is asked.
    Line if_asked;
  };

  /// Purses and slopes of some types times weight, added up.
  struct Held {
    double money = 0;
    double slope = 0;
    double steepness = 0;
    double weights = 0;
  };

  Lacking lacking(const Candidate& candidate, const Line& asked) const {
    Held all;
    Held spent;
    double values = 0;
    for (std::size_t at = candidate.payers.begin; at < candidate.payers.end; ++at) {
      const std::uint32_t type = run_.payers_.type(at);
      const double value = run_.payers_.value(at);
      // Factors of 0 or 1: no processor could foresee them.
      const double weight = purses_.is_empty(type) ? 0 : run_.payers_.weight(at);
      const double has_more = purses_.money[type] > asked.at * value ? 1 : 0;
      const double money = weight * purses_.money[type];
      const double slope = weight * purses_.slopes[type];
      all.money += money;
      all.slope += slope;
      all.steepness += std::abs(slope);
      all.weights += weight;
      spent.money += money * (1 - has_more);
      spent.slope += slope * (1 - has_more);
      spent.steepness += std::abs(slope) * (1 - has_more);
      spent.weights += weight * (1 - has_more);
      values += weight * has_more * value;
    }
    spent.money += values * asked.at;
    spent.slope += values * asked.slope;
    spent.steepness += values * std::abs(asked.slope);
    return {lacking(candidate, all, 0, 0),
            lacking(candidate, spent, values * asked.at_error, values * asked.slope_error)};
  }

  Line lacking(const Candidate& candidate, const Held& given, double at_error,
               double slope_error) const {
    const double rounding = rounding_of_sum(candidate.payers.size());
    return {
        candidate.cost - given.money, -given.slope,
        ample * (given.weights * purses_.money_error + at_error +
                 rounding * (given.money + candidate.cost)),
        ample * (given.weights * purses_.slope_error + slope_error + rounding * given.steepness)};
  }

  void pay(const Candidate& bought, const Line& price, std::uint32_t round) {
    for (std::size_t at = bought.payers.begin; at < bought.payers.end; ++at) {
      const std::uint32_t type = run_.payers_.type(at);
      if (purses_.is_empty(type)) continue;
      if (gives_all(type, round)) {
        purses_.money[type] = 0;
        purses_.slopes[type] = 0;
      } else {
        purses_.money[type] -= price.at * run_.payers_.value(at);
        purses_.slopes[type] -= price.slope * run_.payers_.value(at);
      }
    }
    const double value = bought.largest_value;
    purses_.steepest += ample * std::abs(price.slope) * value;
    purses_.money_error += ample * (price.at_error * value + 4 * epsilon * run_.endowment_);
    purses_.slope_error += ample * price.slope_error * value;
    if (price.slope != 0) purses_.slope_error += 4 * epsilon * purses_.steepest;
  }

  const EqualSharesRun& run_;
  const PurseLedger& ledger_;
  Purses purses_;
  std::vector<const Candidate*> open_;
  Reach reach_;
  /// Of the purses before a round, worked out when a tie asks for them.
  std::vector<Rational> slopes_;
  std::uint32_t slopes_before_ = 0;
};

double EqualSharesRun::steady_for() const { return Steady(*this).find(); }

}  // namespace torg::tally
