#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/frame_reader.hpp"

namespace torg::test {

/// One event of a frame reader, kept.
struct ReadEvent {
  net::FrameReader::Kind kind{};
  std::string payload;
  std::uint16_t code = 0;
  bool operator==(ReadEvent const&) const = default;
  friend std::ostream& operator<<(std::ostream& out, ReadEvent const& event) {
    return out << "{kind " << static_cast<int>(event.kind) << ", code " << event.code << ", "
               << event.payload.size() << " bytes}";
  }
};

/// Everything that a reader tells of bytes that come in pieces of these sizes and a last one of
/// what is left, up to the first fault. A reader that leaves bytes without a fault tells a text
/// event "bytes left".
inline std::vector<ReadEvent> read_frames(std::string_view bytes, std::size_t message_bytes,
                                          std::vector<std::size_t> const& sizes = {}) {
  net::FrameReader reader(message_bytes);
  std::vector<ReadEvent> out;
  for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
    auto const left = bytes.size() - at;
    auto const size = i < sizes.size() ? std::min(sizes[i], left) : left;
    // Memory of its own, so that reading behind it shows.
    std::vector<char> piece(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                            bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
    at += size;
    std::span<char> rest(piece);
    while (auto const event = reader.next(rest)) {
      out.push_back({event->kind, std::string(event->payload), event->code});
      if (event->kind == net::FrameReader::Kind::fault) return out;
    }
    if (!rest.empty()) out.push_back({net::FrameReader::Kind::text, "bytes left", 0});
  }
  return out;
}

}  // namespace torg::test
