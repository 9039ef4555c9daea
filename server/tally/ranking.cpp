#include "tally/ranking.hpp"

#include <algorithm>
#include <functional>

namespace torg::tally {

namespace {

template <class Value>
std::vector<int> rank(std::span<const Value> values) {
  std::vector<Value> falling(values.begin(), values.end());
  std::sort(falling.begin(), falling.end(), std::greater<>());
  std::vector<int> ranks;
  ranks.reserve(values.size());
  for (const Value& value : values) {
    const auto first_equal =
        std::lower_bound(falling.begin(), falling.end(), value, std::greater<>());
    ranks.push_back(1 + static_cast<int>(first_equal - falling.begin()));
  }
  return ranks;
}

}  // namespace

std::vector<int> competition_ranks(std::span<const std::int64_t> values) { return rank(values); }

std::vector<int> competition_ranks(std::span<const Rational> values) { return rank(values); }

}  // namespace torg::tally
