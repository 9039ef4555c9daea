#include "app/texts.hpp"

#include <cstdlib>
#include <map>

#include <nlohmann/json.hpp>

#include "net/assets.hpp"

namespace torg::app {
namespace {

nlohmann::json const& catalogue(std::string const& language) {
  static std::map<std::string, nlohmann::json> catalogues;
  auto const found = catalogues.find(language);
  if (found != catalogues.end()) return found->second;
  auto const* const asset = net::find_asset("i18n/" + language + ".json");
  auto json = asset ? nlohmann::json::parse(net::text_of(*asset)) : nlohmann::json::object();
  return catalogues.emplace(language, std::move(json)).first->second;
}

}  // namespace

Texts::Texts(std::string_view language) : language_(language == "sv" ? "sv" : "en") {}

std::string Texts::operator()(std::string_view key, std::initializer_list<Value> values) const {
  std::string text = catalogue(language_).value(std::string(key), std::string(key));
  for (auto const& [name, value] : values) {
    std::string const mark = "{" + std::string(name) + "}";
    if (auto const at = text.find(mark); at != std::string::npos) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

std::string terminal_language() {
  for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    char const* const value = std::getenv(name);
    if (value && *value) return std::string_view(value).starts_with("sv") ? "sv" : "en";
  }
  return "en";
}

}  // namespace torg::app
