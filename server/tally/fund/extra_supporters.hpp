#pragma once

#include <cstdint>
#include <optional>

#include "tally/fund/recounting.hpp"

namespace torg::tally {

/// The fewest more ballots for a project alone that get it funded.
///
/// Greedy, Phragmén and the knapsack are monotone in such ballots, so that halving between a number
/// that does not do and one that does ends at the fewest. Such a ballot changes nothing of the
/// other projects, and of this one only its satisfaction, score and support, which grow.
///   Greedy: its place in the list does not fall, and what is left at a place before it is as it
///   was, so never less.
///   Phragmén: as long as it is not bought the rounds are those without it. Its load in each of
///   them falls, so that it is the next no later than with fewer ballots, when no less is left.
///   Where the rounds end without it, the completion is greedy from the same state.
///   Knapsack: every set with it gains the same, every other nothing. Of sets of equal worth and
///   cost the one that holds the first project by the tie rule in which they differ is preferred;
///   this project only moves forward in that order.
/// Equal Shares is not: more ballots leave everyone a smaller part, and the rounds change. There
/// every smaller number is tried.
class ExtraSupporters {
 public:
  ExtraSupporters(Recounting& recounting, ProjectIndex project);

  /// Finds a number that does while one ballot less does not, if the steps left allow it.
  void find();
  /// Goes on until it is proved that no smaller one does, as far as the steps left allow.
  void prove();

  std::optional<std::int64_t> number() const { return number_; }
  /// Without a number: no number up to most_extra_supporters does.
  bool is_proved() const { return is_proved_; }

 private:
  std::optional<bool> try_one(std::int64_t extra);
  void find_by_doubling(std::int64_t does_not);
  void halve(std::int64_t does_not);

  Recounting& recounting_;
  ProjectIndex project_;
  FundBallot ballot_;
  std::optional<std::int64_t> number_;
  bool is_proved_ = false;
  /// All numbers up to this were tried and do not do.
  std::int64_t tried_ = 0;
};

}  // namespace torg::tally
