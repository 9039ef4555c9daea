#include "archive/catalogue.hpp"

#include <algorithm>
#include <ctime>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

namespace torg::archive {

namespace detail {
extern char const* const swedish_json;
extern char const* const english_json;
}  // namespace detail

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Texts const& texts_of(std::string const& language) {
  static Texts const swedish = nlohmann::json::parse(detail::swedish_json).get<Texts>();
  static Texts const english = nlohmann::json::parse(detail::english_json).get<Texts>();
  return language == "sv" ? swedish : english;
}

// In one pass, so that what people wrote is never taken for a mark.
std::string filled(std::string_view text, std::initializer_list<Catalogue::Value> values) {
  std::string out;
  for (;;) {
    auto const open = text.find('{');
    auto const close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return out.append(text);
    out += text.substr(0, open);
    auto const mark = text.substr(open, close + 1 - open);
    auto const value = std::find_if(values.begin(), values.end(), [&](auto const& candidate) {
      return candidate.first == mark.substr(1, mark.size() - 2);
    });
    out += value == values.end() ? mark : std::string_view(value->second);
    text.remove_prefix(close + 1);
  }
}

std::tm local(std::int64_t ms) {
  std::time_t const seconds = static_cast<std::time_t>(ms / 1000);
  std::tm out{};
  ::localtime_r(&seconds, &out);
  return out;
}

std::string word(std::string const& list, int index) {
  std::istringstream words(list);
  std::string out;
  for (int i = 0; i <= index && words >> out; ++i) {
  }
  return out;
}

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

Catalogue::Catalogue(std::string_view language) : language_(language == "sv" ? "sv" : "en") {}

std::string Catalogue::operator()(std::string_view key, std::initializer_list<Value> values) const {
  auto const& texts = texts_of(language_);
  auto const found = texts.find(key);
  return filled(found == texts.end() ? std::string(key) : found->second, values);
}

std::string Catalogue::count(std::string_view key, std::int64_t n) const {
  return (*this)(std::string(key) + (n == 1 ? ".one" : ".other"), {{"n", number(n)}});
}

std::string Catalogue::number(std::int64_t n) const {
  std::string const separator = (*this)("format.group");
  std::string const digits = std::to_string(n < 0 ? -n : n);
  std::string out = n < 0 ? "\u2212" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

std::string Catalogue::money(std::int64_t kronor) const {
  return (*this)("format.money", {{"amount", number(kronor)}});
}

std::string Catalogue::date(std::int64_t ms) const {
  std::tm const day = local(ms);
  return (*this)("format.date", {{"weekday", word((*this)("format.weekdays"), day.tm_wday)},
                                 {"day", std::to_string(day.tm_mday)},
                                 {"month", word((*this)("format.months"), day.tm_mon)},
                                 {"year", std::to_string(day.tm_year + 1900)}});
}

std::string Catalogue::short_date(std::int64_t ms) const {
  std::tm const day = local(ms);
  return std::to_string(day.tm_year + 1900) + "-" + two(day.tm_mon + 1) + "-" + two(day.tm_mday);
}

std::string Catalogue::clock(std::int64_t ms) const {
  std::tm const time = local(ms);
  return (*this)("format.clock", {{"hours", two(time.tm_hour)}, {"minutes", two(time.tm_min)}});
}

}  // namespace torg::archive
