#include "tally/fund/knapsack.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "tally/fund/greedy.hpp"

namespace torg::tally {

namespace {

struct Item {
  ProjectIndex project = 0;
  /// Place in the order of the tie rule.
  std::size_t rank = 0;
  Money cost = 0;
  Integer worth;
};

/// Places in the order of the tie rule, the first in the highest bit, so that of two sets the
/// larger number is the one the tie rule prefers.
using Bits = std::vector<std::uint64_t>;

void set_bit(Bits& bits, std::size_t rank) {
  bits[rank / 64] |= std::uint64_t{1} << (63 - rank % 64);
}

bool has_bit(const Bits& bits, std::size_t rank) {
  return (bits[rank / 64] >> (63 - rank % 64) & 1) != 0;
}

/// `Worth` holds the worth of all items together times the budget.
template <class Worth>
class Knapsack {
 public:
  /// Items by worth per krona, largest first.
  Knapsack(std::vector<Item> items, Money budget, std::size_t ranks, std::int64_t most_nodes)
      : items_(std::move(items)), budget_(budget), most_nodes_(most_nodes) {
    costs_.push_back(0);
    worths_.push_back(0);
    for (const Item& item : items_) {
      costs_.push_back(costs_.back() + Wide(item.cost));
      worth_.push_back(static_cast<Worth>(item.worth));
      worths_.push_back(worths_.back() + worth_.back());
    }
    best_.bits.assign((ranks + 63) / 64, 0);
  }

  struct Part {
    Money cost = 0;
    Worth worth = 0;
    Bits bits;
  };

  /// Whether what best() has is proved to be the best.
  bool solve() {
    std::vector<Part> parts{best_};
    for (std::size_t next = 0; next < items_.size(); ++next) {
      parts = extend(parts, next);
      if (nodes_ > most_nodes_) return false;
    }
    if (!parts.empty()) best_ = parts.back();
    return true;
  }

  const Part& best() const { return best_; }
  std::int64_t nodes() const { return nodes_; }

 private:
  /// Parts come and go by rising cost and rising worth.
  std::vector<Part> extend(const std::vector<Part>& parts, std::size_t next) {
    std::vector<Part> extended;
    std::size_t without = 0;
    std::size_t with = 0;
    const Item& item = items_[next];
    while (without < parts.size() || with < parts.size()) {
      if (with < parts.size() && parts[with].cost > budget_ - item.cost) with = parts.size();
      if (without == parts.size() && with == parts.size()) break;
      const bool takes_item =
          without == parts.size() ||
          (with < parts.size() && parts[with].cost + item.cost < parts[without].cost);
      const Part& from = parts[takes_item ? with++ : without++];
      const Money cost = from.cost + (takes_item ? item.cost : 0);
      const Worth worth = from.worth + (takes_item ? worth_[next] : Worth(0));
      if (!can_reach_best(cost, worth, next + 1)) continue;
      add(extended, from, takes_item ? std::optional(item.rank) : std::nullopt, cost, worth);
      note_filled(extended.back(), next + 1);
      if (++nodes_ > most_nodes_) break;
    }
    return extended;
  }

  /// Adds a part, unless the last (which costs no more) is as good.
  static void add(std::vector<Part>& parts, const Part& from, std::optional<std::size_t> rank,
                  Money cost, const Worth& worth) {
    if (!parts.empty() && parts.back().worth > worth) return;
    if (!parts.empty() && parts.back().worth == worth && parts.back().cost < cost) return;
    Part part{cost, worth, from.bits};
    if (rank) set_bit(part.bits, *rank);
    if (!parts.empty() && parts.back().cost == cost) {
      if (parts.back().worth == worth && parts.back().bits >= part.bits) return;
      parts.back() = std::move(part);
      return;
    }
    parts.push_back(std::move(part));
  }

