#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "support/read_frames.hpp"

// Any bytes as what a WebSocket client sends. The first eight say in which pieces they come; the
// reader has to tell the same as when they come at once, and no message above its limit.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  constexpr std::size_t message_bytes = 300;
  constexpr std::size_t cuts = 8;
  if (size < cuts) return 0;
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < cuts; ++i) sizes.push_back(data[i]);
  std::string_view const bytes(reinterpret_cast<char const*>(data) + cuts, size - cuts);
  auto const whole = torg::test::read_frames(bytes, message_bytes);
  bool fits = true;
  for (auto const& event : whole) fits = fits && event.payload.size() <= message_bytes;
  if (!fits || torg::test::read_frames(bytes, message_bytes, sizes) != whole) {
    std::fprintf(stderr, fits ? "other events in pieces\n" : "a message above the limit\n");
    std::abort();
  }
  return 0;
}
