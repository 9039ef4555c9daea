#include "domain/agenda.hpp"

#include <algorithm>

namespace torg::domain {

std::size_t position_of(Meeting const& meeting, ItemId item) {
  auto const found = std::find_if(meeting.items.begin(), meeting.items.end(),
                                  [item](Item const& one) { return one.id == item; });
  return static_cast<std::size_t>(found - meeting.items.begin());
}

std::optional<ItemId> next_item(Meeting const& meeting) {
  std::size_t from = 0;
  if (meeting.current) {
    from = position_of(meeting, *meeting.current) + 1;
  } else if (!meeting.visited.empty()) {
    from = position_of(meeting, meeting.visited.back()) + 1;
  }
  for (std::size_t index = from; index < meeting.items.size(); ++index) {
    if (meeting.items[index].state == protocol::ItemState::planned) return meeting.items[index].id;
  }
  return std::nullopt;
}

std::optional<ItemId> previous_item(Meeting const& meeting) {
  for (auto left = meeting.visited.rbegin(); left != meeting.visited.rend(); ++left) {
    Item const* item = meeting.find_item(*left);
    if (item == nullptr || item->state == protocol::ItemState::skipped ||
        item->state == protocol::ItemState::deferred) {
      continue;
    }
    return *left;
  }
  return std::nullopt;
}

}  // namespace torg::domain
