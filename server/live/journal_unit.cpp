#include "live/journal_unit.hpp"

#include <utility>
#include <variant>

namespace torg::live {

std::string meeting_stream(std::string_view meeting) {
  std::string stream = "meeting/";
  stream += meeting;
  return stream;
}

store::AppendEvents append_of(std::string stream, std::uint64_t expected_version,
                              std::vector<protocol::Event> const& events,
                              std::vector<domain::Content> const& contents) {
  store::AppendEvents append;
  append.stream = std::move(stream);
  append.expected_version = expected_version;
  for (auto const& event : events) {
    auto const type =
        std::visit([](auto const& one) { return std::decay_t<decltype(one)>::tag; }, event);
    append.events.push_back({std::string(type), protocol::to_json(event)});
  }
  for (auto const& content : contents) {
    append.contents.push_back({content.ref, content.salt, content.bytes, content.is_private});
  }
  return append;
}

store::Result<protocol::Event> event_of(store::StoredEvent const& stored) {
  auto event = protocol::decode_text<protocol::Event>(stored.payload);
  if (!event) {
    return store::StoreError{store::StoreErrc::corrupt, 0,
                             "event " + std::to_string(stored.version) + " of type " + stored.type +
                                 ": " + std::string(protocol::to_string(event.error().fault)) +
                                 " at " + event.error().field};
  }
  return std::move(*event);
}

}  // namespace torg::live
