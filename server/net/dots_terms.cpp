#include "net/dots_terms.hpp"

#include <cstdint>

namespace torg::net {
namespace {

using archive::Catalogue;

std::string in_words(std::int64_t n, Catalogue const& say) {
  auto const key = "number." + std::to_string(n);
  auto word = say(key);
  return word == key ? say.number(n) : word;
}

std::string dots(std::int64_t n, Catalogue const& say) {
  return n == 1 ? say("terms.single_dot") : say("terms.n_dots", {{"count", in_words(n, say)}});
}

// a to z, and å, ä and ö in UTF-8.
std::string capital(std::string text) {
  bool const is_two_bytes = text.size() > 1 && text[0] == '\xc3';
  char& letter = is_two_bytes ? text[1] : text[0];
  bool const is_small =
      is_two_bytes ? letter >= '\xa0' && letter <= '\xbe' : letter >= 'a' && letter <= 'z';
  if (is_small) letter = static_cast<char>(letter - 0x20);
  return text;
}

}  // namespace

std::string dots_terms(protocol::DotsRule const& rule, Catalogue const& say) {
  auto text = capital(rule.max_per_option < rule.dots
                          ? say("terms.dots", {{"dots", dots(rule.dots, say)},
                                               {"max", in_words(rule.max_per_option, say)}})
                          : say("terms.dots_free", {{"dots", dots(rule.dots, say)}}));
  if (rule.top) {
    text += ' ' + say(*rule.top == 1 ? "terms.dots_top.one" : "terms.dots_top.other",
                      {{"count", in_words(*rule.top, say)}});
  }
  return text;
}

}  // namespace torg::net
