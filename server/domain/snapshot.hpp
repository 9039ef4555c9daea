#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/meeting.hpp"

namespace torg::domain {

// Snapshots are disposable: another codec version means replay from the journal.
inline constexpr std::uint32_t snapshot_codec_version = 4;

std::string encode_snapshot(Meeting const& meeting);
std::optional<Meeting> decode_snapshot(std::string_view bytes);

}  // namespace torg::domain
