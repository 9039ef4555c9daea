#include <algorithm>
#include <cstdint>

#include "archive/exact_text.hpp"
#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"
#include "archive/html/places.hpp"
#include "archive/html/tables.hpp"
#include "domain/texts.hpp"

namespace torg::archive {
namespace {

using Rows = std::vector<protocol::FundRow const*>;

// The funded in the order they were funded, then the others by their score.
Rows in_reading_order(protocol::FundResult const& result) {
  Rows rows;
  for (auto const& row : result.rows) rows.push_back(&row);
  std::ranges::stable_sort(rows, [](auto const* a, auto const* b) {
    if (a->funded.has_value() != b->funded.has_value()) return a->funded.has_value();
    if (a->funded) return a->place < b->place;
    return a->score > b->score;
  });
  return rows;
}

// What a project's bar shows: points where points were given, otherwise those who chose it.
std::int64_t support_of(Round const& round, protocol::FundRow const& row) {
  auto const& rule = std::get<protocol::FundRule>(round.box.opened.rule);
  return rule.form == protocol::FundForm::approve ? row.supporters : row.score;
}

std::string support_line(Round const& round, protocol::FundRow const& row) {
  auto const& rule = std::get<protocol::FundRule>(round.box.opened.rule);
  std::string text = round.say.count("archive.fund.people", row.supporters);
  if (rule.form == protocol::FundForm::points) {
    text += ", " + round.say.count("archive.fund.points", row.score);
  } else if (rule.form == protocol::FundForm::rank) {
    text += ", " + round.say.count("archive.fund.rank_points", row.score);
  }
  if (row.weighted) {
    text += ", " +
            round.say("archive.fund.weighted", {{"value", exact_number(round.say, *row.weighted)}});
  }
  return "<span class=\"under\">" + escape_html(text) + "</span>";
}

std::string row_html(Round const& round, protocol::FundRow const& row, std::int64_t most) {
  std::string const place =
      row.place
          ? std::to_string(*row.place)
          : "<span class=\"sr\">" + escape_html(round.say("archive.fund.not_funded")) + "</span>";
  return "<tr><th class=\"rank\" scope=\"row\">" + place + "</th>" +
         cell(round.option_html(row.option) +
                  bar(support_of(round, row), most,
                      row.funded ? BarLook::room : BarLook::room_below) +
                  support_line(round, row),
              "") +
         cell("<b>" + round.say.money(row.cost) + "</b>") + "</tr>";
}

std::string form_line(Round const& round, protocol::FundRule const& rule) {
  switch (rule.form) {
    case protocol::FundForm::points:
      return round.say("archive.fund.form_points",
                       {{"points", round.say.number(rule.points.value_or(0))}});
    case protocol::FundForm::rank:
      return round.say("archive.fund.form_rank");
    case protocol::FundForm::approve:
      break;
  }
  return round.say("archive.fund.form_approve");
}

std::string choices_line(Round const& round, protocol::FundRule const& rule) {
  return rule.max_choices ? round.say.count("archive.fund.at_most", *rule.max_choices)
                          : std::string();
}

// The pot as one bar: what each project takes of it, and what is left.
std::string pot(protocol::FundResult const& result, Rows const& rows) {
  std::vector<PotPart> parts;
  for (auto const* row : rows) {
    if (row->funded) parts.push_back({row->cost, std::to_string(row->option)});
  }
  if (result.pot > result.spent) parts.push_back({result.pot - result.spent, "", true});
  return pot_bar(parts, result.pot);
}

std::string money_line(Round const& round, protocol::FundResult const& result) {
  std::int64_t const left = result.pot - result.spent;
  std::vector<std::string> sentences{
      round.say("archive.fund.spent",
                {{"spent", round.say.money(result.spent)}, {"pot", round.say.money(result.pot)}})};
  auto const where = round.box.opened.left_goes_to
                         ? round.record.text(*round.box.opened.left_goes_to, round.say.language())
                         : std::string();
  if (left == 0) {
    sentences.push_back(round.say("archive.fund.nothing_left"));
  } else if (where.empty()) {
    sentences.push_back(round.say("archive.fund.left", {{"left", round.say.money(left)}}));
  } else {
    sentences.push_back(round.say("archive.fund.left_goes_to",
                                  {{"left", round.say.money(left)}, {"where", where}}));
  }
  return paragraph(sentences, "pot-words");
}

}  // namespace

std::string fund_html(Round const& round, protocol::FundResult const& result) {
  auto const& rule = std::get<protocol::FundRule>(round.box.opened.rule);
  auto const rows = in_reading_order(result);
  std::string out = pot(result, rows) + money_line(round, result);
  out += "<table class=\"a-table a-main\">" +
         caption(round, {round.say.count("archive.ballots", result.cast), form_line(round, rule),
                         choices_line(round, rule),
                         blank_and_abstained(round, result.blank, result.abstained)}) +
         table_head({{round.say("archive.fund.order"), ""},
                     {round.say("archive.fund.project"), ""},
                     {round.say("archive.fund.cost"), "r"}});
  std::int64_t most = 0;
  for (auto const* row : rows) most = std::max(most, support_of(round, *row));
  std::string funded;
  std::string others;
  std::vector<std::pair<std::int64_t, std::int64_t>> amounts;
  for (auto const* row : rows) {
    (row->funded ? funded : others) += row_html(round, *row, most);
    if (row->funded) amounts.emplace_back(row->option, row->cost);
  }
  auto const count = static_cast<std::int64_t>(amounts.size());
  if (count > 0) out += "<tbody>" + funded + "</tbody>";
  out += "<tbody><tr class=\"cutrow\"><th colspan=\"3\" scope=\"colgroup\">" +
         escape_html(count > 0 ? round.say.count("archive.fund.cut", count)
                               : round.say("archive.fund.none_funded")) +
         "</th></tr></tbody>";
  if (!others.empty()) out += "<tbody>" + others + "</tbody>";
  return out + "</table>" + places_html(round, amounts);
}

}  // namespace torg::archive
