#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace torg::net {

// Reads what a WebSocket client sends (RFC 6455) out of bytes that come in any pieces.
//
//   frame    = head mask(4) payload, the payload xored with the mask
//   head     = FIN(1) RSV(3) opcode(4) MASK(1)=1 length(7), then 2 or 8 further octets of length
//   message  = one frame with FIN, or a first frame without, continuations, and a last one with it;
//              control frames (at most 125 bytes, never in parts) may stand between them
//   RSV      = 0, or 4 in the first frame of a message that is compressed (RFC 7692), where that
//              was agreed upon
//
// Whatever a client may not do is a fault that names the code to close with, told at the first byte
// that shows it. Between messages a reader holds nothing but its limit.
class FrameReader {
 public:
  // Bytes of one message, however many frames it came in. `may_compress`: was agreed upon.
  explicit FrameReader(std::size_t message_bytes, bool may_compress = false);
  ~FrameReader();
  FrameReader(FrameReader&&) noexcept;

  enum class Kind : std::uint8_t { text, binary, ping, pong, close, fault };
  struct Event {
    Kind kind{};
    // Of a message or control frame; of a close, its reason. Holds until the next call, and as long
    // as the bytes that were given.
    std::string_view payload;
    // Of a close its code, 0 if it has none; of a fault the code to answer with.
    std::uint16_t code = 0;
    // The message is compressed; of a text, nobody has looked at its characters yet.
    bool compressed = false;
  };

  // Takes from the front of `bytes`, which are unmasked in place, up to the next event. Nothing:
  // all of `bytes` has been taken and more is needed. After a fault there is nothing to read any
  // more.
  std::optional<Event> next(std::span<char>& bytes);

  // Whether a frame or a message has begun and not ended.
  bool in_the_middle() const { return static_cast<bool>(begun_); }

 private:
  struct Head;
  struct Begun;

  std::uint32_t message_bytes_;
  bool may_compress_;
  std::unique_ptr<Begun> begun_;
};

// Whether a code may stand in a close frame.
bool may_be_sent(std::uint16_t close_code);

}  // namespace torg::net
