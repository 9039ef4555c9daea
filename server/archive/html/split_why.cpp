#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "archive/exact_text.hpp"
#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"
#include "archive/html/why.hpp"

namespace torg::archive {
namespace {

// Where the fixed points stand, in thousandths of the pot: point k of n at the smaller of 1 and
// time × (n − k), for k from 0 to n. At most `most` of them, evenly chosen.
std::vector<std::int64_t> fixed_points(std::string_view time, std::int64_t voters,
                                       std::int64_t most) {
  std::vector<std::int64_t> out;
  std::int64_t const step = std::max<std::int64_t>(1, (voters + most - 1) / most);
  for (std::int64_t k = 0; k <= voters; k += step) {
    auto const at = exact_thousandths(time, voters - k);
    if (!at) return {};
    out.push_back(std::min<std::int64_t>(*at, 1000));
  }
  return out;
}

// A picture of the fixed points, which say how far each option's middle could be moved.
std::string market(Round const& round, protocol::SplitResult const& result) {
  if (!result.market_time || !result.market_voters) return {};
  constexpr std::int64_t most_ticks = 100;
  auto const points = fixed_points(*result.market_time, *result.market_voters, most_ticks);
  if (points.empty()) return {};
  auto const& rule = std::get<protocol::SplitRule>(round.box.opened.rule);
  return paragraph({round.say(rule.weights ? "archive.why.market_weighted" : "archive.why.market",
                              {{"points", round.say.number(*result.market_voters + 1)},
                               {"gap", exact_part(round.say, *result.market_time, rule.pot)}})}) +
         tick_line(points) + "<p class=\"tick-ends small quiet\"><span>" + round.say.money(0) +
         "</span><span>" + round.say.money(rule.pot) + "</span></p>";
}

struct Columns {
  bool median = false;
  bool approvals = false;
  // How far apart the fixed points stand, where each of them is one ballot more.
  std::optional<std::string> step;
};

std::string row_html(Round const& round, protocol::SplitRow const& row, Columns const& columns,
                     std::int64_t pot) {
  auto const& say = round.say;
  std::string out = "<tr><th scope=\"row\">" + round.option_html(row.option) + "</th>";
  if (columns.median) {
    out += cell(row.median ? escape_html(exact_part(say, *row.median, pot)) : "");
  }
  if (columns.step) {
    auto const needed = row.median ? exact_steps(*row.median, *columns.step) : std::nullopt;
    out += cell(needed ? say.number(*needed) : "");
  }
  if (columns.approvals) out += cell(row.approvals ? say.number(*row.approvals) : "");
  out += cell(escape_html(exact_money(say, row.exact)));
  std::string amount = "<b>" + say.money(row.amount) + "</b>";
  if (row.rounded_up) {
    amount +=
        "<br><span class=\"small quiet\">" + escape_html(say("archive.why.rounded_up")) + "</span>";
  }
  return out + cell(amount) + "</tr>";
}

}  // namespace

std::string split_why_html(Round const& round, protocol::SplitResult const& result) {
  if (result.rows.empty()) return {};
  auto const& rule = std::get<protocol::SplitRule>(round.box.opened.rule);
  Columns columns;
  for (auto const& row : result.rows) {
    columns.median = columns.median || row.median.has_value();
    columns.approvals = columns.approvals || row.approvals.has_value();
  }
  if (columns.median && !rule.weights) columns.step = result.market_time;
  std::vector<std::pair<std::string, char const*>> heads{{round.say("archive.option"), ""}};
  if (columns.median) {
    bool const markets = result.method == protocol::SplitMethod::independent_markets;
    heads.emplace_back(round.say(markets ? "archive.why.by_votes" : "archive.why.median"), "r");
  }
  if (columns.step) heads.emplace_back(round.say("archive.why.needed"), "r");
  if (columns.approvals) heads.emplace_back(round.say("archive.why.approvals"), "r");
  heads.emplace_back(round.say("archive.why.exact"), "r");
  heads.emplace_back(round.say("archive.amount"), "r");
  std::string body = table_head(heads) + "<tbody>";
  for (auto const& row : result.rows) body += row_html(round, row, columns, rule.pot);
  std::string const method(protocol::to_string(result.method));
  return wide_table("amounts-" + std::to_string(round.box.id()),
                    round.say("archive.why.amounts_title"),
                    round.say("archive.why.amounts_" + method,
                              {{"rounding", round.say.money(rule.rounding)}}),
                    body + "</tbody>") +
         market(round, result);
}

}  // namespace torg::archive
