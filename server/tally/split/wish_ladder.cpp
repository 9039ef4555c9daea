#include "tally/split/wish_ladder.hpp"

#include <algorithm>

namespace torg::tally {

namespace {

struct Claim {
  Money amount;
  Money sum;
  std::size_t proposal;
};

bool wishes_more(const Claim& a, const Claim& b) {
  if (a.sum == b.sum) return a.amount > b.amount;
  return static_cast<Wide>(a.amount) * static_cast<Wide>(b.sum) >
         static_cast<Wide>(b.amount) * static_cast<Wide>(a.sum);
}

}  // namespace

std::vector<WishLadder> wish_ladders(std::span<const Proposal> proposals, std::size_t options) {
  std::vector<WishLadder> ladders(options);
  std::vector<Claim> claims(proposals.size());
  for (std::size_t place = 0; place < options; ++place) {
    for (std::size_t k = 0; k < proposals.size(); ++k) {
      claims[k] = {proposals[k].amounts[place], proposals[k].sum, k};
    }
    std::sort(claims.begin(), claims.end(), wishes_more);
    WishLadder& ladder = ladders[place];
    Integer weight = 0;
    for (std::size_t k = 0; k < claims.size(); ++k) {
      if (k == 0 || wishes_more(claims[k - 1], claims[k])) {
        ladder.push_back({claims[k].amount, claims[k].sum});
      }
      weight += proposals[claims[k].proposal].weight;
      ladder.back().at_least = weight;
    }
  }
  return ladders;
}

Integer total_weight(std::span<const Proposal> proposals) {
  Integer weight = 0;
  for (const Proposal& proposal : proposals) weight += proposal.weight;
  return weight;
}

}  // namespace torg::tally
