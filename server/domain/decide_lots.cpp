#include <utility>

#include "domain/deciding.hpp"
#include "domain/lot.hpp"

namespace torg::domain {

using protocol::ErrorCode;

namespace {

void record_lot(Deciding& deciding, ItemId item, Lot order, bool by_hand) {
  protocol::LotDrawn drawn;
  drawn.item = item;
  drawn.order = std::move(order);
  drawn.by_hand = by_hand;
  deciding.record(std::move(drawn));
}

}  // namespace

Refused decide_on(Deciding& deciding, protocol::DrawLot const& command) {
  Item const* const item = deciding.meeting.find_item(command.item);
  if (item == nullptr) return refusal_at(ErrorCode::unknown_item, "command.item");
  if (!can_have_lot(item->definition.kind)) {
    return refusal_at(ErrorCode::wrong_kind, "command.item");
  }
  if (has_standing_box(deciding.meeting, *item)) return refusal(ErrorCode::item_has_ballots);
  auto const& options = item->definition.options;
  if (!options || options->empty()) {
    return refusal_at(ErrorCode::definition_incomplete, "command.item");
  }
  if (!command.order) {
    record_lot(deciding, item->id, draw_lot(deciding.request.entropy, item->id, *options), false);
    return std::nullopt;
  }
  if (!is_complete(*command.order, *options)) {
    return refusal_at(ErrorCode::lot_incomplete, "command.order");
  }
  if (item->lot_by_hand && item->lot == *command.order) return std::nullopt;
  record_lot(deciding, item->id, *command.order, true);
  return std::nullopt;
}

Lot ensure_lot(Deciding& deciding, Item const& item, protocol::StoredItem const& definition) {
  bool const has_options = definition.options && !definition.options->empty();
  if (!has_options || !can_have_lot(definition.kind)) return {};
  if (is_complete(item.lot, *definition.options)) return item.lot;
  if (!needs_lot(definition) || has_standing_box(deciding.meeting, item)) return {};
  Lot lot = draw_lot(deciding.request.entropy, item.id, *definition.options);
  record_lot(deciding, item.id, lot, false);
  return lot;
}

}  // namespace torg::domain
