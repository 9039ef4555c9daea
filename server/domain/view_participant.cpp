#include "domain/view.hpp"
#include "domain/view_room.hpp"

namespace torg::domain {

// What the phones have in common is what the hall sees; the rest is each person's own.
Sections participant_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts) {
  return room_view(meeting, texts, facts);
}

}  // namespace torg::domain
