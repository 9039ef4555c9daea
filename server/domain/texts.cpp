#include "domain/texts.hpp"

#include "protocol/document.hpp"
#include "protocol/writing.hpp"

namespace torg::domain {

std::string content_bytes(protocol::Text const& text) {
  std::string bytes;
  protocol::write_map(bytes, text,
                      [&bytes](std::string const& line) { protocol::write_string(bytes, line); });
  return bytes;
}

std::optional<protocol::Text> text_of(ContentMap const& texts,
                                      std::optional<ContentRef> const& ref) {
  if (!ref) return std::nullopt;
  auto const found = texts.find(*ref);
  if (found == texts.end()) return std::nullopt;
  auto const json = protocol::Document::parse(found->second);
  if (!json || !json->root().is_object()) return std::nullopt;
  protocol::Text text;
  for (auto const& line : json->root()) {
    if (line.is_text()) text.emplace(line.key(), line.text());
  }
  return text;
}

protocol::Title title_of(ContentMap const& texts, ContentRef const& ref) {
  return text_of(texts, ref).value_or(protocol::Title{});
}

std::optional<std::string> line_of(ContentMap const& texts, std::optional<ContentRef> const& ref) {
  if (!ref) return std::nullopt;
  auto const found = texts.find(*ref);
  if (found == texts.end()) return std::nullopt;
  return found->second;
}

}  // namespace torg::domain
