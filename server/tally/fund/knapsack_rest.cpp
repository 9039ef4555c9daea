#include "tally/fund/knapsack_rest.hpp"

#include <algorithm>
#include <utility>

#include "tally/fund/profile.hpp"

namespace torg::tally {

namespace {

struct Item {
  Money cost = 0;
  /// Per krona.
  Integer value;
};

/// A set of others: no other costs at most as much and is worth more.
struct Part {
  Money cost = 0;
  Integer worth;
};

/// The projects that the knapsack chooses from, without this one; the most per krona first.
std::vector<Item> list_others(const FundElection& election, const FundProfile& profile,
                              ProjectIndex project) {
  std::vector<Item> items;
  for (ProjectIndex other = 0; other < election.projects.size(); ++other) {
    const Money cost = election.projects[other].cost;
    if (other == project || cost > election.budget || !profile.has_satisfaction(other)) continue;
    items.push_back({cost, profile.values[other]});
  }
  std::ranges::stable_sort(items, std::ranges::greater{}, &Item::value);
  return items;
}

/// Parts of the items before `next`, by rising cost and worth, with and without one more item.
std::vector<Part> with_item(const std::vector<Part>& parts, const Item& item, Money budget) {
  std::vector<Part> both;
  for (const Part& part : parts) {
    if (part.cost <= budget - item.cost) {
      both.push_back({part.cost + item.cost, part.worth + item.value * item.cost});
    }
  }
  std::vector<Part> merged;
  const auto add = [&](const Part& part) {
    if (merged.empty() || part.worth > merged.back().worth) {
      if (!merged.empty() && merged.back().cost == part.cost) merged.pop_back();
      merged.push_back(part);
    }
  };
  auto with = both.begin();
  for (const Part& part : parts) {
    for (; with != both.end() && with->cost < part.cost; ++with) add(*with);
    add(part);
  }
  for (; with != both.end(); ++with) add(*with);
  return merged;
}

/// At least what a part is worth when it is filled up with the items from `next` on, in pieces, and
/// with what gives `value` per krona once that is more than theirs.
Integer most_worth(const Part& part, const std::vector<Item>& items, std::size_t next, Money budget,
                   const Integer& value) {
  Money left = budget - part.cost;
  Integer worth = part.worth;
  for (; next < items.size() && items[next].value > value && left > 0; ++next) {
    const Money taken = std::min(left, items[next].cost);
    worth += items[next].value * taken;
    left -= taken;
  }
  return worth + value * left;
}

/// What the items are worth that fit one after the other: no more than the best set.
Integer filled_in_order(const std::vector<Item>& items, Money budget) {
  Integer worth = 0;
  for (const Item& item : items) {
    if (item.cost > budget) continue;
    budget -= item.cost;
    worth += item.value * item.cost;
  }
  return worth;
}

/// How much longer a part takes than a step of a run: it is worked out in numbers of any size.
constexpr std::size_t steps_of_part = 32;

}  // namespace

std::optional<std::vector<Money>> costs_filling_the_rest(Recounting& recounting,
                                                         ProjectIndex project) {
  const FundElection& election = recounting.election();
  FundResult read;
  const FundProfile profile = read_profile(recounting.rule(), election, read);
  const Integer& value = profile.values[project];
  // What has no satisfaction, or costs nothing, is not put into the knapsack.
  const Money highest = std::min(election.projects[project].cost - 1, election.budget);
  if (value == 0 || highest < 1) return std::vector<Money>();
  const Money budget = election.budget;
  const std::vector<Item> items = list_others(election, profile, project);
  const Integer least_best = filled_in_order(items, budget);
  std::vector<Part> parts{{0, 0}};
  for (std::size_t next = 0; next < items.size(); ++next) {
    parts = with_item(parts, items[next], budget);
    recounting.use_steps(static_cast<std::int64_t>(steps_of_part * parts.size()));
    if (recounting.steps_left() < 0) return std::nullopt;
    std::erase_if(parts, [&](const Part& part) {
      return most_worth(part, items, next + 1, budget, value) < least_best;
    });
  }
  const Integer best = parts.back().worth;
  std::vector<Money> costs;
  for (const Part& part : parts) {
    const Money cost = std::min(highest, budget - part.cost);
    if (cost < 1 || part.worth + value * cost < best) continue;
    if (costs.empty() || costs.back() != cost) costs.push_back(cost);
  }
  return costs;
}

}  // namespace torg::tally
