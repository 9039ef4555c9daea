#include "live/earliest_now.hpp"

#include <algorithm>
#include <variant>

#include "live/journal_unit.hpp"

namespace torg::live {

store::Result<std::int64_t> earliest_now(store::StoreReader& reader) {
  auto const streams = reader.streams_with_open_boxes();
  if (!streams) return streams.error();
  std::int64_t newest_ms = 0;
  for (auto const& stream : *streams) {
    auto const head = reader.stream_head(stream);
    if (!head) return head.error();
    if (head->version == 0) continue;
    auto const last = reader.read_stream(stream, head->version - 1, 1);
    if (!last) return last.error();
    if (last->empty()) continue;
    // What is damaged tells no time; whoever loads that meeting says so.
    if (auto const event = event_of(last->front())) {
      newest_ms = std::max(
          newest_ms, std::visit([](auto const& one) -> std::int64_t { return one.at_ms; }, *event));
    }
  }
  return newest_ms;
}

}  // namespace torg::live
