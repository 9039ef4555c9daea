#include <algorithm>
#include <cstdint>

#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"
#include "archive/html/places.hpp"
#include "archive/html/tables.hpp"

namespace torg::archive {
namespace {

std::string counted_line(Round const& round, protocol::SplitRule const& rule,
                         protocol::SplitResult const& result) {
  return round.say("archive.split_" + std::string(protocol::to_string(rule.method)),
                   {{"counted", round.say.number(result.counted)},
                    {"rounding", round.say.money(rule.rounding)}});
}

}  // namespace

std::string split_html(Round const& round, protocol::SplitResult const& result) {
  auto const& rule = std::get<protocol::SplitRule>(round.box.opened.rule);
  std::vector<std::string> sentences{round.say.count("archive.ballots", result.cast),
                                     counted_line(round, rule, result)};
  if (result.incomplete > 0) {
    sentences.push_back(round.say.count("archive.incomplete", result.incomplete));
  }
  sentences.push_back(blank_and_abstained(round, result.blank, result.abstained));
  if (result.status != protocol::SplitStatus::ok) {
    sentences.push_back(
        round.say("archive.split_" + std::string(protocol::to_string(result.status))));
  }
  std::vector<PotPart> parts;
  std::vector<std::pair<std::int64_t, std::int64_t>> amounts;
  std::int64_t most = 0;
  for (auto const& row : result.rows) {
    parts.push_back({row.amount, std::to_string(row.option)});
    amounts.emplace_back(row.option, row.amount);
    most = std::max(most, row.amount);
  }
  std::string out =
      pot_bar(parts, rule.pot) + "<table class=\"a-table a-main\">" + caption(round, sentences) +
      table_head({{round.say("archive.option"), ""}, {round.say("archive.amount"), "r"}}) +
      "<tbody>";
  for (auto const& row : result.rows) {
    out += "<tr>" +
           cell(round.option_html(row.option) + bar(row.amount, most, BarLook::money), "") +
           cell("<b>" + round.say.money(row.amount) + "</b>") + "</tr>";
  }
  return out + "</tbody></table>" + places_html(round, amounts);
}

}  // namespace torg::archive
