#include "domain/planned_times.hpp"

#include <algorithm>
#include <optional>

namespace torg::domain {

namespace {

// The last moment that the protocol can hold.
constexpr std::int64_t end_of_time_ms = 4'102'444'800'000;

std::int64_t planned_length_ms(Item const& item) {
  return item.definition.minutes.value_or(0) * 60'000;
}

bool has_run(Item const& item) {
  return item.started_at_ms &&
         (item.state == protocol::ItemState::running || item.state == protocol::ItemState::done);
}

// The place of the last item that ran, or nothing before the first.
std::optional<std::size_t> reached(Meeting const& meeting) {
  for (std::size_t place = 0; place < meeting.items.size(); ++place) {
    if (meeting.items[place].state == protocol::ItemState::running) return place;
  }
  for (std::size_t place = meeting.items.size(); place > 0; --place) {
    if (has_run(meeting.items[place - 1])) return place - 1;
  }
  return std::nullopt;
}

}  // namespace

std::map<ItemId, std::int64_t> planned_times(Meeting const& meeting) {
  std::map<ItemId, std::int64_t> times;
  for (Item const& item : meeting.items) {
    if (has_run(item)) times.emplace(item.id, *item.started_at_ms);
  }
  auto const last = reached(meeting);
  auto next_ms = meeting.started_at_ms ? meeting.started_at_ms : meeting.starts_at_ms;
  std::size_t place = 0;
  if (last) {
    Item const& item = meeting.items[*last];
    next_ms = item.started_at_ms.value_or(next_ms.value_or(0)) + planned_length_ms(item);
    place = *last + 1;
  }
  if (!next_ms || meeting.phase == protocol::MeetingPhase::closed) return times;
  for (; place < meeting.items.size(); ++place) {
    Item const& item = meeting.items[place];
    if (item.state != protocol::ItemState::planned || *next_ms > end_of_time_ms) continue;
    times.emplace(item.id, *next_ms);
    *next_ms += planned_length_ms(item);
  }
  return times;
}

}  // namespace torg::domain
