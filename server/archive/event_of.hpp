#pragma once

#include <optional>
#include <string_view>

#include "protocol/events.hpp"

namespace torg::archive {

// A stored event; nothing if this version cannot read it or it is stored under another type.
std::optional<protocol::Event> event_of(std::string_view type, std::string_view payload);

// Whether it belongs in the forum's journal; the others belong in that of a meeting.
bool is_of_forum(protocol::Event const& event);

}  // namespace torg::archive
