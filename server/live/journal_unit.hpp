#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/content.hpp"
#include "protocol/events.hpp"
#include "store/store_error.hpp"
#include "store/unit.hpp"

// Between the domain's values and the store's records.
namespace torg::live {

inline constexpr std::string_view forum_stream = "forum";
std::string meeting_stream(std::string_view meeting);

store::AppendEvents append_of(std::string stream, std::uint64_t expected_version,
                              std::vector<protocol::Event> const& events,
                              std::vector<domain::Content> const& contents);

// An event that cannot be read is damage: nothing older than this release was ever written.
store::Result<protocol::Event> event_of(store::StoredEvent const& stored);

}  // namespace torg::live
