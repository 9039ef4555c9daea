#include "archive/html/rule.hpp"

#include <vector>

#include "archive/html/html.hpp"
#include "domain/group_weights.hpp"

namespace torg::archive {
namespace {

std::string key_of(protocol::BallotRule const& rule, std::string_view method) {
  if (method != "knapsack") return "rule." + std::string(method);
  return std::holds_alternative<protocol::FundRule>(rule) ? "rule.fund_knapsack"
                                                          : "rule.split_knapsack";
}

// Worth by the cost is what the words of each rule take for granted; most votes first, and most
// points first, are what greedy makes of it.
bool says_worth(protocol::FundRule const& rule) {
  using protocol::Satisfaction;
  if (rule.satisfaction == Satisfaction::cost) return false;
  return rule.method != protocol::FundMethod::greedy ||
         (rule.satisfaction != Satisfaction::points_x_cost &&
          rule.satisfaction != Satisfaction::rankpoints_x_cost);
}

std::string method_html(Round const& round) {
  auto const& rule = round.box.opened.rule;
  auto const words = [&](std::string_view method, std::vector<std::string> more) {
    more.insert(more.begin(), round.say(key_of(rule, method) + ".text"));
    std::string out = "<p><b>" + escape_html(method_name(round.say, rule, method)) + ".</b>";
    for (auto const& sentence : more) out += " " + escape_html(sentence);
    return out + "</p>";
  };
  if (auto const* split = std::get_if<protocol::SplitRule>(&rule)) {
    return words(protocol::to_string(split->method), {});
  }
  auto const* fund = std::get_if<protocol::FundRule>(&rule);
  if (!fund) return {};
  std::vector<std::string> more;
  if (says_worth(*fund)) {
    more.push_back(
        round.say("archive.why.counts_by_" + std::string(protocol::to_string(fund->satisfaction))));
  }
  if (fund->completion != protocol::FundCompletion::none) more.push_back(round.say("rule.add1"));
  if (fund->utilitarian) more.push_back(round.say("rule.utilitarian"));
  return words(protocol::to_string(fund->method), std::move(more));
}

std::string weights_html(Round const& round) {
  auto const* const weights = domain::weights_of(round.box.opened.rule);
  if (!weights) return {};
  std::string out = "<p>" + escape_html(round.say("rule.weights")) + "</p><ul class=\"plain\">";
  for (auto const& group : weights->groups) {
    out += "<li>" + round.group_html(group.group) + ": " + round.say.number(group.weight) + "</li>";
  }
  out += "<li>" + escape_html(round.say("archive.others")) + ": " +
         round.say.number(weights->others) + "</li></ul>";
  if (weights->visible) out += paragraph({round.say("rule.visible")});
  return out;
}

// Whether the lot of the box is the one that was drawn in the hall.
bool drawn_by_hand(Round const& round) {
  auto const* const item = round.record.meeting.find_item(round.box.opened.item);
  return item && item->lot_by_hand && item->lot == *round.box.opened.lot;
}

std::string lot_html(Round const& round) {
  auto const& lot = round.box.opened.lot;
  if (!lot || lot->empty()) return {};
  bool const fund = std::holds_alternative<protocol::FundRule>(round.box.opened.rule);
  std::string order;
  for (auto const option : *lot) order += (order.empty() ? "" : ", ") + std::to_string(option);
  return paragraph(
      {round.say(fund ? "rule.lot" : "archive.why.dots_lot"),
       round.say(drawn_by_hand(round) ? "archive.why.lot_order_by_hand" : "archive.why.lot_order",
                 {{"order", order}})});
}

}  // namespace

std::string method_name(Catalogue const& say, protocol::BallotRule const& rule,
                        std::string_view method) {
  return say(key_of(rule, method));
}

std::string rule_html(Round const& round) {
  std::string const words = method_html(round) + weights_html(round) + lot_html(round);
  std::string const id =
      paragraph({round.say("archive.why.rule_id",
                           {{"name", round.box.opened.rule_name},
                            {"version", std::to_string(round.box.opened.rule_version)}})},
                "quiet small");
  if (words.empty()) return id;
  return "<h3>" + escape_html(round.say("archive.why.rule_title")) + "</h3>" + words + id;
}

}  // namespace torg::archive
