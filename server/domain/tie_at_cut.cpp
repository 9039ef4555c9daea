#include "domain/tie_at_cut.hpp"

#include <algorithm>
#include <set>
#include <variant>

namespace torg::domain {

namespace {

using protocol::OptionNumber;

struct Find {
  std::optional<TieAtCut> operator()(protocol::DotsResult const& result) const {
    if (result.tie_at_cut.empty()) return std::nullopt;
    TieAtCut tie;
    tie.options = result.tie_at_cut;
    tie.seats = std::count_if(
        result.selected.begin(), result.selected.end(), [&](OptionNumber const option) {
          return std::find(tie.options.begin(), tie.options.end(), option) != tie.options.end();
        });
    return tie;
  }

  std::optional<TieAtCut> operator()(protocol::FundResult const& result) const {
    std::set<OptionNumber> tied;
    for (protocol::FundTie const& one : result.ties) {
      if (one.by_lot && one.at_cut) tied.insert(one.options.begin(), one.options.end());
    }
    if (tied.empty()) return std::nullopt;
    TieAtCut tie;
    tie.money = result.pot - result.spent;
    for (protocol::FundRow const& row : result.rows) {
      if (!tied.contains(row.option)) continue;
      tie.options.push_back(row.option);
      if (row.funded) tie.money += row.cost;
    }
    return tie;
  }

  template <class Other>
  std::optional<TieAtCut> operator()(Other const&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<TieAtCut> tie_at_cut(protocol::Result const& result) {
  return std::visit(Find{}, result);
}

}  // namespace torg::domain
