#include "domain/breakdown.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "domain/count.hpp"

namespace torg::domain {

std::vector<std::string> classes_to_withhold(std::vector<ClassSize> sizes) {
  std::sort(sizes.begin(), sizes.end(), [](ClassSize const& a, ClassSize const& b) {
    return std::tie(a.ballots, a.ballot_class) < std::tie(b.ballots, b.ballot_class);
  });
  std::vector<std::string> withheld;
  std::int64_t ballots = 0;
  for (ClassSize& size : sizes) {
    bool const too_small = size.ballots < smallest_shown_class;
    bool const hides_others = !withheld.empty() && ballots < smallest_shown_class;
    if (!too_small && !hides_others) break;
    ballots += size.ballots;
    withheld.push_back(std::move(size.ballot_class));
  }
  std::sort(withheld.begin(), withheld.end());
  return withheld;
}

bool ClassFigures::fits_protocol() const {
  constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
  return std::all_of(classes_.begin(), classes_.end(), [](auto const& entry) {
    auto const& values = entry.second.values;
    return std::all_of(values.begin(), values.end(), [](std::int64_t v) { return v <= largest; });
  });
}

protocol::GroupFigures ClassFigures::shown(std::optional<protocol::GroupId> group,
                                           Figures const& figures) const {
  protocol::GroupFigures result;
  result.group = std::move(group);
  result.ballots = figures.ballots;
  result.values = figures.values;
  if (content_ == Content::counted) result.content = figures.content;
  return result;
}

std::optional<protocol::Breakdown> ClassFigures::breakdown() const {
  std::vector<ClassSize> sizes;
  for (auto const& [name, figures] : classes_) sizes.push_back({name, figures.ballots});
  std::vector<std::string> const names = classes_to_withhold(std::move(sizes));
  std::set<std::string> const withheld(names.begin(), names.end());
  if (classes_.size() < withheld.size() + 2 || !fits_protocol()) return std::nullopt;

  protocol::Breakdown breakdown;
  std::optional<protocol::GroupFigures> without_group;
  for (auto const& [name, figures] : classes_) {
    if (withheld.contains(name)) {
      breakdown.withheld_ballots += figures.ballots;
      if (name.empty()) {
        breakdown.withheld_ungrouped = true;
      } else {
        breakdown.withheld.push_back(name);
      }
    } else if (name.empty()) {
      without_group = shown(std::nullopt, figures);
    } else {
      breakdown.shown.push_back(shown(name, figures));
    }
  }
  if (without_group) breakdown.shown.push_back(*std::move(without_group));
  return breakdown;
}

}  // namespace torg::domain
