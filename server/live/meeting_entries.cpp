#include "live/meeting_entries.hpp"

#include <optional>
#include <utility>

#include "live/journal_unit.hpp"
#include "live/meeting_loader.hpp"

namespace torg::live {
namespace {

std::optional<protocol::MeetingEntry> kept_entry(store::StoreReader& store,
                                                 std::string const& meeting) {
  auto const kept = store.get_meta(meeting_entry_key(meeting));
  if (!kept || !*kept) return std::nullopt;
  auto const head = store.stream_head(meeting_stream(meeting));
  if (!head) return std::nullopt;
  std::string_view const text = **kept;
  auto const version = std::to_string(head->version) + " ";
  if (!text.starts_with(version)) return std::nullopt;
  auto entry = protocol::decode_text<protocol::MeetingEntry>(text.substr(version.size()));
  if (!entry) return std::nullopt;
  return std::move(*entry);
}

std::optional<protocol::MeetingEntry> replayed_entry(store::StoreReader& store,
                                                     domain::RegisteredMeeting const& meeting) {
  auto stored = read_meeting(store, meeting.id);
  if (!stored || !*stored) return std::nullopt;
  auto const loaded = rebuild(std::move(**stored));
  if (!loaded) return std::nullopt;
  return domain::meeting_entry(loaded->meeting, loaded->texts, meeting.created_at_ms);
}

}  // namespace

std::string meeting_entry_key(std::string_view meeting) { return "entry/" + std::string(meeting); }

std::string encode_meeting_entry(std::uint64_t version, protocol::MeetingEntry const& entry) {
  return std::to_string(version) + " " + protocol::to_json(entry);
}

std::vector<protocol::MeetingEntry> read_meeting_entries(
    store::StoreReader& store, std::vector<domain::RegisteredMeeting> const& meetings) {
  std::vector<protocol::MeetingEntry> entries;
  for (auto const& meeting : meetings) {
    auto entry = kept_entry(store, meeting.id);
    if (!entry) entry = replayed_entry(store, meeting);
    if (entry) entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace torg::live
