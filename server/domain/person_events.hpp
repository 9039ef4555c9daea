#pragma once

#include <optional>
#include <string_view>

#include "protocol/events.hpp"

namespace torg::domain {

// Whether an event says something of one person, so that a public archive withholds it and shows
// the hash of its payload. Exactly these carry a salt.
template <class Happened>
inline constexpr bool names_person = requires(Happened event) { event.salt; };

bool is_of_person(protocol::Event const& event);

// The same by the name of the event; nothing for a name that this version does not know.
std::optional<bool> is_of_person(std::string_view type);

}  // namespace torg::domain
