#include "support/raw_websocket.hpp"

namespace torg::test {

std::string client_frame(unsigned opcode, std::string_view payload, HowFramed how) {
  std::string bytes;
  bytes += static_cast<char>((how.last ? 0x80u : 0u) | how.reserved << 4 | opcode);
  unsigned const mask_bit = how.masked ? 0x80u : 0u;
  auto const size = payload.size();
  auto const big_endian = [&](int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      bytes += static_cast<char>(size >> shift & 0xff);
    }
  };
  if (size < 126 && !how.long_length) {
    bytes += static_cast<char>(mask_bit | size);
  } else if (size < 65'536) {
    bytes += static_cast<char>(mask_bit | 126u);
    big_endian(2);
  } else {
    bytes += static_cast<char>(mask_bit | 127u);
    big_endian(8);
  }
  if (!how.masked) {
    bytes += payload;
    return bytes;
  }
  constexpr char key[] = {'\x37', '\xfa', '\x21', '\x3d'};
  bytes.append(key, sizeof key);
  for (std::size_t i = 0; i < size; ++i) {
    bytes += static_cast<char>(payload[i] ^ key[i % sizeof key]);
  }
  return bytes;
}

std::string RawWebsocket::upgrade(std::string const& lines, std::string const& target) {
  send(get_request(target,
                   "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                       lines));
  return response();
}

std::optional<RawWebsocket::Frame> RawWebsocket::frame(Duration within) {
  auto const until = std::chrono::steady_clock::now() + within;
  if (!gather(2, until)) return std::nullopt;
  auto const octet = [&](std::size_t at) { return static_cast<unsigned char>(incoming_[at]); };
  std::size_t head = 2;
  std::size_t size = octet(1) & 0x7f;
  if (std::size_t const octets = size == 126 ? 2 : size == 127 ? 8 : 0; octets > 0) {
    head += octets;
    if (!gather(head, until)) return std::nullopt;
    size = 0;
    for (std::size_t i = 2; i < head; ++i) size = size << 8 | octet(i);
  }
  if (!gather(head + size, until)) return std::nullopt;
  Frame out{octet(0) & 0x0fu, (octet(0) & 0x80u) != 0, {}};
  take(head);
  out.payload = take(size);
  if (out.opcode == close && out.payload.size() >= 2) {
    closed_with_ = static_cast<unsigned>(static_cast<unsigned char>(out.payload[0])) << 8 |
                   static_cast<unsigned char>(out.payload[1]);
  }
  return out;
}

nlohmann::json RawWebsocket::message(Duration within) {
  std::string whole;
  while (auto const part = frame(within)) {
    if (part->opcode == close) return {};
    if (part->opcode > binary) continue;
    whole += part->payload;
    if (part->last) return nlohmann::json::parse(whole);
  }
  return {};
}

nlohmann::json RawWebsocket::answer(Duration within) {
  for (;;) {
    auto const next = message(within);
    if (next.is_null() || next.at("type") != "frame") return next;
  }
}

unsigned RawWebsocket::close_code(Duration within) {
  while (closed_with_ == 0 && frame(within)) {
  }
  return closed_with_;
}

}  // namespace torg::test
