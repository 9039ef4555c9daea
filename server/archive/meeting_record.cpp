#include "archive/meeting_record.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "domain/evolve.hpp"
#include "domain/forum.hpp"
#include "domain/texts.hpp"
#include "protocol/codec.hpp"

namespace torg::archive {
namespace {

constexpr std::size_t page = 1'000;

// Hands each event of a stream to `take`, in order.
store::Result<void> replay(
    store::StoreReader& reader, store::StreamName const& stream,
    std::function<void(protocol::Event const&, store::StoredEvent const&)> const& take) {
  for (std::uint64_t version = 0;;) {
    auto const events = reader.read_stream(stream, version, page);
    if (!events) return events.error();
    for (auto const& stored : *events) {
      auto const event = protocol::decode_text<protocol::Event>(stored.payload);
      if (!event) {
        return store::StoreError{store::StoreErrc::corrupt, 0,
                                 stream + " holds an event that cannot be read: " + stored.type};
      }
      take(*event, stored);
      version = stored.version;
    }
    if (events->size() < page) return {};
  }
}

}  // namespace

std::string MeetingRecord::text(domain::ContentRef const& ref, std::string_view language) const {
  protocol::Title const title = domain::title_of(texts, ref);
  if (auto const found = title.find(language); found != title.end()) return found->second;
  for (auto const& other : meeting.languages) {
    if (auto const found = title.find(other); found != title.end()) return found->second;
  }
  return title.empty() ? std::string() : title.begin()->second;
}

std::string MeetingRecord::text(std::optional<domain::ContentRef> const& ref,
                                std::string_view language) const {
  return ref ? text(*ref, language) : std::string();
}

store::Result<std::optional<MeetingRecord>> read_meeting(store::StoreReader& reader,
                                                         std::string const& meeting,
                                                         WithJournal with_journal) {
  store::StreamName const stream = "meeting/" + meeting;
  MeetingRecord record;
  auto const replayed =
      replay(reader, stream, [&](protocol::Event const& event, store::StoredEvent const& stored) {
        bool const closed_before = record.meeting.closed_by.has_value();
        domain::evolve(record.meeting, event);
        if (closed_before) return;
        record.head = {stored.version, stored.chain};
        if (with_journal == WithJournal::yes) record.journal.push_back(stored);
      });
  if (!replayed) return replayed.error();
  if (record.meeting.version == 0) return std::optional<MeetingRecord>();

  auto const contents = reader.read_contents(stream);
  if (!contents) return contents.error();
  for (auto const& content : *contents) {
    // What is private does not belong in an archive, so it is not even read into one.
    if (content.erased || content.is_private) continue;
    record.texts.emplace(content.ref, content.bytes);
    record.salts.emplace(content.ref, content.salt);
  }
  for (auto const& [id, box] : record.meeting.boxes) {
    auto stored = reader.read_box(stream, static_cast<std::uint32_t>(id));
    if (!stored) return stored.error();
    if (*stored) record.boxes.emplace(id, **std::move(stored));
  }
  return std::optional<MeetingRecord>(std::move(record));
}

store::Result<std::vector<std::string>> registered_meetings(store::StoreReader& reader) {
  domain::Forum forum;
  auto const replayed =
      replay(reader, "forum", [&](protocol::Event const& event, store::StoredEvent const&) {
        domain::evolve(forum, event);
      });
  if (!replayed) return replayed.error();
  std::vector<std::string> out;
  for (auto const& meeting : forum.meetings) out.push_back(meeting.id);
  std::ranges::reverse(out);
  return out;
}

}  // namespace torg::archive
