#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <random>
#include <span>
#include <vector>

#include "tally/split/split.hpp"

/// Votes on a split, drawn at random for properties.
namespace torg::tally::test {

struct SplitVote {
  SplitRule rule;
  std::vector<SplitOption> options;
  std::vector<SplitBallot> ballots;

  SplitResult count(std::span<const Rational> weights = {}) const {
    return tally_split(rule, options, ballots, weights);
  }
};

SplitMethod any_method();

/// Points that are scaled, under any method; at least one ballot counts. Option k of the list has
/// the number 5 + 2k.
SplitVote any_split_vote();

/// Everyone hands out exactly `pot` over options 1, 2, ….
SplitVote any_grid_vote(std::size_t options, std::size_t ballots, Money pot);

/// Every ballot that hands out exactly `pot` in whole kronor.
std::vector<SplitBallot> all_ballots(std::size_t options, Money pot);

std::vector<Money> amounts_of(const SplitResult& result);
std::vector<Rational> shares_of(const SplitResult& result);

/// The sum of the differences between what the ballot, which hands out the whole pot, wishes and
/// the exact amounts.
Rational distance(const SplitBallot& wish, const SplitResult& result);

template <class T>
void shuffle(std::vector<T>& items) {
  std::shuffle(items.begin(), items.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
}

}  // namespace torg::tally::test
