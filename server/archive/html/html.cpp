#include "archive/html/html.hpp"

namespace torg::archive {

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string cell(std::string const& inner, char const* classes) {
  return std::string("<td class=\"") + classes + "\">" + inner + "</td>";
}

std::string table_head(std::vector<std::pair<std::string, char const*>> const& columns) {
  std::string out = "<thead><tr>";
  for (auto const& [title, classes] : columns) {
    out +=
        std::string("<th scope=\"col\" class=\"") + classes + "\">" + escape_html(title) + "</th>";
  }
  return out + "</tr></thead>";
}

std::string paragraph(std::vector<std::string> const& sentences, char const* classes) {
  std::string text;
  for (auto const& sentence : sentences) {
    if (sentence.empty()) continue;
    if (!text.empty()) text += ' ';
    text += escape_html(sentence);
  }
  if (text.empty()) return {};
  return std::string("<p class=\"") + classes + "\">" + text + "</p>";
}

std::string wide_table(std::string const& id, std::string const& title, std::string const& note,
                       std::string const& inner) {
  return "<h3 id=\"" + id + "\">" + escape_html(title) + "</h3><p class=\"quiet small\" id=\"" +
         id + "-note\">" + escape_html(note) + "</p><div class=\"scroll\" role=\"region\" " +
         "aria-labelledby=\"" + id + "\" tabindex=\"0\"><table class=\"a-table\" " +
         "aria-labelledby=\"" + id + "\" aria-describedby=\"" + id + "-note\">" + inner +
         "</table></div>";
}

}  // namespace torg::archive
