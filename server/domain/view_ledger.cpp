#include "domain/view_ledger.hpp"

#include <algorithm>
#include <variant>

#include "domain/limits.hpp"
#include "domain/texts.hpp"
#include "domain/tie_at_cut.hpp"

namespace torg::domain {

namespace {

using protocol::Kronor;

bool left_out(Item const& item) {
  return item.state == protocol::ItemState::skipped || item.state == protocol::ItemState::deferred;
}

Kronor free_money(protocol::StoredLedger const& ledger) {
  Kronor free = 0;
  for (protocol::StoredLedgerLine const& line : ledger.lines) {
    switch (line.kind) {
      case protocol::LedgerLineKind::operations:
        break;
      case protocol::LedgerLineKind::development:
      case protocol::LedgerLineKind::left_over:
        free += line.amount;
        break;
      case protocol::LedgerLineKind::committed:
        free -= line.amount;
        break;
    }
  }
  return std::max<Kronor>(free, 0);
}

struct PotOf {
  std::optional<Kronor> operator()(protocol::SplitRule const& rule) const { return rule.pot; }
  std::optional<Kronor> operator()(protocol::FundRule const& rule) const { return rule.pot; }
  template <class Other>
  std::optional<Kronor> operator()(Other const&) const {
    return std::nullopt;
  }
};

struct SpentIn {
  std::optional<Kronor> operator()(protocol::FundResult const& result) const {
    return result.spent;
  }
  std::optional<Kronor> operator()(protocol::SplitResult const& result) const {
    Kronor spent = 0;
    for (protocol::SplitRow const& row : result.rows) spent += row.amount;
    return spent;
  }
  template <class Other>
  std::optional<Kronor> operator()(Other const&) const {
    return std::nullopt;
  }
};

// The run-off that decides about part of the pot.
Item const* run_off_of(Meeting const& meeting, Box const& box) {
  if (!box.settled || !box.settled->item) return nullptr;
  Item const* const item = meeting.find_item(*box.settled->item);
  return item == nullptr || left_out(*item) ? nullptr : item;
}

std::optional<protocol::LedgerPot> pot_entry(Meeting const& meeting, ContentMap const& texts,
                                             Item const& item) {
  if (left_out(item) || !item.definition.rule) return std::nullopt;
  auto const pot = std::visit(PotOf{}, *item.definition.rule);
  if (!pot) return std::nullopt;
  protocol::LedgerPot entry;
  entry.item = item.id;
  entry.title = title_of(texts, item.definition.title);
  entry.pot = *pot;
  entry.left_goes_to = text_of(texts, item.definition.left_goes_to);

  Box const* const box = meeting.newest_box(item);
  if (box == nullptr || box->state != protocol::BoxState::shown || !box->sealed) return entry;
  entry.pot = std::visit(PotOf{}, box->opened.rule).value_or(*pot);
  entry.spent = std::visit(SpentIn{}, box->sealed->result);
  auto const tie = tie_at_cut(box->sealed->result);
  if (tie && entry.spent && run_off_of(meeting, *box) != nullptr) {
    entry.pot -= tie->money;
    entry.spent = entry.pot;
  }
  return entry;
}

}  // namespace

protocol::StoredLedger const* shown_ledger(Meeting const& meeting) {
  for (Item const& item : meeting.items) {
    if (item.definition.ledger && !left_out(item)) return &*item.definition.ledger;
  }
  return nullptr;
}

std::optional<protocol::LedgerSection> ledger_section(Meeting const& meeting,
                                                      ContentMap const& texts) {
  protocol::StoredLedger const* const ledger = shown_ledger(meeting);
  if (ledger == nullptr) return std::nullopt;
  protocol::LedgerSection section;
  for (protocol::StoredLedgerLine const& line : ledger->lines) {
    section.lines.push_back({line.kind, title_of(texts, line.title), line.amount});
  }
  section.free = free_money(*ledger);
  Kronor pots = 0;
  for (Item const& item : meeting.items) {
    if (auto entry = pot_entry(meeting, texts, item)) {
      pots += entry->pot;
      section.pots.push_back(*std::move(entry));
    }
  }
  if (pots > section.free) section.beyond = std::min(pots - section.free, most_kronor);
  return section;
}

}  // namespace torg::domain
