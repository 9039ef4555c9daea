#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/fund/profile.hpp"

namespace torg::tally {

/// The exact books of one run of Equal Shares: who paid in which round, and, worked out only when
/// somebody asks, each round's price and what is left in a purse.
///
/// A type of voter pays in a round either price × value or all that it still has. So what it holds
/// is the endowment less some prices times whole numbers, or nothing, and a price is what the
/// project costs less what the spent ones gave, divided by the values of the others. All are kept
/// as numerators over one denominator, which grows by a factor with every round.
class PurseLedger {
 public:
  static constexpr std::uint32_t never = 0xFFFFFFFF;

  /// One payment of price × value.
  struct Payment {
    std::uint32_t round = 0;
    std::int32_t value = 0;
  };

  /// The profile must outlive the ledger.
  explicit PurseLedger(const FundProfile& profile);

  /// Empty books; everyone holds `endowment` per unit of weight.
  void restart(const Rational& endowment);

  /// The payments that follow are for this project; `cost` is in money times weight unit.
  void open_round(ProjectIndex project, const Integer& cost);
  void pay(std::uint32_t type, std::int32_t value) {
    payments_[begins_[type] + counts_[type]++] = {rounds() - 1, value};
  }
  /// Pays less than price × value: all it has. Only for a type that has something.
  void pay_all(std::uint32_t type) { spent_in_[type] = rounds() - 1; }
  /// Pays price × value, which is exactly what it has.
  void pay_to_the_end(std::uint32_t type, std::int32_t value) {
    pay(type, value);
    pay_all(type);
  }

  std::uint32_t rounds() const { return static_cast<std::uint32_t>(projects_.size()); }
  ProjectIndex project(std::size_t round) const { return projects_[round]; }
  std::span<const Payment> payments(std::uint32_t type) const {
    return std::span(payments_).subspan(begins_[type], counts_[type]);
  }
  /// The round after which it had nothing, or never.
  std::uint32_t spent_in(std::uint32_t type) const { return spent_in_[type]; }
  /// Whether it paid price × value in the round.
  bool paid_in_full(std::uint32_t type, std::uint32_t round) const {
    const auto paid = payments(type);
    return std::ranges::find(paid, round, &Payment::round) != paid.end();
  }

  /// Works out the prices of all rounds recorded. What follows is over denominator() and holds
  /// until the next call.
  void work_out();
  const Integer& denominator() const { return denominator_; }
  const Integer& endowment() const { return endowment_; }
  const Integer& price(std::size_t round) const { return prices_[round]; }

  /// What these types together hold (for each unit of weight as much, so it is times weight) before
  /// round `before`, of which each is assumed not to have been spent by then. All prices before it
  /// must have been worked out.
  Integer held(std::span<const std::uint32_t> types, std::uint32_t before);
  /// The same for one type and one unit of weight.
  Integer purse_before(std::uint32_t type, std::uint32_t before) const;

 private:
  template <class Whole>
  Integer held_counting_in(std::span<const std::uint32_t> types, std::uint32_t before);
  void work_out_round(std::uint32_t round);

  const FundProfile& profile_;
  /// Weights in 64 bits, if their sum times any value fits; otherwise empty.
  std::vector<std::int64_t> small_weights_;
  std::vector<std::size_t> begins_;

  std::vector<ProjectIndex> projects_;
  std::vector<Integer> costs_;
  std::vector<Payment> payments_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> spent_in_;

  Integer denominator_ = 1;
  Integer endowment_ = 0;
  std::vector<Integer> prices_;
  std::vector<std::uint32_t> spent_;
};

}  // namespace torg::tally
