#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace torg::live {

// One whole message as it goes out: its payload with the head of its WebSocket frame before it,
// laid out once where it is encoded, so that no connection has to. A server's frames carry no mask,
// which is why all connections can send the same bytes. Immutable.
class Message {
 public:
  // The opcodes of RFC 6455.
  enum class Kind : std::uint8_t { text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

  explicit Message(std::string_view payload, Kind kind = Kind::text);

  // Bytes that are no WebSocket frame: what answers an upgrade.
  static std::shared_ptr<Message const> unframed(std::string bytes);

  std::string_view payload() const { return std::string_view(bytes_).substr(head_size_); }
  // Head and payload.
  std::string_view bytes() const { return bytes_; }

 private:
  Message(std::string bytes, std::uint8_t head_size)
      : bytes_(std::move(bytes)), head_size_(head_size) {}

  std::string bytes_;
  std::uint8_t head_size_;
};

// Shared by every connection that gets the same bytes.
using Frame = std::shared_ptr<Message const>;

Frame text_frame(std::string_view text);

}  // namespace torg::live
