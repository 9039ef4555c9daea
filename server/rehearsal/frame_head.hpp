#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// Reads what a crowd has to know of a server's message without parsing it whole: ten thousand
// phones that each parsed a frame would be the bottleneck of what they measure.
namespace torg::rehearsal {

enum class MessageKind : std::uint8_t { frame, ack, reject, welcome, other };
MessageKind kind_of(std::string_view text);

// The fields that stand before the sections of a frame. They point into the text.
struct FrameHead {
  std::string_view scope;
  std::string_view epoch;
  std::int64_t seq = 0;
  bool full = false;
};
std::optional<FrameHead> frame_head(std::string_view text);

// The whole number right behind the first `mark`, such as `"cast":`; nothing without both.
std::optional<std::int64_t> number_after(std::string_view text, std::string_view mark);
// The characters between the first `mark` and the next quotation mark.
std::optional<std::string_view> text_after(std::string_view text, std::string_view mark);

}  // namespace torg::rehearsal
