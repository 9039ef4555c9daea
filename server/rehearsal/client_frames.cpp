#include "rehearsal/client_frames.hpp"

#include <array>

namespace torg::rehearsal {
namespace {

constexpr std::size_t most_payload = std::size_t{64} * 1024 * 1024;

std::uint64_t big_endian(std::string_view octets) {
  std::uint64_t value = 0;
  for (char const octet : octets) value = value << 8 | static_cast<unsigned char>(octet);
  return value;
}

bool is_known(unsigned opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

}  // namespace

void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask) {
  constexpr unsigned final_bit = 0x80;
  constexpr unsigned mask_bit = 0x80;
  auto const size = payload.size();
  out += static_cast<char>(final_bit | static_cast<unsigned>(opcode));
  int octets = 0;
  if (size < 126) {
    out += static_cast<char>(mask_bit | size);
  } else if (size < 65'536) {
    out += static_cast<char>(mask_bit | 126u);
    octets = 2;
  } else {
    out += static_cast<char>(mask_bit | 127u);
    octets = 8;
  }
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(size >> shift & 0xff);
  }
  std::array<char, 4> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<char>(mask >> (8 * i));
  out.append(key.data(), key.size());
  auto const begin = out.size();
  out.append(payload);
  for (std::size_t i = 0; i < size; ++i) {
    out[begin + i] = static_cast<char>(out[begin + i] ^ key[i % key.size()]);
  }
}

FrameRead read_frame(std::string_view bytes, bool deflates) {
  if (bytes.size() < 2) return {};
  auto const first = static_cast<unsigned char>(bytes[0]);
  auto const second = static_cast<unsigned char>(bytes[1]);
  bool const compressed = (first & 0x40) != 0;
  bool const begins_message = (first & 0x0f) == 1 || (first & 0x0f) == 2;
  bool const reserved = (first & 0x30) != 0 || (compressed && !(deflates && begins_message));
  bool const masked = (second & 0x80) != 0;
  if (reserved || masked || !is_known(first & 0x0fu)) return {{}, FrameFault::wrong};
  std::size_t head = 2;
  std::uint64_t size = second & 0x7f;
  if (std::size_t const octets = size == 126 ? 2 : size == 127 ? 8 : 0; octets > 0) {
    if (bytes.size() < head + octets) return {};
    size = big_endian(bytes.substr(head, octets));
    head += octets;
  }
  if (size > most_payload) return {{}, FrameFault::wrong};
  if (bytes.size() - head < size) return {};
  ServerFrame frame;
  frame.opcode = static_cast<Opcode>(first & 0x0f);
  frame.last = (first & 0x80) != 0;
  frame.compressed = compressed;
  frame.payload = bytes.substr(head, size);
  frame.size = head + size;
  return {frame, {}};
}

std::uint16_t close_code_of(std::string_view payload) {
  return payload.size() < 2 ? 0 : static_cast<std::uint16_t>(big_endian(payload.substr(0, 2)));
}

}  // namespace torg::rehearsal
