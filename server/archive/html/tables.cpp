#include "archive/html/tables.hpp"

#include "archive/html/html.hpp"

namespace torg::archive {

std::string caption(Round const& round, std::vector<std::string> const& sentences) {
  std::string out = "<caption>";
  for (auto const& sentence : sentences) {
    if (!sentence.empty()) out += escape_html(sentence) + " ";
  }
  out += escape_html(round.say(round.box.opened.authority == protocol::Authority::binding
                                   ? "archive.binding"
                                   : "archive.advisory"));
  bool const by_code = round.box.electorate() == protocol::Electorate::codes;
  out += " " +
         escape_html(round.say(by_code ? "archive.electorate_codes" : "archive.electorate_open"));
  if (auto const& ref = round.box.opened.decided_by) out += " " + round.text_html(*ref);
  return out + "</caption>";
}

std::string blank_and_abstained(Round const& round, std::int64_t blank, std::int64_t abstained) {
  std::string out;
  if (blank > 0) out += round.say.count("archive.blank", blank);
  if (abstained > 0)
    out += (out.empty() ? "" : " ") + round.say.count("archive.abstained", abstained);
  return out;
}

}  // namespace torg::archive
