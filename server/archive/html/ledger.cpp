#include "archive/html/ledger.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

using protocol::LedgerLineKind;

std::string in_language(protocol::Title const& title, Catalogue const& say) {
  auto const found = title.find(say.language());
  if (found != title.end()) return found->second;
  return title.empty() ? std::string() : title.begin()->second;
}

std::int64_t sum_of(protocol::LedgerSection const& ledger, LedgerLineKind kind) {
  std::int64_t sum = 0;
  for (auto const& line : ledger.lines) {
    if (line.kind == kind) sum += line.amount;
  }
  return sum;
}

std::string lines(protocol::LedgerSection const& ledger, Catalogue const& say) {
  std::int64_t most = ledger.free;
  for (auto const& line : ledger.lines) most = std::max(most, line.amount);
  std::string out = "<table class=\"a-table a-main\">" +
                    table_head({{say("archive.ledger.line"), ""}, {say("archive.amount"), "r"}});
  for (auto const kind : {LedgerLineKind::operations, LedgerLineKind::development,
                          LedgerLineKind::left_over, LedgerLineKind::committed}) {
    std::string rows;
    bool const bound = kind == LedgerLineKind::operations || kind == LedgerLineKind::committed;
    for (auto const& line : ledger.lines) {
      if (line.kind != kind) continue;
      rows += "<tr>" +
              cell("<span class=\"name\">" + escape_html(in_language(line.title, say)) + "</span>" +
                       bar(line.amount, most, bound ? BarLook::money_below : BarLook::money),
                   "") +
              cell("<b>" + say.money(line.amount) + "</b>") + "</tr>";
    }
    if (rows.empty()) continue;
    out += "<tbody><tr class=\"kind\"><th colspan=\"2\" scope=\"rowgroup\">" +
           escape_html(say("archive.ledger." + std::string(protocol::to_string(kind)))) +
           "</th></tr>" + rows + "</tbody>";
  }
  return out + "<tbody><tr class=\"sum\">" +
         cell("<span class=\"name\">" + escape_html(say("archive.ledger.free")) + "</span>" +
                  bar(ledger.free, most, BarLook::money),
              "") +
         cell("<b>" + say.money(ledger.free) + "</b>") + "</tr></tbody></table>";
}

// The money for development as one bar: what is taken already, and what is free.
std::string picture(protocol::LedgerSection const& ledger, Catalogue const& say) {
  std::int64_t const all =
      sum_of(ledger, LedgerLineKind::development) + sum_of(ledger, LedgerLineKind::left_over);
  std::int64_t const committed = sum_of(ledger, LedgerLineKind::committed);
  if (all <= 0) return {};
  std::vector<PotPart> const parts{
      {std::min(committed, all), say("archive.ledger.committed_short"), true},
      {ledger.free, say("archive.ledger.free_short")}};
  return pot_bar(parts, all) +
         paragraph({say(committed > all ? "archive.ledger.words_beyond" : "archive.ledger.words",
                        {{"all", say.money(all)},
                         {"committed", say.money(committed)},
                         {"free", say.money(ledger.free)}})},
                   "pot-words");
}

std::string pots(protocol::LedgerSection const& ledger, Catalogue const& say) {
  if (ledger.pots.empty()) return {};
  std::string out = "<table class=\"a-table a-main\">" +
                    table_head({{say("archive.ledger.pot"), ""}, {say("archive.amount"), "r"}}) +
                    "<tbody>";
  for (auto const& pot : ledger.pots) {
    std::string name = "<a class=\"name\" href=\"#item-" + std::to_string(pot.item) + "\">" +
                       escape_html(in_language(pot.title, say)) + "</a>";
    std::vector<std::string> words;
    if (pot.spent) {
      std::int64_t const left = pot.pot - *pot.spent;
      words.push_back(say("archive.ledger.spent", {{"spent", say.money(*pot.spent)}}));
      if (left > 0 && pot.left_goes_to) {
        words.push_back(
            say("archive.fund.left_goes_to",
                {{"left", say.money(left)}, {"where", in_language(*pot.left_goes_to, say)}}));
      } else if (left > 0) {
        words.push_back(say("archive.fund.left", {{"left", say.money(left)}}));
      }
    }
    std::string under;
    for (auto const& word : words) under += (under.empty() ? "" : " ") + word;
    if (!under.empty()) name += "<span class=\"under\">" + escape_html(under) + "</span>";
    out += "<tr>" + cell(name, "") + cell("<b>" + say.money(pot.pot) + "</b>") + "</tr>";
  }
  out += "</tbody></table>";
  if (ledger.beyond.value_or(0) > 0) {
    out += paragraph({say("archive.ledger.beyond", {{"beyond", say.money(*ledger.beyond)}})});
  }
  return "<h3>" + escape_html(say("archive.ledger.pots")) + "</h3>" + out;
}

}  // namespace

std::string ledger_html(protocol::LedgerSection const& ledger, Catalogue const& say) {
  return picture(ledger, say) + lines(ledger, say) + pots(ledger, say);
}

}  // namespace torg::archive
