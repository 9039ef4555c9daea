#include "net/shell.hpp"

#include <array>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "archive/html/html.hpp"
#include "net/assets.hpp"

namespace torg::net {
namespace {

using archive::escape_html;

std::string_view name_of(Face face) {
  static constexpr std::array<std::string_view, 5> names{"participant", "facilitator", "screen",
                                                         "organiser", "archive"};
  return names[static_cast<std::size_t>(face)];
}

std::string inline_style_hash(Face face) {
  static auto const manifest = [] {
    Asset const* const asset = find_asset("manifest.json");
    return asset ? nlohmann::json::parse(text_of(*asset)) : nlohmann::json::object();
  }();
  return manifest.value("faces", nlohmann::json::object())
      .value(name_of(face), nlohmann::json::object())
      .value("inline_style_hash", "");
}

// JSON inside a script element: nothing in it may look like the end of the element.
std::string data_block(domain::Sections const& sections) {
  std::string json = "{";
  for (auto const& [key, value] : sections) {
    if (json.size() > 1) json += ',';
    json += '"' + key + "\":" + value;
  }
  json += '}';
  std::string out;
  out.reserve(json.size());
  for (char const c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

void replace_once(std::string& text, std::string_view mark, std::string_view with) {
  if (auto const at = text.find(mark); at != std::string::npos) {
    text.replace(at, mark.size(), with);
  }
}

}  // namespace

Page fill_shell(Face face, std::string_view language, Filling const& filling) {
  std::string path = "shell/" + std::string(name_of(face)) + '.' + std::string(language) + ".html";
  Asset const* const asset = find_asset(path);
  if (!asset) {
    return {http::status::service_unavailable,
            "<!doctype html><title>Torg</title><p>Torg was built without its web client. Build it "
            "with ./run. Torg byggdes utan sin webbklient. Bygg den med ./run.",
            ""};
  }
  Page page;
  page.html = text_of(*asset);
  page.inline_style_hash = inline_style_hash(face);
  // Whatever people wrote is escaped when it goes in, so that no mark can come from it.
  replace_once(page.html, "<!--torg:head-->", filling.head);
  replace_once(page.html, "<!--torg:sections-->",
               filling.sections ? data_block(*filling.sections) : "{}");
  replace_once(page.html, "<!--torg:view-->", filling.view);
  replace_once(page.html, "<!--torg:title-->", escape_html(filling.title));
  return page;
}

}  // namespace torg::net
