#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "store/store.hpp"

namespace torg::live {

// A meeting as it lies in the store. Read on the writer's thread; made into state elsewhere.
struct StoredMeeting {
  std::optional<store::Snapshot> snapshot;
  std::vector<store::StoredEvent> events;  // after the snapshot, or all
  std::vector<store::StoredContent> contents;
  std::vector<store::BoxRecord> boxes;  // open and stopped ones
  std::vector<store::Credential> credentials;
  std::vector<store::RememberedCommand> remembered;
  std::string seat_holders;  // as SeatHolders encodes them
  store::StreamHead head;
};

// The durable state of a meeting and all that goes with it.
struct LoadedMeeting {
  domain::Meeting meeting;
  domain::ContentMap texts;
  std::vector<store::BoxRecord> boxes;
  std::vector<store::Credential> credentials;
  std::vector<store::RememberedCommand> remembered;
  std::string seat_holders;
  std::uint64_t snapshot_version = 0;
};

// Nothing if there is no such stream.
store::Result<std::optional<StoredMeeting>> read_meeting(store::StoreReader& store,
                                                         std::string const& meeting);

store::Result<LoadedMeeting> rebuild(StoredMeeting stored);

// The texts that were not erased.
domain::ContentMap texts_of(std::vector<store::StoredContent> contents);

// All events of a stream after a version.
store::Result<std::vector<store::StoredEvent>> read_events(store::StoreReader& store,
                                                           std::string const& stream,
                                                           std::uint64_t after_version);

}  // namespace torg::live
