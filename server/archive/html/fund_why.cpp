#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

#include "archive/exact_text.hpp"
#include "archive/html/html.hpp"
#include "archive/html/why.hpp"

namespace torg::archive {
namespace {

class Account {
 public:
  Account(Round const& round, protocol::FundResult const& result)
      : round_(round),
        say_(round.say),
        result_(result),
        rule_(std::get<protocol::FundRule>(round.box.opened.rule)) {
    for (auto const& row : result.rows) rows_.emplace(row.option, &row);
  }

  std::string html() const {
    if (result_.status == protocol::FundStatus::no_decision) {
      return paragraph({say_("archive.why.no_decision")});
    }
    return heading("archive.why.funded_title") + start() + rounds() + completion() +
           paragraph({rest()}) + misses() + ties();
  }

 private:
  std::string heading(char const* key) const { return "<h3>" + escape_html(say_(key)) + "</h3>"; }

  std::string item(std::int64_t option, std::string const& sentences) const {
    return "<li><b>" + escape_html(round_.name(option)) + "</b><br>" + escape_html(sentences) +
           "</li>";
  }

  // What it took to get money, and what everybody had to pay with.
  std::string start() const {
    std::vector<std::string> sentences{
        say_(rule_.weights && rule_.method == protocol::FundMethod::equal_shares
                 ? "fund.moral_weights"
                 : "fund.moral_" + std::string(protocol::to_string(rule_.method)))};
    if (result_.status == protocol::FundStatus::not_proved) {
      sentences.push_back(say_("archive.why.not_proved"));
    }
    if (result_.endowment) {
      std::string const each = exact_money(say_, *result_.endowment);
      sentences.push_back(rule_.weights
                              ? say_("archive.why.endowment_weighted", {{"each", each}})
                              : say_("archive.why.endowment",
                                     {{"each", each}, {"counted", say_.number(result_.counted)}}));
      if (result_.runs.value_or(0) > 1) {
        sentences.push_back(say_("archive.why.runs", {{"n", say_.number(*result_.runs)}}));
      }
    }
    return paragraph(sentences);
  }

  std::string rounds() const {
    std::string out;
    for (auto const& step : result_.rounds) {
      auto const row = rows_.find(step.option);
      if (row != rows_.end()) out += item(step.option, round_text(step, *row->second));
    }
    return out.empty() ? out : "<ol class=\"a-list why\">" + out + "</ol>";
  }

  std::string round_text(protocol::FundRound const& step, protocol::FundRow const& row) const {
    std::string const cost = say_.money(row.cost);
    std::string const left = say_("archive.why.left", {{"left", exact_money(say_, step.left)}});
    if (row.cost == 0) return say_("archive.why.free");
    if (!step.payers) {
      return say_.count("archive.fund.people", row.supporters) + ". " +
             say_("archive.why.costs", {{"cost", cost}}) + " " + left;
    }
    std::string const payers = say_.count("archive.why.payers", *step.payers);
    if (!step.most || *step.payers == 1) {
      return say_("archive.why.paid", {{"payers", payers}, {"cost", cost}}) + " " + left;
    }
    return say_("archive.why.paid_most",
                {{"payers", payers}, {"cost", cost}, {"most", exact_money(say_, *step.most)}}) +
           " " + left;
  }

  // What the money that the rule left went to.
  std::string completion() const {
    std::vector<std::int64_t> added;
    for (auto const option : result_.order) {
      auto const row = rows_.find(option);
      if (row != rows_.end() && row->second->funded == protocol::FundedBy::completion) {
        added.push_back(option);
      }
    }
    if (added.empty()) return {};
    return paragraph({say_("archive.why.completion", {{"options", round_.names(added)}})});
  }

  std::string rest() const {
    std::int64_t const left = result_.pot - result_.spent;
    bool const all =
        std::ranges::all_of(result_.rows, [](auto const& row) { return row.funded.has_value(); });
    if (left == 0 || all) return {};
    return say_(result_.exhaustive ? "archive.why.exhaustive" : "archive.why.not_exhaustive",
                {{"left", say_.money(left)}});
  }

  std::string misses() const {
    std::string out;
    std::vector<protocol::FundRow const*> missed;
    for (auto const& row : result_.rows) {
      if (!row.funded && row.miss) missed.push_back(&row);
    }
    std::ranges::stable_sort(missed, std::ranges::greater{},
                             [](auto const* row) { return row->score; });
    for (auto const* row : missed) out += item(row->option, miss_text(*row));
    if (out.empty()) return out;
    bool const shares = rule_.method == protocol::FundMethod::equal_shares ||
                        rule_.method == protocol::FundMethod::phragmen;
    return heading("archive.why.missed_title") +
           (shares ? paragraph({say_("fund.missed_about")}, "quiet small") : std::string()) +
           "<ul class=\"a-list why\" role=\"list\">" + out + "</ul>";
  }

  std::string miss_text(protocol::FundRow const& row) const {
    auto const& miss = *row.miss;
    std::string const cause = "archive.why.miss_" + std::string(protocol::to_string(miss.cause));
    std::string const left = miss.left ? exact_money(say_, *miss.left) : std::string();
    std::string text =
        say_(miss.left || !has_figure(miss.cause) ? cause : cause + "_unsaid",
             {{"left", left}, {"cost", say_.money(row.cost)}, {"pot", say_.money(result_.pot)}});
    if (miss.cause == protocol::FundMissCause::supporters_short && miss.left == "0") {
      text = say_("fund.miss_supporters_spent");
    }
    if (miss.extra_supporters) {
      text += " " + say_.count(miss.extra_supporters_proved.value_or(false)
                                   ? "archive.why.extra"
                                   : "archive.why.extra_already",
                               *miss.extra_supporters);
    }
    if (miss.highest_cost) {
      text += " " + say_(miss.highest_cost_proved.value_or(false) ? "archive.why.cheaper"
                                                                  : "archive.why.cheaper_at_least",
                         {{"cost", say_.money(*miss.highest_cost)}});
    }
    if (!miss.extra_supporters && !miss.highest_cost) {
      text += " " + say_("archive.why.no_way");
    }
    return text;
  }

  static bool has_figure(protocol::FundMissCause cause) {
    return cause == protocol::FundMissCause::did_not_fit ||
           cause == protocol::FundMissCause::supporters_short;
  }

  std::string ties() const {
    std::string out;
    for (auto const& tie : result_.ties) {
      if (tie.options.size() < 2) continue;
      std::string text =
          say_(tie.by_lot ? "archive.why.tie_by_lot" : "archive.why.tie_by_cost",
               {{"options", round_.names(tie.options)}, {"first", round_.name(tie.options[0])}});
      if (tie.at_cut) text += " " + say_("archive.why.tie_at_cut");
      out += "<li>" + escape_html(text) + "</li>";
    }
    if (out.empty()) return out;
    return heading("archive.why.ties_title") + "<ul class=\"a-list why\" role=\"list\">" + out +
           "</ul>";
  }

  Round const& round_;
  Catalogue const& say_;
  protocol::FundResult const& result_;
  protocol::FundRule const& rule_;
  std::map<std::int64_t, protocol::FundRow const*> rows_;
};

}  // namespace

std::string fund_why_html(Round const& round, protocol::FundResult const& result) {
  return Account(round, result).html();
}

}  // namespace torg::archive
