#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "tally/fund/profile.hpp"
#include "tally/fund/purse_ledger.hpp"
#include "tally/fund/ties.hpp"

namespace torg::tally {

/// One run of the Method of Equal Shares after another, each with its own endowment, exact.
///
/// Purses and prices are kept in floating point together with a proven bound on their error, and
/// decide only what the bound leaves no doubt about. Everything else (ties above all) is decided by
/// the ledger in whole numbers, which also works out a price again before it is paid when the bound
/// on it is not tight.
class EqualSharesRun {
 public:
  /// An upper bound on the relative error of one operation on doubles, with room to spare for the
  /// terms of higher order.
  static constexpr double epsilon = 0x1p-51;

  /// All must outlive the run.
  EqualSharesRun(const FundElection& election, const FundProfile& profile, const TieOrder& ties);

  /// Buys projects with a cost until nothing is affordable. `endowment` is per unit of weight and
  /// positive.
  void run(const Rational& endowment);

  /// Of the last run, in order.
  std::span<const ProjectIndex> bought() const { return bought_; }
  Money total_cost() const { return total_cost_; }
  /// Sets of equal projects, in index order, where the tie rule had to choose.
  std::span<const std::vector<ProjectIndex>> tied() const { return tied_; }
  PurseLedger& ledger() { return ledger_; }
  /// Whether the last run bought what the one before it did, in the same order.
  bool is_as_before() const { return bought_ == bought_before_; }

  /// Runs with any endowment that is larger by at most this would buy the same projects in the same
  /// order and meet the same ties: proved, not estimated. 0 if nothing can be said.
  double steady_for() const;

 private:
  class Steady;

  /// What the method knows of a project that is still to be had.
  struct Candidate {
    ProjectIndex project = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    /// Every supporter's value is 1.
    bool has_unit_values = true;
    double cost = 0;
    double unit = 1;
    double all_weights = 0;
    double all_values = 0;
    double largest_value = 0;

    bool is_out = false;
    /// Never above the true price for a value of 1.
    double price_at_least = 0;
    /// With the purses of the round in which it was worked out, true up to `error`.
    double price = 0;
    double error = 0;
    /// Never above the true price per satisfaction.
    double at_least = 0;
    /// Whether the price holds for this round, and no purse is so close to it that only the ledger
    /// can tell whether it is spent.
    bool is_current = false;
    bool is_clear = false;
    /// Every supporter can pay price × value.
    bool is_paid_by_all = false;
  };

  /// Sums over a project's supporters at some price.
  struct Sums {
    double spent = 0;         // money of those that hold less than price × value
    double spent_weight = 0;  // their weights
    double values = 0;        // weight × value of the others
    double held = 0;          // money of all
    double nearest = std::numeric_limits<double>::infinity();  // of a purse to price × value
  };

  /// above / below, exactly.
  struct ExactPrice {
    Integer above;
    Integer below;
  };

  /// How a purse stands to what is asked of it.
  enum class Standing : std::uint8_t { has_more, has_it_exactly, has_less };

  enum class Answer { found, unaffordable, above_limit };

  void restart(const Rational& endowment);
  std::optional<std::size_t> find_next();
  Answer evaluate(Candidate& candidate, double limit);
  Answer evaluate_exactly(Candidate& candidate);
  Candidate& likely_next(Candidate& otherwise);
  Answer find_price(Candidate& candidate, double limit);
  void step(Candidate& candidate, const Sums& sums, double from) const;
  Sums sum_up(const Candidate& candidate, double price) const;
  template <bool unit_values>
  Sums sum_up_lanes(const Candidate& candidate, double price) const;
  double held_error(const Candidate& candidate, const Sums& sums) const;
  static double rounding_of(const Candidate& candidate);
  Integer exact_cost(const Candidate& candidate) const;
  std::optional<ExactPrice> exact_price(const Candidate& candidate);
  std::size_t choose(std::span<const std::size_t> contenders);
  void buy(Candidate& candidate);
  template <bool take_now>
  void pay(const Candidate& candidate);
  void note_payments_by_standing(const Candidate& candidate);
  void take_money(const Candidate& candidate);
  void settle_price(Candidate& candidate);

  const FundElection& election_;
  const FundProfile& profile_;
  const TieOrder& ties_;
  PurseLedger ledger_;

  /// Of all candidates, one after the other.
  std::vector<std::uint32_t> types_;
  std::vector<double> weights_;
  std::vector<double> values_;
  std::vector<std::int32_t> whole_values_;
  std::vector<Candidate> all_;

  std::vector<Candidate> candidates_;
  /// For each type, per unit of weight.
  std::vector<double> money_;
  double endowment_ = 0;
  /// No purse is further than this from the truth.
  double purse_error_ = 0;
  /// Scratch of exact_price, for each place of types_ that it looked at last.
  std::vector<Standing> standing_;
  std::vector<std::uint32_t> spent_types_;

  std::vector<ProjectIndex> bought_;
  std::vector<ProjectIndex> bought_before_;
  std::vector<std::vector<ProjectIndex>> tied_;
  /// The round of each.
  std::vector<std::size_t> tied_in_;
  Money total_cost_ = 0;
};

}  // namespace torg::tally
