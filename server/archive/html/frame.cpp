#include "archive/html/frame.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

std::string other_language(Catalogue const& catalogue) {
  return catalogue.language() == "sv" ? "en" : "sv";
}

std::string foot(std::string const& here, Catalogue const& catalogue) {
  constexpr std::array<std::pair<char const*, char const*>, 3> pages{{
      {"/secrecy", "secrecy.title"},
      {"/data", "data.title"},
      {"/accessibility", "statement.title"},
  }};
  std::string out = "<footer class=\"arch-foot no-print\">";
  for (auto const& [path, title] : pages) {
    out += "<a class=\"top-link\" href=\"" + (path + here) + "\">" + escape_html(catalogue(title)) +
           "</a>";
  }
  return out + "</footer>";
}

}  // namespace

std::string frame(std::string const& inner, Catalogue const& catalogue, std::string const& mark) {
  std::string const other = other_language(catalogue);
  std::string const here = "?lang=" + catalogue.language();
  return "<a class=\"skip\" href=\"#main\">" + escape_html(catalogue("common.skip")) +
         "</a><div class=\"arch\"><header class=\"top\"><a class=\"brand\" href=\"/" + here +
         "\">Torg</a><nav class=\"no-print\" aria-label=\"" +
         escape_html(catalogue("common.pages")) + "\"><a class=\"top-link\" href=\"/archive" +
         here + "\">" + escape_html(catalogue("archive.all")) +
         "</a><a class=\"top-link\" href=\"?lang=" + other + "\" lang=\"" + other +
         "\" hreflang=\"" + other + "\">" + escape_html(Catalogue(other)("common.language")) +
         "</a></nav></header>" + mark + "<main id=\"main\">" + inner + "</main>" +
         foot(here, catalogue) + "</div>";
}

}  // namespace torg::archive
