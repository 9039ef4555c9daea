#include "net/first_view.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "archive/catalogue.hpp"
#include "archive/html/html.hpp"
#include "archive/pages.hpp"
#include "net/dots_terms.hpp"
#include "protocol/sections.hpp"

namespace torg::net {
namespace {

using archive::Catalogue;
using archive::escape_html;

// The agenda's squares are drawn up to so many.
constexpr std::size_t most_squares = 14;

std::string pick(protocol::Title const& texts, std::string_view language) {
  if (auto const found = texts.find(language); found != texts.end()) {
    return found->second;
  }
  return texts.empty() ? std::string() : texts.begin()->second;
}

template <class Section>
std::optional<Section> section(domain::Sections const& sections, std::string_view key) {
  auto const found = sections.find(key);
  if (found == sections.end()) return std::nullopt;
  auto decoded = protocol::decode_text<Section>(found->second);
  if (!decoded) return std::nullopt;
  return *std::move(decoded);
}

std::string head(Catalogue const& say) {
  std::string const other = say.language() == "sv" ? "en" : "sv";
  return "<header class=\"page-head\"><a class=\"brand\" href=\"/\">" +
         escape_html(say("common.brand")) + "</a><nav aria-label=\"" +
         escape_html(say("common.pages")) + "\"><a class=\"top-link\" href=\"?lang=" + other +
         "\" lang=\"" + other + "\" hreflang=\"" + other + "\">" +
         escape_html(Catalogue(other)("common.language")) + "</a></nav></header>";
}

// Which item of how many, in words and as squares.
std::string strip(protocol::AgendaSection const& agenda, Catalogue const& say) {
  std::size_t position = 0;
  for (std::size_t place = 0; place < agenda.entries.size(); ++place) {
    if (agenda.entries[place].item == agenda.current) position = place + 1;
  }
  if (position == 0) return "<div class=\"top-rule\"></div>";
  std::string out = "<p class=\"strip\"><strong>" +
                    escape_html(say("common.agenda_position",
                                    {{"position", std::to_string(position)},
                                     {"count", std::to_string(agenda.entries.size())}})) +
                    "</strong>";
  if (agenda.entries.size() <= most_squares) {
    out += "<span class=\"strip-line\" aria-hidden=\"true\">";
    for (std::size_t place = 1; place <= agenda.entries.size(); ++place) {
      out += place < position    ? "<i class=\"done\"></i>"
             : place == position ? "<i class=\"now\"></i>"
                                 : "<i></i>";
    }
    out += "</span>";
  }
  return out + "</p>";
}

std::string item_view(protocol::ItemDefinition const& item, Catalogue const& say) {
  std::string out = "<h1>" + escape_html(pick(item.title, say.language())) + "</h1>";
  if (item.text)
    out += "<p class=\"intro\">" + escape_html(pick(*item.text, say.language())) + "</p>";
  auto const* const dots = item.rule ? std::get_if<protocol::DotsRule>(&*item.rule) : nullptr;
  if (dots) out += "<p class=\"intro\">" + escape_html(dots_terms(*dots, say)) + "</p>";
  return out;
}

}  // namespace

std::string meeting_title(domain::Sections const& sections, std::string_view language) {
  auto const meeting = section<protocol::MeetingSection>(sections, "meeting");
  return meeting ? pick(meeting->title, language) : std::string("Torg");
}

std::string first_view(domain::Sections const& sections, std::string_view language) {
  Catalogue const say(language);
  auto const meeting = section<protocol::MeetingSection>(sections, "meeting");
  auto const agenda = section<protocol::AgendaSection>(sections, "agenda");
  std::optional<protocol::ItemSection> item;
  if (agenda && agenda->current) {
    item = section<protocol::ItemSection>(sections, "item/" + std::to_string(*agenda->current));
  }
  std::string out = "<div class=\"phone\">" + head(say);
  if (meeting && meeting->rehearsal) out += archive::rehearsal_mark(say);
  out += "<main class=\"phone-main\" id=\"main\">";
  if (agenda) out += strip(*agenda, say);
  out += item ? item_view(item->definition, say)
              : "<h1>" + escape_html(meeting_title(sections, language)) + "</h1>";
  return out + "</main></div>";
}

}  // namespace torg::net
