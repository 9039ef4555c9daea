#include "tally/split/knapsack.hpp"

#include <algorithm>

#include "tally/split/wish_ladder.hpp"

namespace torg::tally {

namespace {

/// The largest wish that at least `approvals` share; the ladder's end if there is none.
WishLadder::const_iterator find_wish(const WishLadder& ladder, const Integer& approvals) {
  return std::partition_point(ladder.begin(), ladder.end(),
                              [&](const Wish& wish) { return wish.at_least < approvals; });
}

/// How much of the pot an option's kronor with at least so many approvals are.
Rational width_of(const WishLadder& ladder, const Integer& approvals) {
  const auto wish = find_wish(ladder, approvals);
  return wish == ladder.end() ? Rational(0) : wish->share();
}

bool enough_for_the_pot(const std::vector<WishLadder>& ladders, const Integer& approvals) {
  Rational width = 0;
  for (const WishLadder& ladder : ladders) width += width_of(ladder, approvals);
  return width >= 1;
}

/// There is always enough with one approval, since one ballot alone spends the whole pot.
Integer find_level(const std::vector<WishLadder>& ladders, const Integer& most) {
  Integer enough = 1;
  Integer too_many = most + 1;
  while (too_many - enough > 1) {
    const Integer middle = (enough + too_many) / 2;
    (enough_for_the_pot(ladders, middle) ? enough : too_many) = middle;
  }
  return enough;
}

KnapsackStand stand_of(const WishLadder& ladder, const Integer& level) {
  KnapsackStand stand;
  stand.above_level = width_of(ladder, level + 1);
  stand.at_level = width_of(ladder, level) - stand.above_level;
  return stand;
}

void state_approvals(const WishLadder& ladder, const KnapsackMargin& margin, KnapsackStand& stand) {
  const auto last = find_wish(ladder, margin.level);
  if (last->amount > 0) stand.approvals_of_last_paid = last->at_least;
  if (stand.at_level > 0 && margin.paid_at_level < 1) {
    stand.approvals_of_next = margin.level;
  } else if (last != ladder.begin()) {
    stand.approvals_of_next = (last - 1)->at_least;
  }
}

}  // namespace

KnapsackSplit knapsack_split(std::span<const Proposal> proposals, std::size_t options) {
  const std::vector<WishLadder> ladders = wish_ladders(proposals, options);
  KnapsackSplit split;
  split.margin.level = find_level(ladders, total_weight(proposals));
  Rational rest = 1;
  Rational at_level = 0;
  for (const WishLadder& ladder : ladders) {
    const KnapsackStand& stand = split.stands.emplace_back(stand_of(ladder, split.margin.level));
    rest -= stand.above_level;
    at_level += stand.at_level;
  }
  split.margin.paid_at_level = rest / at_level;
  for (std::size_t k = 0; k < options; ++k) {
    KnapsackStand& stand = split.stands[k];
    state_approvals(ladders[k], split.margin, stand);
    split.shares.push_back(stand.above_level + split.margin.paid_at_level * stand.at_level);
  }
  return split;
}

}  // namespace torg::tally
