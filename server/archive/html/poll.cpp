#include <algorithm>
#include <cstdint>

#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"
#include "archive/html/tables.hpp"

namespace torg::archive {
namespace {

std::string beginning(Round const& round, std::int64_t cast, std::int64_t blank,
                      std::int64_t abstained) {
  return "<table class=\"a-table a-main\">" +
         caption(round, {round.say.count("archive.ballots", cast),
                         blank_and_abstained(round, blank, abstained)}) +
         table_head({{round.say("archive.option"), ""}, {round.say("archive.votes"), "r"}}) +
         "<tbody>";
}

std::string row(Round const& round, std::string const& label, std::int64_t votes,
                std::int64_t most) {
  return "<tr>" + cell(label + bar(votes, most, BarLook::room), "") +
         cell("<b>" + round.say.number(votes) + "</b>") + "</tr>";
}

}  // namespace

std::string poll_html(Round const& round, protocol::ChoiceResult const& result) {
  std::string out = beginning(round, result.cast, result.blank, result.abstained);
  std::int64_t most = 0;
  for (auto const& option : result.rows) most = std::max(most, option.votes);
  for (auto const& option : result.rows) {
    out += row(round, round.option_html(option.option), option.votes, most);
  }
  return out + "</tbody></table>";
}

std::string poll_html(Round const& round, protocol::ScaleResult const& result) {
  std::string out = beginning(round, result.cast, 0, result.abstained);
  std::int64_t most = 0;
  for (auto const votes : result.counts) most = std::max(most, votes);
  for (std::size_t i = 0; i < result.counts.size(); ++i) {
    std::string const step = std::to_string(i + 1);
    out += row(round,
               "<span class=\"key\">" + step + "</span> <span class=\"name\">" +
                   escape_html(round.say("scale." + step)) + "</span>",
               result.counts[i], most);
  }
  return out + "</tbody></table>";
}

}  // namespace torg::archive
