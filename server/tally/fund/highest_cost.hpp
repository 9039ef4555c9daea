#pragma once

#include <optional>

#include "tally/fund/recounting.hpp"

namespace torg::tally {

/// The highest cost, at least 1 and below its own, at which a project is funded.
///
/// Where the rule is monotone in the cost (funded at one, so at every lower one), halving between a
/// cost that does and one that does not ends at the highest:
///   Greedy: at a lower cost its place in the list does not fall (its worth per krona stays or
///   rises, and a tie goes to it if it did before), and what is left at a place before it is as it
///   was.
///   Phragmén: as for more ballots (see ExtraSupporters), its load in each round falls.
///   Equal Shares without Add1: as long as it is not bought the rounds are those without it. In
///   each of them its price per satisfaction is the least r with Σ weight × min(purse, r × value) =
///   cost, or, where satisfaction is value × cost, with Σ weight × min(purse / cost, r × value) =
///   1: at a lower cost it does not rise, and a tie goes to it if it did before. So it is still
///   bought, in the same round or before. If it is not bought, the completion is greedy from a
///   state that does not depend on its cost.
///   Knapsack with a satisfaction that does not depend on the cost: its best set with the project
///   gains nothing less, and costs less at equal worth.
/// Two are not:
///   Knapsack with a satisfaction that is value × cost: see
///   costs_filling_the_rest, of which the highest that does is found by trying.
///   Equal Shares with Add1. As above, a run that buys the project at some cost buys it at every
///   lower one, and up to the first such run all runs are those without it. So there is a cost up
///   to which some run buys it. Above that, only the exhaustive stop still looks at the cost, and
///   where that stop leaves the project out, utilitarian completion has no room for it either;
///   where it does not come, completion is greedy from a state that does not depend on the cost. So
///   "funded or bought in any run" is monotone, and its highest cost bounds the highest one that
///   does. Below the bound a run that buys the project may overspend, or another one stand: there
///   costs are tried one by one.
class HighestCost {
 public:
  /// `near` is a guess from where to search.
  HighestCost(Recounting& recounting, ProjectIndex project, Money near);

  /// Finds a cost that does, if the steps left allow it: one above which the next does not, or the
  /// highest itself.
  void find();
  /// Goes on until it is proved that no higher one does, as far as the steps left allow.
  void prove();

  std::optional<Money> cost() const { return cost_; }
  /// Without a cost: none does.
  bool is_proved() const { return is_proved_; }

 private:
  struct Between {
    Money does = 0;
    Money does_not = 0;
  };

  std::optional<Recounted> recount_at(Money cost);
  void find_highest_that_fills();
  template <class Does>
  bool halve(Between& between, const Does& does);
  template <class Does>
  bool search_below(Between& between, Money step, const Does& does);
  template <class Does>
  bool search_above(Between& between, Money step, const Does& does);

  Recounting& recounting_;
  ProjectIndex project_;
  Money near_;
  Money first_step_;
  std::optional<Money> cost_;
  bool is_proved_ = false;
  /// No cost from this one on does.
  Money none_from_;
};

}  // namespace torg::tally
