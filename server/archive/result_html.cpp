#include "archive/result_html.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "archive/html.hpp"
#include "domain/texts.hpp"

namespace torg::archive {
namespace {

using Options = std::map<std::int64_t, protocol::StoredOption>;

struct Round {
  MeetingRecord const& record;
  domain::Box const& box;
  Catalogue const& say;
  Options options;

  std::string text(domain::ContentRef const& ref) const {
    return escape_html(record.text(ref, say.language()));
  }

  std::string option(std::int64_t number) const {
    std::string out = "<span class=\"key\"><span class=\"sr\">" +
                      escape_html(say("common.number")) + " </span>" + std::to_string(number) +
                      "</span> <span class=\"name\">";
    auto const found = options.find(number);
    if (found == options.end()) return out + "</span>";
    out += text(found->second.title) + "</span>";
    if (auto const place = domain::line_of(record.texts, found->second.place)) {
      out += " <span class=\"where\">" + escape_html(*place) + "</span>";
    }
    return out;
  }
};

// Lengths are attributes of a picture, not styles, which the page's policy forbids.
std::string bar(std::int64_t value, std::int64_t most, bool money, bool below) {
  std::int64_t const width = most > 0 ? value * 1000 / most : 0;
  return std::string("<svg class=\"bar-line") + (money ? " money" : "") + (below ? " below" : "") +
         "\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
         "<rect width=\"" +
         std::to_string(width) + "\" height=\"12\"/></svg>";
}

// The whole pot as one bar, in the order of the options; the table below says the same.
std::string pot(std::vector<protocol::SplitRow> const& rows, std::int64_t total) {
  if (total <= 0) return {};
  constexpr std::int64_t length = 760;
  constexpr std::int64_t narrowest_with_number = 26;
  std::string out = "<svg class=\"pot-line\" viewBox=\"0 0 760 28\" aria-hidden=\"true\">";
  std::int64_t before = 0;
  for (auto const& row : rows) {
    std::int64_t const from = before * length / total;
    before += row.amount;
    std::int64_t const to = before * length / total;
    if (to <= from) continue;
    std::int64_t const width =
        before < total ? std::max<std::int64_t>(to - from - 2, 1) : to - from;
    out += "<rect x=\"" + std::to_string(from) + "\" width=\"" + std::to_string(width) +
           "\" height=\"28\"/>";
    if (width < narrowest_with_number) continue;
    out += "<text x=\"" + std::to_string(from + width / 2) + "\" y=\"19\">" +
           std::to_string(row.option) + "</text>";
  }
  return out + "</svg>";
}

std::string cell(std::string const& inner, char const* classes = "r") {
  return std::string("<td class=\"") + classes + "\">" + inner + "</td>";
}

std::string head(std::vector<std::pair<std::string, char const*>> const& columns) {
  std::string out = "<thead><tr>";
  for (auto const& [title, classes] : columns) {
    out +=
        std::string("<th scope=\"col\" class=\"") + classes + "\">" + escape_html(title) + "</th>";
  }
  return out + "</tr></thead>";
}

std::string caption(Round const& round, std::vector<std::string> const& sentences) {
  std::string out = "<caption>";
  for (auto const& sentence : sentences) {
    if (!sentence.empty()) out += escape_html(sentence) + " ";
  }
  out += escape_html(round.say(round.box.opened.authority == protocol::Authority::binding
                                   ? "archive.binding"
                                   : "archive.advisory"));
  if (auto const& ref = round.box.opened.decided_by) out += " " + round.text(*ref);
  return out + "</caption>";
}

std::string blank_and_abstained(Round const& round, std::int64_t blank, std::int64_t abstained) {
  std::string out;
  if (blank > 0) out += round.say.count("archive.blank", blank);
  if (abstained > 0)
    out += (out.empty() ? "" : " ") + round.say.count("archive.abstained", abstained);
  return out;
}

std::string table(Round const& round, protocol::DotsResult const& result) {
  auto const& rule = std::get<protocol::DotsRule>(round.box.opened.rule);
  std::string out = "<table class=\"a-table a-main\">";
  out += caption(round,
                 {round.say.count("archive.ballots", result.cast),
                  round.say("archive.dots_rule", {{"dots", round.say.number(rule.dots)},
                                                  {"max", round.say.number(rule.max_per_option)}}),
                  blank_and_abstained(round, result.blank, result.abstained)});
  out += head({{round.say("archive.rank"), ""},
               {round.say("archive.option"), ""},
               {round.say("archive.people"), "r people"},
               {round.say("archive.dots"), "r"}});
  std::set<std::int64_t> const selected(result.selected.begin(), result.selected.end());
  std::int64_t const most = result.rows.empty() ? 0 : result.rows.front().dots;
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
      out += cell(round.option(row.option) + bar(row.dots, most, false, below), "");
      out += cell(round.say.number(row.supporters), "r people");
      out += cell("<b>" + round.say.number(row.dots) + "</b>");
      out += "</tr>";
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
  out += "</table>";
  if (!result.tie_at_cut.empty()) {
    std::string numbers;
    for (auto const option : result.tie_at_cut) {
      numbers += (numbers.empty() ? "" : ", ") + std::to_string(option);
    }
    out += "<p class=\"quiet\">" +
           escape_html(round.say("archive.tie_at_cut", {{"options", numbers}})) + "</p>";
  }
  return out;
}

std::string table(Round const& round, protocol::SplitResult const& result) {
  auto const& rule = std::get<protocol::SplitRule>(round.box.opened.rule);
  bool const mean = rule.method == protocol::SplitMethod::mean;
  std::vector<std::string> sentences{round.say.count("archive.ballots", result.cast),
                                     round.say(mean ? "archive.split_mean" : "archive.split_median",
                                               {{"counted", round.say.number(result.counted)},
                                                {"rounding", round.say.money(rule.rounding)}})};
  if (result.incomplete > 0) {
    sentences.push_back(round.say.count("archive.incomplete", result.incomplete));
  }
  sentences.push_back(blank_and_abstained(round, result.blank, result.abstained));
  if (result.status != protocol::SplitStatus::ok) {
    sentences.push_back(
        round.say("archive.split_" + std::string(protocol::to_string(result.status))));
  }
  std::string out =
      pot(result.rows, rule.pot) + "<table class=\"a-table a-main\">" + caption(round, sentences) +
      head({{round.say("archive.option"), ""}, {round.say("archive.amount"), "r"}}) + "<tbody>";
  std::int64_t most = 0;
  for (auto const& row : result.rows) most = std::max(most, row.amount);
  for (auto const& row : result.rows) {
    out += "<tr>" + cell(round.option(row.option) + bar(row.amount, most, true, false), "") +
           cell("<b>" + round.say.money(row.amount) + "</b>") + "</tr>";
  }
  return out + "</tbody></table>";
}

std::string table(Round const& round, protocol::ChoiceResult const& result) {
  std::string out = "<table class=\"a-table a-main\">" +
                    caption(round, {round.say.count("archive.ballots", result.cast),
                                    blank_and_abstained(round, result.blank, result.abstained)}) +
                    head({{round.say("archive.option"), ""}, {round.say("archive.votes"), "r"}}) +
                    "<tbody>";
  std::int64_t most = 0;
  for (auto const& row : result.rows) most = std::max(most, row.votes);
  for (auto const& row : result.rows) {
    out += "<tr>" + cell(round.option(row.option) + bar(row.votes, most, false, false), "") +
           cell("<b>" + round.say.number(row.votes) + "</b>") + "</tr>";
  }
  return out + "</tbody></table>";
}

std::string table(Round const& round, protocol::ScaleResult const& result) {
  std::string out = "<table class=\"a-table a-main\">" +
                    caption(round, {round.say.count("archive.ballots", result.cast),
                                    blank_and_abstained(round, 0, result.abstained)}) +
                    head({{round.say("archive.option"), ""}, {round.say("archive.votes"), "r"}}) +
                    "<tbody>";
  std::int64_t most = 0;
  for (auto const votes : result.counts) most = std::max(most, votes);
  for (std::size_t i = 0; i < result.counts.size(); ++i) {
    std::string const step = std::to_string(i + 1);
    out += "<tr>" +
           cell("<span class=\"key\">" + step + "</span> <span class=\"name\">" +
                    escape_html(round.say("scale." + step)) + "</span>" +
                    bar(result.counts[i], most, false, false),
                "") +
           cell("<b>" + round.say.number(result.counts[i]) + "</b>") + "</tr>";
  }
  return out + "</tbody></table>";
}

// What one row of the breakdown is called, in the order of a group's values.
std::vector<std::string> value_names(Round const& round, protocol::Result const& result) {
  std::vector<std::string> names;
  auto const options = [&](auto const& rows) {
    for (auto const& row : rows) names.push_back(round.option(row.option));
  };
  if (auto const* dots = std::get_if<protocol::DotsResult>(&result)) options(dots->rows);
  if (auto const* split = std::get_if<protocol::SplitResult>(&result)) options(split->rows);
  if (auto const* choice = std::get_if<protocol::ChoiceResult>(&result)) options(choice->rows);
  if (std::holds_alternative<protocol::ScaleResult>(result)) {
    for (int step = 1; step <= 5; ++step) {
      names.push_back(escape_html(round.say("scale." + std::to_string(step))));
    }
  }
  return names;
}

std::string group_name(Round const& round, std::optional<std::string> const& group) {
  if (!group) return escape_html(round.say("archive.no_group"));
  for (auto const& known : round.record.meeting.groups) {
    if (known.group == *group) return round.text(known.name);
  }
  return escape_html(*group);
}

std::string breakdown_html(Round const& round, protocol::Result const& result,
                           protocol::Breakdown const& breakdown) {
  std::string const id = "groups-" + std::to_string(round.box.id());
  bool const money = std::holds_alternative<protocol::SplitResult>(result);
  std::string out =
      "<h3 id=\"" + id + "\">" + escape_html(round.say("archive.by_group")) +
      "</h3><p class=\"quiet small\" id=\"" + id + "-note\">" +
      escape_html(round.say(money ? "archive.by_group_money" : "archive.by_group_note")) +
      "</p><div class=\"scroll\" role=\"region\" aria-labelledby=\"" + id +
      "\" tabindex=\"0\"><table class=\"a-table\" aria-labelledby=\"" + id +
      "\" aria-describedby=\"" + id + "-note\"><thead><tr><th scope=\"col\">" +
      escape_html(round.say("archive.option")) + "</th>";
  for (auto const& shown : breakdown.shown) {
    out += "<th scope=\"col\" class=\"r\">" + group_name(round, shown.group) + "<br>(" +
           round.say.number(shown.ballots) + ")</th>";
  }
  if (breakdown.withheld_ballots > 0) {
    out += "<th scope=\"col\">" + escape_html(round.say("archive.others")) + "<br>(" +
           round.say.number(breakdown.withheld_ballots) + ")</th>";
  }
  out += "</tr></thead><tbody>";
  auto const names = value_names(round, result);
  for (std::size_t row = 0; row < names.size(); ++row) {
    out += "<tr><th scope=\"row\">" + names[row] + "</th>";
    for (auto const& shown : breakdown.shown) {
      auto const value = row < shown.values.size() ? shown.values[row] : 0;
      out += cell(money ? round.say.money(value) : round.say.number(value));
    }
    if (row == 0 && breakdown.withheld_ballots > 0) {
      std::string classes;
      for (auto const& group : breakdown.withheld) {
        classes += (classes.empty() ? "" : ", ") + group_name(round, group);
      }
      if (breakdown.withheld_ungrouped) {
        classes += (classes.empty() ? "" : ", ") + group_name(round, std::nullopt);
      }
      out += "<td class=\"withheld\" rowspan=\"" + std::to_string(names.size()) + "\"><span>" +
             round.say("result.withheld", {{"classes", classes}}) + "</span></td>";
    }
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

}  // namespace

std::string round_html(MeetingRecord const& record, domain::Box const& box,
                       Catalogue const& catalogue) {
  Round round{record, box, catalogue, {}};
  for (auto const& option : box.opened.options) round.options.emplace(option.option, option);

  if (box.voided) {
    std::string out =
        "<div class=\"void\"><p><s>" +
        escape_html(catalogue("archive.round", {{"n", std::to_string(box.opened.round)}})) +
        "</s> " + escape_html(catalogue("archive.void"));
    if (auto const reason = domain::line_of(record.texts, box.voided->reason)) {
      out += " " + escape_html(*reason);
    }
    return out + " " + escape_html(catalogue.count("archive.ballots", box.voided->turnout)) +
           "</p></div>";
  }
  if (!box.sealed)
    return "<p class=\"quiet\">" + escape_html(catalogue("archive.not_counted")) + "</p>";

  protocol::Result const& result = box.sealed->result;
  std::string out;
  if (box.opened.round > 1) {
    auto const name = catalogue("archive.round", {{"n", std::to_string(box.opened.round)}});
    out += "<h3>" + escape_html(name) + "</h3>";
  }
  out += std::visit([&](auto const& typed) { return table(round, typed); }, result);
  auto const& breakdown =
      std::visit([](auto const& typed) -> auto const& { return typed.breakdown; }, result);
  if (breakdown) out += breakdown_html(round, result, *breakdown);
  return out + "<p class=\"quiet small digest\">" + escape_html(catalogue("archive.digest")) +
         " <span class=\"hash\">" + escape_html(box.sealed->digest) + "</span></p>";
}

}  // namespace torg::archive
