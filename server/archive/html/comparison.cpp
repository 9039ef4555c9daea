#include "archive/html/comparison.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "archive/html/html.hpp"
#include "archive/html/rule.hpp"

namespace torg::archive {
namespace {

class SideBySide {
 public:
  SideBySide(Round const& round, protocol::Comparison const& comparison)
      : round_(round),
        say_(round.say),
        comparison_(comparison),
        fund_(std::holds_alternative<protocol::FundRule>(round.box.opened.rule)) {}

  std::string html() const {
    return "<details class=\"compare\"><summary>" + escape_html(say_("archive.compare.title")) +
           "</summary>" +
           paragraph({say_("archive.compare.intro"),
                      say_(fund_ ? "archive.compare.more_fund" : "archive.compare.more_split")}) +
           rules() + options() + groups() + "</details>";
  }

 private:
  // Rules are named by a letter in the tables that have a column for each.
  static std::string letter(std::size_t i) { return {static_cast<char>('A' + i)}; }

  std::string id(char const* part) const {
    return std::string(part) + "-" + std::to_string(round_.box.id());
  }

  // How a rule differs from another of the same method.
  std::string variant(protocol::RuleOutcome const& outcome) const {
    std::string out;
    auto const add = [&](std::string const& key) {
      out += (out.empty() ? "" : ", ") + say_("archive.compare." + key);
    };
    if (outcome.satisfaction && outcome.satisfaction != protocol::Satisfaction::cost) {
      add("by_" + std::string(protocol::to_string(*outcome.satisfaction)));
    }
    if (outcome.completion == protocol::FundCompletion::add1) add("add1");
    if (outcome.completion == protocol::FundCompletion::add1_no_exhaustive_stop) {
      add("add1_no_exhaustive_stop");
    }
    if (outcome.utilitarian.value_or(false)) add("utilitarian");
    bool const chosen_weighted = std::ranges::any_of(
        comparison_.outcomes, [](auto const& other) { return other.chosen && other.weighted; });
    if (outcome.weighted) {
      add("weighted");
    } else if (chosen_weighted) {
      add("unweighted");
    }
    return out;
  }

  std::string rules() const {
    std::string out = "<table class=\"a-table a-main\" aria-label=\"" +
                      escape_html(say_("archive.compare.rules")) + "\">";
    std::vector<std::pair<std::string, char const*>> heads{{say_("archive.compare.rule"), ""}};
    if (fund_) heads.emplace_back(say_("archive.compare.spent"), "r");
    heads.emplace_back(say_("archive.compare.better"), "r");
    heads.emplace_back(say_("archive.compare.worse"), "r");
    out += table_head(heads) + "<tbody>";
    for (std::size_t i = 0; i < comparison_.outcomes.size(); ++i) {
      auto const& outcome = comparison_.outcomes[i];
      std::string name = "<span class=\"key\">" + letter(i) + "</span> <b>" +
                         escape_html(method_name(say_, round_.box.opened.rule, outcome.method)) +
                         "</b>";
      if (auto const text = variant(outcome); !text.empty()) {
        name += "<br><span class=\"small quiet\">" + escape_html(text) + "</span>";
      }
      if (outcome.chosen) {
        name +=
            "<br><span class=\"small\">" + escape_html(say_("archive.compare.chosen")) + "</span>";
      }
      out += outcome.chosen ? "<tr class=\"chosen\">" : "<tr>";
      out += cell(name, "");
      if (fund_) out += cell(say_.money(outcome.spent));
      out += outcome.chosen ? cell("", "r") + cell("", "r")
                            : cell(say_.number(outcome.better)) + cell(say_.number(outcome.worse));
      out += "</tr>";
    }
    return out + "</tbody></table>";
  }

  std::string lettered_head(std::string const& first) const {
    std::vector<std::pair<std::string, char const*>> heads{{first, ""}};
    for (std::size_t i = 0; i < comparison_.outcomes.size(); ++i)
      heads.emplace_back(letter(i), "r");
    return table_head(heads);
  }

  // One row for each option: what it gets under each rule.
  std::string options() const {
    std::string body = lettered_head(say_("archive.option")) + "<tbody>";
    std::vector<std::map<std::int64_t, std::int64_t>> amounts(comparison_.outcomes.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      for (auto const& mark : comparison_.outcomes[i].amounts) amounts[i][mark.option] = mark.value;
    }
    for (auto const& option : round_.box.opened.options) {
      body += "<tr><th scope=\"row\">" + round_.option_html(option.option) + "</th>";
      for (auto const& of_rule : amounts) {
        auto const found = of_rule.find(option.option);
        bool const gets = found != of_rule.end();
        if (fund_) {
          body += cell(gets ? "<b>" + escape_html(say_("archive.compare.yes")) + "</b>"
                            : "<span class=\"quiet\">" + escape_html(say_("archive.compare.no")) +
                                  "</span>");
        } else {
          body += cell(say_.money(gets ? found->second : 0));
        }
      }
      body += "</tr>";
    }
    return wide_table(
        id("compare"), say_("archive.compare.options"),
        say_(fund_ ? "archive.compare.options_fund" : "archive.compare.options_split"),
        body + "</tbody>");
  }

  // One row for each group that may be shown: how its voters fare.
  std::string groups() const {
    std::vector<std::optional<std::string>> order;
    for (auto const& outcome : comparison_.outcomes) {
      for (auto const& group : outcome.groups) {
        if (std::ranges::find(order, group.group) == order.end()) order.push_back(group.group);
      }
    }
    if (order.empty()) return {};
    std::string body = lettered_head(say_("archive.compare.group")) + "<tbody>";
    for (auto const& group : order) {
      body += "<tr><th scope=\"row\">" + round_.group_html(group) + "</th>";
      for (auto const& outcome : comparison_.outcomes) {
        auto const found = std::ranges::find(outcome.groups, group, &protocol::GroupOutcome::group);
        body += cell(found == outcome.groups.end() ? "" : group_text(outcome, *found));
      }
      body += "</tr>";
    }
    return wide_table(id("compare-groups"), say_("archive.compare.groups"),
                      say_(fund_ ? "archive.compare.groups_fund" : "archive.compare.groups_split"),
                      body + "</tbody>");
  }

  std::string group_text(protocol::RuleOutcome const& outcome,
                         protocol::GroupOutcome const& group) const {
    std::string out;
    if (group.content) {
      out += "<b>" +
             escape_html(say_("archive.fund.content_of", {{"n", say_.number(*group.content)},
                                                          {"all", say_.number(group.ballots)}})) +
             "</b>";
    }
    if (outcome.chosen) return out;
    for (auto const& [key, n] : {std::pair{"archive.compare.group_better", group.better},
                                 std::pair{"archive.compare.group_worse", group.worse}}) {
      out += std::string(out.empty() ? "" : "<br>") + "<span class=\"small\">" +
             escape_html(say_(key, {{"n", say_.number(n)}})) + "</span>";
    }
    return out;
  }

  Round const& round_;
  Catalogue const& say_;
  protocol::Comparison const& comparison_;
  bool fund_;
};

}  // namespace

std::string comparison_html(Round const& round) {
  auto const& sealed = round.box.sealed;
  if (!sealed || !sealed->comparison || sealed->comparison->outcomes.size() < 2) return {};
  return SideBySide(round, *sealed->comparison).html();
}

}  // namespace torg::archive
