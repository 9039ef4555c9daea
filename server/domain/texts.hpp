#pragma once

#include <optional>
#include <string>

#include "domain/content.hpp"
#include "protocol/types.hpp"

// What the bytes of a content are. A text in languages (protocol::Title, protocol::Text) is kept as
// the protocol writes it: compact JSON, languages in byte order. A text without languages (a
// reason, a place, the name of a delegate) is kept as it is, in UTF-8.
namespace torg::domain {

// protocol::Title and protocol::Text are one type.
std::string content_bytes(protocol::Text const& text);

// Erased content is an empty text where the protocol needs one ...
protocol::Title title_of(ContentMap const& texts, ContentRef const& ref);
// ... and left out where it does not. So is content that is no such text, which nobody writes.
std::optional<protocol::Text> text_of(ContentMap const& texts,
                                      std::optional<ContentRef> const& ref);
std::optional<std::string> line_of(ContentMap const& texts, std::optional<ContentRef> const& ref);

}  // namespace torg::domain
