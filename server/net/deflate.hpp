#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "live/frame.hpp"
#include "net/request_head.hpp"

namespace torg::net {

// permessage-deflate (RFC 7692) without context takeover in either direction: every message stands
// alone. So a message is compressed once for all who get it, nothing has to be kept for each
// connection between messages, and one inflater serves a whole loop.

// Whether the client offers the extension in a form that we take: any but one that asks for a
// smaller window than ours.
bool offers_deflate(Request const& request);

// What the upgrade answers then.
inline constexpr std::string_view deflate_answer =
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

// The same message compressed, made at the first call and shared by all later ones from any thread;
// itself where that would not be shorter, and for what is no data.
live::Frame deflated(live::Frame const& frame);

// What a client compressed, in one message. Nothing when it is broken; `too_big` when it holds more
// than `most` bytes, of which no more than that are ever made.
struct Inflated {
  std::optional<std::string> bytes;
  bool too_big = false;
};
Inflated inflate(std::string_view compressed, std::size_t most);

}  // namespace torg::net
