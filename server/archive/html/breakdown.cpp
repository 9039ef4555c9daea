#include "archive/html/breakdown.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

// What one row of the breakdown is called, in the order of a group's values. HTML.
std::vector<std::string> value_names(Round const& round, protocol::Result const& result) {
  std::vector<std::string> names;
  if (std::holds_alternative<protocol::ScaleResult>(result)) {
    for (int step = 1; step <= 5; ++step) {
      names.push_back(escape_html(round.say("scale." + std::to_string(step))));
    }
    return names;
  }
  std::visit(
      [&](auto const& typed) {
        if constexpr (requires { typed.rows; }) {
          for (auto const& row : typed.rows) names.push_back(round.option_html(row.option));
        }
      },
      result);
  return names;
}

std::string withheld_cell(Round const& round, protocol::Breakdown const& breakdown,
                          std::size_t rows) {
  std::string classes;
  for (auto const& group : breakdown.withheld) {
    classes += (classes.empty() ? "" : ", ") + round.group_html(group);
  }
  if (breakdown.withheld_ungrouped) {
    classes += (classes.empty() ? "" : ", ") + round.group_html(std::nullopt);
  }
  return "<td class=\"withheld\" rowspan=\"" + std::to_string(rows) + "\"><span>" +
         round.say("result.withheld", {{"classes", classes}}) + "</span></td>";
}

std::string note_key(protocol::Result const& result) {
  if (std::holds_alternative<protocol::SplitResult>(result)) return "archive.by_group_money";
  if (std::holds_alternative<protocol::FundResult>(result)) return "archive.fund.by_group";
  return "archive.by_group_note";
}

std::string table(Round const& round, protocol::Result const& result,
                  protocol::Breakdown const& breakdown) {
  bool const money = std::holds_alternative<protocol::SplitResult>(result);
  std::string out =
      "<thead><tr><th scope=\"col\">" + escape_html(round.say("archive.option")) + "</th>";
  for (auto const& shown : breakdown.shown) {
    out += "<th scope=\"col\" class=\"r\">" + round.group_html(shown.group) + "<br>(" +
           round.say.number(shown.ballots) + ")</th>";
  }
  if (breakdown.withheld_ballots > 0) {
    out += "<th scope=\"col\">" + escape_html(round.say("archive.others")) + "<br>(" +
           round.say.number(breakdown.withheld_ballots) + ")</th>";
  }
  out += "</tr></thead><tbody>";
  auto const names = value_names(round, result);
  bool const with_content = std::ranges::any_of(
      breakdown.shown, [](auto const& shown) { return shown.content.has_value(); });
  for (std::size_t row = 0; row < names.size(); ++row) {
    out += "<tr><th scope=\"row\">" + names[row] + "</th>";
    for (auto const& shown : breakdown.shown) {
      auto const value = row < shown.values.size() ? shown.values[row] : 0;
      out += cell(money ? round.say.money(value) : round.say.number(value));
    }
    if (row == 0 && breakdown.withheld_ballots > 0) {
      out += withheld_cell(round, breakdown, names.size() + (with_content ? 1 : 0));
    }
    out += "</tr>";
  }
  if (with_content) {
    out += "<tr class=\"sum\"><th scope=\"row\">" +
           escape_html(round.say("archive.fund.content_row")) + "</th>";
    for (auto const& shown : breakdown.shown) {
      out += cell(shown.content ? escape_html(round.say("archive.fund.content_of",
                                                        {{"n", round.say.number(*shown.content)},
                                                         {"all", round.say.number(shown.ballots)}}))
                                : "");
    }
    out += "</tr>";
  }
  return out + "</tbody>";
}

}  // namespace

std::string breakdown_html(Round const& round, protocol::Result const& result) {
  auto const& breakdown =
      std::visit([](auto const& typed) -> auto const& { return typed.breakdown; }, result);
  if (!breakdown) return {};
  return wide_table("groups-" + std::to_string(round.box.id()), round.say("archive.by_group"),
                    round.say(note_key(result)), table(round, result, *breakdown));
}

}  // namespace torg::archive
