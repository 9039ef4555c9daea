#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "tally/fund/payers.hpp"
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
    Payers::Range payers;
    double cost = 0;
    double unit = 1;
    double all_values = 0;
    double largest_value = 0;

    /// Never above the true price for a value of 1.
    double price_at_least = 0;
    /// With the purses of the round in which it was worked out, true up to `error`.
    double price = 0;
    double error = 0;
    /// The weights × values of those that pay price × value.
    double values = 0;
    /// Never above the true price per satisfaction.
    double at_least = 0;
    /// Whether the price holds for this round, and no purse is so close to it that only the ledger
    /// can tell whether it is spent.
    bool is_current = false;
    bool is_clear = false;
    /// Every supporter can pay price × value.
    bool is_paid_by_all = false;
  };

  /// above / (values × the denominator of the books), exactly.
  struct ExactPrice {
    Integer above;
    Integer values;
  };

  /// How a purse stands to what is asked of it.
  enum class Standing : std::uint8_t { has_more, has_it_exactly, has_less };

  enum class Answer { found, unaffordable, above_limit };

  void restart(const Rational& endowment);
  std::optional<std::size_t> find_next();
  Answer evaluate(Candidate& candidate, double limit);
  Answer evaluate_exactly(Candidate& candidate);
  Candidate* likely_next();
  Answer find_price(Candidate& candidate, double limit);
  void step(Candidate& candidate, const Payers::Sums& sums) const;
  double held_error(const Candidate& candidate, const Payers::Sums& sums) const;
  static double rounding_of(const Candidate& candidate);
  bool is_spent(std::uint32_t type) const { return purses_[type] == 0; }
  Integer exact_cost(const Candidate& candidate) const;
  Integer exact_values(const Candidate& candidate) const;
  std::optional<ExactPrice> exact_price(const Candidate& candidate);
  std::size_t choose(std::span<const std::size_t> contenders);
  void buy(Candidate& candidate);
  void note_spent(const Candidate& candidate);
  void note_spent_by_standing(const Candidate& candidate);
  void settle_price(Candidate& candidate);
  void take_money(const Candidate& candidate);

  const FundElection& election_;
  const FundProfile& profile_;
  const TieOrder& ties_;
  PurseLedger ledger_;

  Payers payers_;
  std::vector<Candidate> candidates_;
  /// Places in candidates_ of those that may still be bought, in order.
  std::vector<std::size_t> open_;
  /// For each type, per unit of weight: 0 if it is spent, else more than 0; see Payers.
  std::vector<double> purses_;
  double endowment_ = 0;
  /// No purse is further than this from the truth.
  double purse_error_ = 0;
  /// Scratch of find_next.
  std::vector<std::size_t> contenders_;
  /// Scratch of exact_price, for each supporter of the project that it looked at last.
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
