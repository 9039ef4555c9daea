#include "archive/html/places.hpp"

#include <algorithm>
#include <map>

#include "archive/html/bars.hpp"
#include "archive/html/html.hpp"

namespace torg::archive {

std::string places_html(Round const& round,
                        std::vector<std::pair<std::int64_t, std::int64_t>> const& amounts) {
  std::map<std::string, std::int64_t> by_place;
  for (auto const& [option, kronor] : amounts) {
    if (kronor > 0) by_place[round.place(option)] += kronor;
  }
  bool const named = std::ranges::any_of(by_place, [](auto const& e) { return !e.first.empty(); });
  if (!named) return {};
  std::vector<std::pair<std::string, std::int64_t>> places(by_place.begin(), by_place.end());
  std::ranges::stable_sort(places, std::ranges::greater{}, [](auto const& e) { return e.second; });

  std::string const id = "places-" + std::to_string(round.box.id());
  std::string out =
      "<h3 id=\"" + id + "\">" + escape_html(round.say("archive.fund.places")) +
      "</h3><table class=\"a-table a-main\" aria-labelledby=\"" + id + "\">" +
      table_head({{round.say("archive.fund.place"), ""}, {round.say("archive.amount"), "r"}}) +
      "<tbody>";
  for (auto const& [place, kronor] : places) {
    std::string const name = place.empty() ? round.say("archive.fund.no_place") : place;
    out += "<tr>" +
           cell("<span class=\"name\">" + escape_html(name) + "</span>" +
                    bar(kronor, places.front().second, BarLook::money),
                "") +
           cell("<b>" + round.say.money(kronor) + "</b>") + "</tr>";
  }
  return out + "</tbody></table>";
}

}  // namespace torg::archive
