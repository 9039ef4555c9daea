#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace torg::app {

// What the terminal shows, from the same catalogues as the pages.
class Texts {
 public:
  // "sv" or "en"; anything else is English.
  explicit Texts(std::string_view language);

  using Value = std::pair<std::string_view, std::string>;
  // The text with its {names} filled in; the key itself when the catalogue lacks it.
  std::string operator()(std::string_view key, std::initializer_list<Value> values = {}) const;

 private:
  std::string language_;
};

// From LC_ALL, LC_MESSAGES or LANG: "sv" for a Swedish terminal, else "en".
std::string terminal_language();

}  // namespace torg::app
