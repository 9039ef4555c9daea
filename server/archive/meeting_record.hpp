#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "store/store.hpp"

namespace torg::archive {

// Everything that is kept of one meeting, as it was committed at one moment.
struct MeetingRecord {
  domain::Meeting meeting;
  domain::ContentMap texts;
  std::map<domain::ContentRef, store::Digest, std::less<>> salts;  // of the texts
  std::map<domain::BoxId, store::BoxRecord> boxes;
  // Where the journal stood when the meeting was closed; until then where it stands.
  store::StreamHead head;
  std::vector<store::StoredEvent> journal;  // up to `head`, where it was asked for

  // A text in the language, or in the meeting's first language that it is written in.
  std::string text(domain::ContentRef const& ref, std::string_view language) const;
  std::string text(std::optional<domain::ContentRef> const& ref, std::string_view language) const;
};

enum class WithJournal : bool { no, yes };

// Replays the meeting's journal. Nothing when there is no such meeting.
store::Result<std::optional<MeetingRecord>> read_meeting(store::StoreReader& reader,
                                                         std::string const& meeting,
                                                         WithJournal with_journal);

// Meetings of the forum, newest first.
store::Result<std::vector<std::string>> registered_meetings(store::StoreReader& reader);

}  // namespace torg::archive
