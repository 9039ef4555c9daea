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
/// project costs less what the spent ones gave, divided by the values of the others. What stands in
/// the books after each round is kept as numerators over one denominator, which is that of the
/// round before times a factor.
class PurseLedger {
 public:
  static constexpr std::uint32_t never = 0xFFFFFFFF;

  /// The profile must outlive the ledger.
  explicit PurseLedger(const FundProfile& profile);

  /// Empty books; everyone holds `endowment` per unit of weight.
  void restart(const Rational& endowment);

  /// All that gain from the project and are not spent pay for it, price × value unless they are
  /// said to be spent before the next round opens. `cost` is in money times weight unit; `values`
  /// are the weights × values of those that pay price × value.
  void open_round(ProjectIndex project, const Integer& cost, const Integer& values);
  /// Pays less than price × value: all it has. Only for a type that has something.
  void spend(std::uint32_t type) { spend(type, rounds() - 1); }
  /// Pays price × value, which is exactly what it has.
  void spend_exactly(std::uint32_t type) { spend(type, rounds()); }

  std::uint32_t rounds() const { return static_cast<std::uint32_t>(projects_.size()); }
  ProjectIndex project(std::size_t round) const { return projects_[round]; }
  /// The round after which it had nothing, or never.
  std::uint32_t spent_in(std::uint32_t type) const { return spent_in_[type]; }
  /// Calls with the round and the value of each payment of price × value before round `before`, and
  /// with `before` and some value for each other project that the type gains from: no processor
  /// could foresee which it is.
  template <class Use>
  void for_each_gain(std::uint32_t type, std::uint32_t before, const Use& use) const {
    const std::uint32_t end = std::min(before, full_until_[type]);
    for (const Gain& gain : profile_.gains_of(type)) {
      const std::uint32_t round = round_of_[gain.project];
      use(round < end ? round : before, gain.value);
    }
  }

  /// Works out the prices of all rounds recorded; what follows needs them.
  void work_out();
  /// Of what stands in the books before round `before`.
  const Integer& denominator(std::uint32_t before) const { return denominators_[before]; }
  /// denominator(round + 1) / denominator(round).
  const Integer& factor(std::uint32_t round) const { return factors_[round]; }
  /// Over denominator(0).
  const Integer& endowment() const { return endowment_; }
  /// Over denominator(round + 1).
  const Integer& price(std::uint32_t round) const { return prices_[round]; }
  /// What these types together hold (for each unit of weight as much, so it is times weight) before
  /// round `before`, of which each is assumed not to have been spent by then. Over
  /// denominator(before).
  Integer held(std::span<const std::uint32_t> types, std::uint32_t before) const;
  /// The same for one type and one unit of weight.
  Integer purse_before(std::uint32_t type, std::uint32_t before) const;

 private:
  void spend(std::uint32_t type, std::uint32_t full_until);
  void work_out_round(std::uint32_t round);
  template <class Whole>
  Integer held_of(std::span<const std::uint32_t> types, std::uint32_t before,
                  std::span<const Whole> weights) const;
  template <class Whole>
  Integer left_of(const Whole& endowments, std::span<const Whole> values) const;

  const FundProfile& profile_;
  /// Weights in 64 bits, if all weights × values together fit; otherwise whole_weights_ has them.
  std::vector<std::int64_t> small_weights_;
  std::vector<Integer> whole_weights_;

  /// For each round.
  std::vector<ProjectIndex> projects_;
  std::vector<Integer> costs_;
  std::vector<Integer> values_;
  /// Where in spent_ those begin that were spent in it.
  std::vector<std::size_t> spent_begin_;
  std::vector<std::uint32_t> spent_;
  /// For each project, or never.
  std::vector<std::uint32_t> round_of_;
  /// For each type. In rounds from full_until_ on it has not paid price × value.
  std::vector<std::uint32_t> spent_in_;
  std::vector<std::uint32_t> full_until_;

  Integer endowment_ = 0;
  std::vector<Integer> denominators_;
  std::vector<Integer> factors_;
  std::vector<Integer> prices_;
};

}  // namespace torg::tally
