#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tally/split/proposal.hpp"

/// All that a rule which looks at one option at a time needs to know about the ballots.
namespace torg::tally {

/// A part of the pot, amount / sum, that some proposal wishes for an option.
struct Wish {
  Money amount = 0;
  Money sum = 1;
  /// The weight of the proposals that wish at least this much.
  Integer at_least = 0;

  Rational share() const { return Rational(amount, sum); }
};

/// The different wishes for one option, the largest first; the last has at_least = total weight.
using WishLadder = std::vector<Wish>;

/// One ladder for each option, of at least one proposal.
std::vector<WishLadder> wish_ladders(std::span<const Proposal> proposals, std::size_t options);

Integer total_weight(std::span<const Proposal> proposals);

}  // namespace torg::tally
