#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A client's side of RFC 6455 framing: frames to the server are masked, frames from it are not.
namespace torg::rehearsal {

enum class Opcode : std::uint8_t {
  continuation = 0,
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10,
};

// Appends one whole frame. Any `mask` will do; it only has to differ from frame to frame.
void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask);

struct ServerFrame {
  Opcode opcode{};
  bool last = true;
  bool compressed = false;   // the message that this begins
  std::string_view payload;  // within the bytes that were read
  std::size_t size = 0;      // of the whole frame
};

enum class FrameFault : std::uint8_t { incomplete, wrong };

// The frame at the front of `bytes`. `wrong` when no server may send this, compressed messages
// included unless permessage-deflate was agreed on.
struct FrameRead {
  std::optional<ServerFrame> frame;
  FrameFault fault = FrameFault::incomplete;  // without a frame
};
FrameRead read_frame(std::string_view bytes, bool deflates = false);

// The code in a close frame's payload, 0 without one.
std::uint16_t close_code_of(std::string_view payload);

}  // namespace torg::rehearsal