  /// The first item that no longer fits when all from `next` on are added to a cost.
  std::size_t first_too_many(Money cost, std::size_t next) const {
    const Wide reach = costs_[next] + Wide(budget_ - cost);
    const auto end =
        std::upper_bound(costs_.begin() + static_cast<std::ptrdiff_t>(next), costs_.end(), reach);
    return static_cast<std::size_t>(end - costs_.begin()) - 1;
  }

  /// Even with the best part of the first item that does not fit.
  bool can_reach_best(Money cost, const Worth& worth, std::size_t next) const {
    const std::size_t end = first_too_many(cost, next);
    Worth bound = worth + worths_[end] - worths_[next];
    if (end < items_.size()) {
      const auto left = static_cast<Money>(Wide(budget_ - cost) - (costs_[end] - costs_[next]));
      bound += worth_[end] * static_cast<Worth>(left) / static_cast<Worth>(items_[end].cost);
    }
    return bound >= best_.worth;
  }

  /// A part with the next items that fit is a solution.
  void note_filled(const Part& part, std::size_t next) {
    const std::size_t end = first_too_many(part.cost, next);
    const Worth worth = part.worth + worths_[end] - worths_[next];
    if (worth <= best_.worth) return;
    best_.cost = part.cost + static_cast<Money>(costs_[end] - costs_[next]);
    best_.worth = worth;
    best_.bits = part.bits;
    for (std::size_t place = next; place < end; ++place) set_bit(best_.bits, items_[place].rank);
  }

  std::vector<Item> items_;
  Money budget_;
  std::int64_t most_nodes_;
  std::vector<Worth> worth_;
  /// Of all items before a place.
  std::vector<Wide> costs_;
  std::vector<Worth> worths_;
  Part best_;
  std::int64_t nodes_ = 0;
};

std::vector<Item> list_items(const FundElection& election, const FundProfile& profile,
                             const TieOrder& ties, const FundResult& result) {
  std::vector<bool> is_taken(election.projects.size(), false);
  for (const ProjectIndex project : result.selection_order) is_taken[project] = true;
  std::vector<Item> items;
  for (std::size_t rank = 0; rank < ties.order().size(); ++rank) {
    const ProjectIndex project = ties.order()[rank];
    const Money cost = election.projects[project].cost;
    if (is_taken[project] || cost > election.budget || !profile.has_satisfaction(project)) {
      continue;
    }
    items.push_back(
        {project, rank, cost, profile.values[project] * profile.satisfaction_unit[project]});
  }
  std::stable_sort(items.begin(), items.end(), [](const Item& one, const Item& other) {
    return one.worth * other.cost > other.worth * one.cost;
  });
  return items;
}

template <class Worth>
void solve(std::vector<Item> items, const FundElection& election, const TieOrder& ties,
           FundResult& result) {
  Knapsack<Worth> knapsack(std::move(items), election.budget, ties.order().size(),
                           result.rule.most_nodes);
  if (!knapsack.solve()) result.status = FundStatus::not_proved;
  result.nodes = knapsack.nodes();
  for (std::size_t rank = 0; rank < ties.order().size(); ++rank) {
    if (has_bit(knapsack.best().bits, rank)) take(election, ties.order()[rank], result);
  }
}

}  // namespace

void fund_by_knapsack(const FundElection& election, const FundProfile& profile,
                      const TieOrder& ties, FundResult& result) {
  std::vector<Item> items = list_items(election, profile, ties, result);
  Integer together = election.budget;
  Integer worth = 0;
  for (const Item& item : items) worth += item.worth;
  together = (together + 1) * (worth + 1);
  if (boost::multiprecision::msb(together) < 126) {
    solve<Wide>(std::move(items), election, ties, result);
  } else {
    solve<Integer>(std::move(items), election, ties, result);
  }
  Rational welfare = 0;
  for (const ProjectIndex project : result.selection_order) {
    welfare += result.projects[project].satisfaction;
  }
  result.welfare = welfare;
}

}  // namespace torg::tally
