#include "tally/ranking.hpp"

#include <algorithm>
#include <functional>

namespace torg::tally {

std::vector<int> competition_ranks(std::span<const std::int64_t> values) {
  std::vector<std::int64_t> falling(values.begin(), values.end());
  std::sort(falling.begin(), falling.end(), std::greater<>());
  std::vector<int> ranks;
  ranks.reserve(values.size());
  for (const std::int64_t value : values) {
    const auto first_equal =
        std::lower_bound(falling.begin(), falling.end(), value, std::greater<>());
    ranks.push_back(1 + static_cast<int>(first_equal - falling.begin()));
  }
  return ranks;
}

}  // namespace torg::tally
