#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/content.hpp"

namespace torg::domain {

// The first 120 bits of a hash for people who read it to each other, photograph and compare it: 24
// characters of Crockford's base 32 in groups of four, "H7QK-2M9X-…". Everything that shows one
// shows this text.
std::string fingerprint(Bytes32 const& hash);

// Its first 40 bits, "H7QK-2M9X": names one of a few thousand, and proves nothing.
std::string short_fingerprint(Bytes32 const& hash);

// A fingerprint as somebody typed it: capitals or not, with blanks or hyphens or neither, and O for
// 0 or I and L for 1. Nothing if it is none.
std::optional<std::string> typed_fingerprint(std::string_view typed);

}  // namespace torg::domain
