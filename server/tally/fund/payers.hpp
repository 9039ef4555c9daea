#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "tally/fund/profile.hpp"

namespace torg::tally {

/// The supporters of all projects, laid out so that their purses are added up quickly. What is
/// added up is the same on every processor, since the order of the additions is fixed.
class Payers {
 public:
  /// Sums are made in this many parts, which are added up in the end: faster, and less rounding.
  static constexpr std::size_t lanes = 4;

  /// Those of one project. From the end to the next multiple of the lanes follow some that weigh
  /// nothing.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    double all_weights = 0;
    /// Every value is 1 and all sums of weights are exact.
    bool has_unit_values = true;

    std::size_t size() const { return end - begin; }
  };

  /// Sums over the supporters of a project at some price. They add size() / lanes + lanes products
  /// one after the other.
  struct Sums {
    double spent = 0;         // money of those that hold less than price × value
    double spent_weight = 0;  // their weights
    double values = 0;        // weight × value of the others
    double held = 0;          // money of all
    double nearest = std::numeric_limits<double>::infinity();  // of a purse to price × value
  };

  explicit Payers(const FundProfile& profile);

  /// Adds the project's supporters.
  Range add(std::span<const Supporter> supporters);

  std::size_t size() const { return types_.size(); }
  std::uint32_t type(std::size_t at) const { return types_[at]; }
  double weight(std::size_t at) const { return weights_[at]; }
  double value(std::size_t at) const { return values_[at]; }
  /// Whole sums of weights × values of a project's supporters are exact in doubles.
  bool has_exact_sums() const { return has_exact_sums_; }

  /// What each type holds, per unit of weight, with one more at the end for those that weigh
  /// nothing.
  void fill_purses(double endowment, std::vector<double>& purses) const;
  /// Leaves out `nearest`, which takes longest.
  Sums sum_up(const Range& range, double price, std::span<const double> purses) const;
  Sums sum_up_with_nearest(const Range& range, double price, std::span<const double> purses) const;

 private:
  template <bool unit_values, bool with_nearest>
  Sums sum_up_in_lanes(const Range& range, double price, const double* purses) const;

  std::vector<double> weight_of_type_;
  bool has_exact_sums_;
  /// Of all projects, one after the other.
  std::vector<std::uint32_t> types_;
  std::vector<double> weights_;
  std::vector<double> values_;
};

}  // namespace torg::tally
