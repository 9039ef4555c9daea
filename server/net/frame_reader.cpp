#include "net/frame_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <utility>

#include "net/utf8_check.hpp"

namespace torg::net {
namespace {

enum Opcode : std::uint8_t {
  continuation = 0,
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10
};
enum Code : std::uint16_t { protocol_error = 1002, invalid_text = 1007, too_big = 1009 };

constexpr std::size_t longest_head = 14;
constexpr std::size_t mask_size = 4;

FrameReader::Event fault(Code code) { return {FrameReader::Kind::fault, {}, code, false}; }

bool is_known(std::uint8_t opcode) {
  return opcode <= binary || (opcode >= close && opcode <= pong);
}
bool is_control(std::uint8_t opcode) { return opcode >= close; }

void unmask(std::span<char> bytes, std::array<char, mask_size> const& mask, std::size_t offset) {
  // Eight at a time; the pattern repeats after four.
  std::array<char, 8> pattern;
  for (std::size_t i = 0; i < pattern.size(); ++i) pattern[i] = mask[(offset + i) % mask_size];
  std::uint64_t eight_masks;
  std::memcpy(&eight_masks, pattern.data(), sizeof eight_masks);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    eight ^= eight_masks;
    std::memcpy(bytes.data() + at, &eight, sizeof eight);
  }
  for (; at < bytes.size(); ++at) {
    bytes[at] = static_cast<char>(bytes[at] ^ pattern[at % pattern.size()]);
  }
}

std::string_view view_of(std::span<char const> bytes) { return {bytes.data(), bytes.size()}; }

FrameReader::Event closed(std::string_view payload) {
  if (payload.empty()) return {FrameReader::Kind::close, {}, 0, false};
  if (payload.size() == 1) return fault(protocol_error);
  auto const octet = [&](std::size_t at) { return static_cast<unsigned char>(payload[at]); };
  auto const code = static_cast<std::uint16_t>(octet(0) << 8 | octet(1));
  auto const reason = payload.substr(2);
  Utf8Check check;
  if (!may_be_sent(code) || !check.take(reason) || !check.at_boundary()) {
    return fault(protocol_error);
  }
  return {FrameReader::Kind::close, reason, code, false};
}

}  // namespace

struct FrameReader::Head {
  std::uint8_t opcode = 0;
  bool last = false;
  bool compressed = false;
  std::array<char, mask_size> mask{};
  std::size_t size = 0;   // of the payload
  std::size_t taken = 0;  // of it, before these bytes
};

// What is kept from one call to the next.
struct FrameReader::Begun {
  std::array<char, longest_head> head_bytes{};
  std::uint8_t head_size = 0;  // of a head that is not whole
  std::optional<Head> frame;   // whose payload is still coming
  std::uint8_t opcode = 0;     // of the message that has begun
  bool compressed = false;     // that message
  bool message_given = false;  // handed out, so that it ends at the next call
  bool control_given = false;
  Utf8Check text;
  std::string message;
  std::string control;

  bool is_empty() const { return head_size == 0 && !frame && opcode == 0 && control.empty(); }
  void forget_given() {
    if (std::exchange(message_given, false)) {
      message.clear();
      opcode = 0;
      text = {};
    }
    if (std::exchange(control_given, false)) control.clear();
  }
};

namespace {

struct HeadResult {
  std::size_t size = 0;  // of the head; 0: not whole
  std::uint16_t fault = 0;
};

// What a head may be where it stands.
struct Expected {
  bool inside_message;
  bool may_compress;
  std::size_t room;  // what the message may still grow by
};

// Looks at as much of a head as there is.
template <class Head>
HeadResult read_head(std::string_view bytes, Expected const& expected, Head& head) {
  if (bytes.empty()) return {};
  auto const octet = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  bool const reserved = octet(0) & 0x30;
  head.compressed = octet(0) & 0x40;
  head.last = octet(0) & 0x80;
  head.opcode = octet(0) & 0x0f;
  if (reserved || !is_known(head.opcode)) return {0, protocol_error};
  bool const begins_message = head.opcode == text || head.opcode == binary;
  if (head.compressed && !(expected.may_compress && begins_message)) return {0, protocol_error};
  if (is_control(head.opcode)) {
    if (!head.last) return {0, protocol_error};
  } else if ((head.opcode == continuation) != expected.inside_message) {
    return {0, protocol_error};
  }
  if (bytes.size() < 2) return {};

  bool const masked = octet(1) & 0x80;
  std::uint64_t length = octet(1) & 0x7f;
  if (!masked || (is_control(head.opcode) && length > 125)) return {0, protocol_error};
  std::size_t at = 2;
  if (length >= 126) {
    std::size_t const octets = length == 126 ? 2 : 8;
    if (bytes.size() < at + octets) return {};
    length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8 | octet(at + i);
    at += octets;
    if (length < 126 || (octets == 8 && length <= 0xffff)) return {0, protocol_error};
  }
  if (!is_control(head.opcode) && length > expected.room) return {0, too_big};
  if (bytes.size() < at + mask_size) return {};
  head.size = length;
  for (std::size_t i = 0; i < mask_size; ++i) head.mask[i] = bytes[at + i];
  return {at + mask_size, 0};
}

}  // namespace

