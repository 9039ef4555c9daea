#pragma once

#include <string>
#include <vector>

#include "domain/forum.hpp"
#include "protocol/sections.hpp"
#include "store/store.hpp"

// What the list of meetings shows of a meeting that is not in memory is kept beside its snapshot,
// with the version it belongs to, so that the list needs no replay.
namespace torg::live {

std::string meeting_entry_key(std::string_view meeting);
std::string encode_meeting_entry(std::uint64_t version, protocol::MeetingEntry const& entry);

// Meetings that cannot be read are left out.
std::vector<protocol::MeetingEntry> read_meeting_entries(
    store::StoreReader& store, std::vector<domain::RegisteredMeeting> const& meetings);

}  // namespace torg::live
