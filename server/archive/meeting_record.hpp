#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "store/store.hpp"

namespace torg::archive {

// Everything that is kept of one meeting, as it was committed at one moment.
struct MeetingRecord {
  domain::Meeting meeting;
  domain::ContentMap texts;
  std::map<domain::BoxId, store::BoxRecord> boxes;
  store::StreamHead head;

  // A text in the language, or in the meeting's first language that it is written in.
  std::string text(domain::ContentRef const& ref, std::string_view language) const;
  std::string text(std::optional<domain::ContentRef> const& ref, std::string_view language) const;
};

// Replays the meeting's journal. Nothing when there is no such meeting.
store::Result<std::optional<MeetingRecord>> read_meeting(store::StoreReader& reader,
                                                         std::string const& meeting);

// Meetings of the forum, newest first.
store::Result<std::vector<std::string>> registered_meetings(store::StoreReader& reader);

}  // namespace torg::archive
