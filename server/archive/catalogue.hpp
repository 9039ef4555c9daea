#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace torg::archive {

// The texts that the server itself writes: archive pages and the terminal. They are read from the
// same files as the web client's, web-client/src/i18n, and carried in the executable. Numbers,
// money and dates follow the patterns in them.
class Catalogue {
 public:
  // "sv" or "en"; anything else is English.
  explicit Catalogue(std::string_view language);

  using Value = std::pair<std::string_view, std::string>;

  // The text with its {names} filled in; the key itself when the catalogue lacks it.
  std::string operator()(std::string_view key, std::initializer_list<Value> values = {}) const;
  // The same in the plural form for n, which fills {n}.
  std::string count(std::string_view key, std::int64_t n) const;

  std::string number(std::int64_t n) const;
  std::string money(std::int64_t kronor) const;
  // Local time of the server. "tisdag 20 oktober 2026", "2026-10-20", "18.00".
  std::string date(std::int64_t ms) const;
  std::string short_date(std::int64_t ms) const;
  std::string clock(std::int64_t ms) const;

  std::string const& language() const { return language_; }

 private:
  std::string language_;
};

}  // namespace torg::archive
