#include "domain/meeting.hpp"

#include <algorithm>
#include <utility>

namespace torg::domain {

Item const* Meeting::find_item(ItemId id) const {
  auto const found =
      std::find_if(items.begin(), items.end(), [id](Item const& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

Item* Meeting::find_item(ItemId id) {
  return const_cast<Item*>(std::as_const(*this).find_item(id));
}

Box const* Meeting::newest_box(Item const& item) const {
  if (item.boxes.empty()) return nullptr;
  auto const found = boxes.find(item.boxes.back());
  return found == boxes.end() ? nullptr : &found->second;
}

}  // namespace torg::domain
