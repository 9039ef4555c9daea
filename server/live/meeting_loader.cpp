#include "live/meeting_loader.hpp"

#include <utility>

#include "domain/evolve.hpp"
#include "domain/snapshot.hpp"
#include "live/journal_unit.hpp"
#include "live/seat_holders.hpp"

namespace torg::live {
namespace {

constexpr std::size_t events_per_read = 1'000;

}  // namespace

store::Result<std::vector<store::StoredEvent>> read_events(store::StoreReader& store,
                                                           std::string const& stream,
                                                           std::uint64_t after_version) {
  std::vector<store::StoredEvent> events;
  for (;;) {
    auto read = store.read_stream(stream, after_version, events_per_read);
    if (!read) return read.error();
    if (read->empty()) return events;
    after_version = read->back().version;
    bool const last = read->size() < events_per_read;
    for (auto& event : *read) events.push_back(std::move(event));
    if (last) return events;
  }
}

store::Result<std::optional<StoredMeeting>> read_meeting(store::StoreReader& store,
                                                         std::string const& meeting) {
  auto const stream = meeting_stream(meeting);
  StoredMeeting stored;
  auto head = store.stream_head(stream);
  if (!head) return head.error();
  if (head->version == 0) return std::optional<StoredMeeting>{};
  stored.head = *head;

  auto snapshot = store.load_snapshot(stream);
  if (!snapshot) return snapshot.error();
  if (*snapshot && (*snapshot)->codec_version == domain::snapshot_codec_version) {
    stored.snapshot = std::move(*snapshot);
  }
  auto events =
      read_events(store, stream, stored.snapshot ? stored.snapshot->version : std::uint64_t{0});
  if (!events) return events.error();
  stored.events = std::move(*events);

  auto contents = store.read_contents(stream);
  if (!contents) return contents.error();
  stored.contents = std::move(*contents);

  auto boxes = store.boxes_of(stream);
  if (!boxes) return boxes.error();
  for (auto const& summary : *boxes) {
    if (summary.state != store::BoxState::open && summary.state != store::BoxState::stopped) {
      continue;
    }
    auto box = store.read_box(stream, summary.box);
    if (!box) return box.error();
    if (*box) stored.boxes.push_back(std::move(**box));
  }

  auto credentials = store.credentials_of(stream);
  if (!credentials) return credentials.error();
  stored.credentials = std::move(*credentials);
  auto remembered = store.remembered_commands(stream);
  if (!remembered) return remembered.error();
  stored.remembered = std::move(*remembered);
  auto holders = store.get_meta(SeatHolders::key_in_store(stream));
  if (!holders) return holders.error();
  stored.seat_holders = std::move(*holders).value_or("");
  return std::optional(std::move(stored));
}

domain::ContentMap texts_of(std::vector<store::StoredContent> contents) {
  domain::ContentMap texts;
  for (auto& content : contents) {
    if (!content.erased) texts.emplace(std::move(content.ref), std::move(content.bytes));
  }
  return texts;
}

store::Result<LoadedMeeting> rebuild(StoredMeeting stored) {
  LoadedMeeting loaded;
  if (stored.snapshot) {
    auto meeting = domain::decode_snapshot(stored.snapshot->bytes);
    if (!meeting) {
      return store::StoreError{store::StoreErrc::corrupt, 0, "a snapshot cannot be read"};
    }
    loaded.meeting = std::move(*meeting);
    loaded.snapshot_version = stored.snapshot->version;
  }
  for (auto const& recorded : stored.events) {
    auto const event = event_of(recorded);
    if (!event) return event.error();
    domain::evolve(loaded.meeting, *event);
  }
  if (loaded.meeting.version != stored.head.version) {
    return store::StoreError{store::StoreErrc::corrupt, 0,
                             "the state is not that of the stream's last version"};
  }
  loaded.texts = texts_of(std::move(stored.contents));
  loaded.boxes = std::move(stored.boxes);
  loaded.credentials = std::move(stored.credentials);
  loaded.remembered = std::move(stored.remembered);
  loaded.seat_holders = std::move(stored.seat_holders);
  return loaded;
}

}  // namespace torg::live
