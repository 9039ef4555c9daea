#include "domain/view.hpp"
#include "domain/view_parts.hpp"
#include "domain/view_room.hpp"

namespace torg::domain {

Sections screen_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts) {
  Sections sections = room_view(meeting, texts, facts);
  put(sections, protocol::section_key::screen, protocol::ScreenSection{meeting.screen});
  return sections;
}

}  // namespace torg::domain
