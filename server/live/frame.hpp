#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace torg::live {

class Message;
// Shared by every connection that gets the same bytes.
using Frame = std::shared_ptr<Message const>;

// One whole message as it goes out: its payload with the head of its WebSocket frame before it,
// laid out once where it is encoded, so that no connection has to. A server's frames carry no mask,
// which is why all connections can send the same bytes. Immutable.
class Message {
 public:
  // The opcodes of RFC 6455.
  enum class Kind : std::uint8_t { text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

  // `compressed`: the payload is so, and the head says it.
  explicit Message(std::string_view payload, Kind kind = Kind::text, bool compressed = false);

  // Bytes that are no WebSocket frame: what answers an upgrade.
  static Frame unframed(std::string bytes);

  Kind kind() const { return static_cast<Kind>(bytes_.front() & 0x0f); }

  std::string_view payload() const { return std::string_view(bytes_).substr(head_size_); }
  // Head and payload.
  std::string_view bytes() const { return bytes_; }

  // The same message shorter, as `make(message)` gives it at the first call, or null. From any
  // thread; made once, for all who want it so.
  template <class Make>
  Frame const& compressed(Make make) const {
    std::call_once(compressed_once_, [&] { compressed_ = make(*this); });
    return compressed_;
  }

 private:
  Message(std::string bytes, std::uint8_t head_size)
      : bytes_(std::move(bytes)), head_size_(head_size) {}

  std::string bytes_;
  std::uint8_t head_size_;
  mutable std::once_flag compressed_once_;
  mutable Frame compressed_;
};

Frame text_frame(std::string_view text);

}  // namespace torg::live