FrameReader::FrameReader(std::size_t message_bytes, bool may_compress)
    : message_bytes_(static_cast<std::uint32_t>(message_bytes)), may_compress_(may_compress) {}
FrameReader::~FrameReader() = default;
FrameReader::FrameReader(FrameReader&&) noexcept = default;

std::optional<FrameReader::Event> FrameReader::next(std::span<char>& bytes) {
  if (begun_) {
    begun_->forget_given();
    if (begun_->is_empty()) begun_.reset();
  }
  auto const begun = [this]() -> Begun& {
    if (!begun_) begun_ = std::make_unique<Begun>();
    return *begun_;
  };
  for (;;) {
    Head head;
    bool const goes_on = begun_ && begun_->frame;
    if (goes_on) {
      head = *begun_->frame;
    } else {
      std::array<char, longest_head> raw{};
      std::size_t const kept = begun_ ? begun_->head_size : 0;
      if (kept > 0) std::copy_n(begun_->head_bytes.begin(), kept, raw.begin());
      auto const fresh = std::min(bytes.size(), raw.size() - kept);
      std::copy_n(bytes.begin(), fresh, raw.begin() + static_cast<std::ptrdiff_t>(kept));
      bool const inside = begun_ && begun_->opcode != 0;
      auto const room = message_bytes_ - (inside ? begun_->message.size() : 0);
      auto const [size, wrong] =
          read_head({raw.data(), kept + fresh}, {inside, may_compress_, room}, head);
      if (wrong) return fault(static_cast<Code>(wrong));
      if (size == 0) {
        bytes = {};
        if (fresh > 0) {
          begun().head_bytes = raw;
          begun_->head_size = static_cast<std::uint8_t>(kept + fresh);
        }
        return std::nullopt;
      }
      bytes = bytes.subspan(size - kept);
      if (begun_) begun_->head_size = 0;
    }

    auto const piece = bytes.first(std::min(bytes.size(), head.size - head.taken));
    bytes = bytes.subspan(piece.size());
    unmask(piece, head.mask, head.taken);
    head.taken += piece.size();
    bool const whole = head.taken == head.size;

    if (is_control(head.opcode)) {
      std::string_view payload = view_of(piece);
      if (goes_on || !whole) payload = begun().control.append(payload);
      if (!whole) {
        begun_->frame = head;
        return std::nullopt;
      }
      if (begun_) {
        begun_->frame.reset();
        begun_->control_given = true;
      }
      if (head.opcode == close) return closed(payload);
      return Event{head.opcode == ping ? Kind::ping : Kind::pong, payload, 0, false};
    }

    bool const in_one = !goes_on && whole && head.last && head.opcode != continuation;
    auto const opcode = head.opcode == continuation ? begun_->opcode : head.opcode;
    bool const compressed = head.opcode == continuation ? begun_->compressed : head.compressed;
    Utf8Check in_passing;
    auto& check = in_one ? in_passing : begun().text;
    if (opcode == text && !compressed) {
      bool const ends = whole && head.last;
      if (!check.take(view_of(piece)) || (ends && !check.at_boundary())) return fault(invalid_text);
    }
    auto const kind = opcode == text ? Kind::text : Kind::binary;
    if (in_one) return Event{kind, view_of(piece), 0, compressed};
    begun_->compressed = compressed;
    begun_->opcode = opcode;
    begun_->message.append(view_of(piece));
    if (!whole) {
      begun_->frame = head;
      return std::nullopt;
    }
    begun_->frame.reset();
    if (head.last) {
      begun_->message_given = true;
      return Event{kind, begun_->message, 0, compressed};
    }
  }
}

bool may_be_sent(std::uint16_t close_code) {
  constexpr std::uint16_t not_a_code = 1004;
  constexpr std::uint16_t only_told_locally[] = {1005, 1006};
  if (close_code >= 3000) return close_code <= 4999;
  return close_code >= 1000 && close_code <= 1014 && close_code != not_a_code &&
         std::ranges::find(only_told_locally, close_code) == std::end(only_told_locally);
}

}  // namespace torg::net
