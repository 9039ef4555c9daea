#include "archive/round.hpp"

#include "archive/html/html.hpp"
#include "domain/texts.hpp"

namespace torg::archive {

Round::Round(MeetingRecord const& its_record, domain::Box const& its_box,
             Catalogue const& catalogue)
    : record(its_record), box(its_box), say(catalogue) {
  for (auto const& option : box.opened.options) options_.emplace(option.option, &option);
}

protocol::StoredOption const* Round::find(std::int64_t option) const {
  auto const found = options_.find(option);
  return found == options_.end() ? nullptr : found->second;
}

std::string Round::name(std::int64_t option) const {
  auto const* const known = find(option);
  std::string const title = known ? record.text(known->title, say.language()) : std::string();
  if (title.empty()) return std::to_string(option);
  return say("archive.why.name", {{"title", title}, {"number", std::to_string(option)}});
}

std::string Round::names(std::vector<std::int64_t> const& options) const {
  std::string out;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (i > 0) out += i + 1 == options.size() ? " " + say("archive.why.and") + " " : ", ";
    out += name(options[i]);
  }
  return out;
}

std::string Round::place(std::int64_t option) const {
  auto const* const known = find(option);
  return known ? domain::line_of(record.texts, known->place).value_or("") : std::string();
}

std::string Round::option_html(std::int64_t option) const {
  std::string out = "<span class=\"opt\"><span class=\"key\"><span class=\"sr\">" +
                    escape_html(say("common.number")) + " </span>" + std::to_string(option) +
                    "</span> <span><span class=\"name\">";
  if (auto const* const known = find(option)) out += text_html(known->title);
  out += "</span>";
  auto const where = place(option);
  if (!where.empty()) out += " <span class=\"where\">" + escape_html(where) + "</span>";
  return out + "</span></span>";
}

std::string Round::group_html(std::optional<std::string> const& group) const {
  if (!group) return escape_html(say("archive.no_group"));
  for (auto const& known : record.meeting.groups) {
    if (known.group == *group) return text_html(known.name);
  }
  return escape_html(*group);
}

std::string Round::text_html(domain::ContentRef const& ref) const {
  return escape_html(record.text(ref, say.language()));
}

}  // namespace torg::archive
