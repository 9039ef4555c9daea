#include "live/frame.hpp"

#include <utility>

namespace torg::live {
namespace {

constexpr unsigned last_fragment = 0x80;
constexpr unsigned compressed_payload = 0x40;

std::string head_of(std::size_t size, Message::Kind kind, bool compressed) {
  std::string head(1, static_cast<char>(last_fragment | (compressed ? compressed_payload : 0) |
                                        static_cast<unsigned>(kind)));
  int octets = 0;
  if (size < 126) {
    head += static_cast<char>(size);
  } else if (size <= 0xffff) {
    head += static_cast<char>(126);
    octets = 2;
  } else {
    head += static_cast<char>(127);
    octets = 8;
  }
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    head += static_cast<char>(size >> shift & 0xff);
  }
  return head;
}

}  // namespace

Message::Message(std::string_view payload, Kind kind, bool compressed) {
  auto const head = head_of(payload.size(), kind, compressed);
  head_size_ = static_cast<std::uint8_t>(head.size());
  bytes_.reserve(head.size() + payload.size());
  bytes_ += head;
  bytes_ += payload;
}

Frame Message::unframed(std::string bytes) { return Frame(new Message(std::move(bytes), 0)); }

Frame text_frame(std::string_view text) { return std::make_shared<Message const>(text); }

}  // namespace torg::live
