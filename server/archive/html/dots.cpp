#include <algorithm>
#include <cstdint>
#include <set>

#include "archive/exact_text.hpp"
#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"
#include "archive/html/tables.hpp"

namespace torg::archive {
namespace {

// What put each option of a tie before the next, one line for each tie. Those that nobody chose are
// left out: their order means nothing.
std::string ties(Round const& round, protocol::DotsResult const& result) {
  std::string lines;
  auto const& rows = result.rows;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i + 1;
    while (end < rows.size() && rows[end].rank == rows[i].rank) ++end;
    std::string line;
    for (std::size_t k = i; k + 1 < end && k < result.order_reasons.size(); ++k) {
      std::string const reason(protocol::to_string(result.order_reasons[k]));
      line += (line.empty() ? "" : " ") + round.say("archive.why.order_" + reason,
                                                    {{"first", round.name(rows[k].option)},
                                                     {"second", round.name(rows[k + 1].option)}});
    }
    if (!line.empty() && rows[i].dots > 0) lines += "<li>" + escape_html(line) + "</li>";
    i = end;
  }
  if (lines.empty()) return {};
  return "<h3>" + escape_html(round.say("archive.why.ties_title")) +
         "</h3><ul class=\"a-list why\" role=\"list\">" + lines + "</ul>";
}

std::string tie_at_cut(Round const& round, protocol::DotsResult const& result) {
  if (result.tie_at_cut.empty()) return {};
  std::string numbers;
  for (auto const option : result.tie_at_cut) {
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(option);
  }
  // What was settled afterwards says itself what goes on.
  return paragraph(
      {round.say(round.box.opened.lot ? "archive.why.dots_cut" : "archive.tie_at_cut",
                 {{"options", numbers}}),
       round.box.settled || result.selected.empty()
           ? std::string()
           : round.say("archive.why.goes_on", {{"options", round.names(result.selected)}})},
      "quiet");
}

std::string dots_cell(Round const& round, protocol::DotsRow const& row) {
  std::string out = "<b>" + round.say.number(row.dots) + "</b>";
  if (row.weighted) {
    out += "<br><span class=\"small quiet\">" +
           escape_html(round.say("archive.fund.weighted",
                                 {{"value", exact_number(round.say, *row.weighted)}})) +
           "</span>";
  }
  return cell(out);
}

}  // namespace

std::string dots_html(Round const& round, protocol::DotsResult const& result) {
  auto const& rule = std::get<protocol::DotsRule>(round.box.opened.rule);
  std::string out = "<table class=\"a-table a-main\">";
  out += caption(round,
                 {round.say.count("archive.ballots", result.cast),
                  round.say("archive.dots_rule", {{"dots", round.say.number(rule.dots)},
                                                  {"max", round.say.number(rule.max_per_option)}}),
                  blank_and_abstained(round, result.blank, result.abstained)});
  out += table_head({{round.say("archive.rank"), ""},
                     {round.say("archive.option"), ""},
                     {round.say("archive.people"), "r people"},
                     {round.say("archive.dots"), "r"}});
  std::set<std::int64_t> const selected(result.selected.begin(), result.selected.end());
  std::int64_t most = 0;
  for (auto const& row : result.rows) most = std::max(most, row.dots);
  for (std::size_t i = 0; i < result.rows.size();) {
    std::size_t end = i + 1;
    while (end < result.rows.size() && result.rows[end].rank == result.rows[i].rank) ++end;
    bool const tied = end - i > 1;
    out += tied ? "<tbody class=\"tied\">" : "<tbody>";
    for (std::size_t k = i; k < end; ++k) {
      auto const& row = result.rows[k];
      out += "<tr>";
      if (k == i) {
        out += "<th class=\"rank\" scope=\"rowgroup\" rowspan=\"" + std::to_string(end - i) +
               "\">" + std::to_string(row.rank);
        if (tied) {
          out += "<span class=\"tie-word\">" + escape_html(round.say("result.tied")) + "</span>";
        }
        out += "</th>";
      }
      bool const below = !selected.empty() && !selected.contains(row.option);
      out += cell(round.option_html(row.option) +
                      bar(row.dots, most, below ? BarLook::room_below : BarLook::room),
                  "");
      out += cell(round.say.number(row.supporters), "r people");
      out += dots_cell(round, row) + "</tr>";
    }
    out += "</tbody>";
    bool const last_selected = end < result.rows.size() &&
                               selected.contains(result.rows[end - 1].option) &&
                               !selected.contains(result.rows[end].option);
    if (last_selected) {
      out +=
          "<tbody><tr class=\"cutrow\"><th colspan=\"4\" scope=\"colgroup\">" +
          escape_html(round.say.count("archive.cut", static_cast<std::int64_t>(selected.size()))) +
          "</th></tr></tbody>";
    }
    i = end;
  }
  return out + "</table>" + tie_at_cut(round, result) + ties(round, result);
}

}  // namespace torg::archive
