#include "rehearsal/frame_head.hpp"

#include <charconv>

namespace torg::rehearsal {

MessageKind kind_of(std::string_view text) {
  if (text.starts_with(R"({"type":"frame")")) return MessageKind::frame;
  if (text.starts_with(R"({"type":"ack")")) return MessageKind::ack;
  if (text.starts_with(R"({"type":"reject")")) return MessageKind::reject;
  if (text.starts_with(R"({"type":"welcome")")) return MessageKind::welcome;
  return MessageKind::other;
}

std::optional<FrameHead> frame_head(std::string_view text) {
  auto const head = text.substr(0, 160);
  auto const scope = text_after(head, R"("scope":")");
  auto const epoch = text_after(head, R"("epoch":")");
  auto const seq = number_after(head, R"("seq":)");
  if (!scope || !epoch || !seq) return std::nullopt;
  return FrameHead{*scope, *epoch, *seq, head.find(R"("full":true)") != std::string_view::npos};
}

std::optional<std::int64_t> number_after(std::string_view text, std::string_view mark) {
  auto const at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  auto const* const begin = text.data() + at + mark.size();
  std::int64_t number = 0;
  auto const read = std::from_chars(begin, text.data() + text.size(), number);
  if (read.ec != std::errc{}) return std::nullopt;
  return number;
}

std::optional<std::string_view> text_after(std::string_view text, std::string_view mark) {
  auto const at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  auto const begin = at + mark.size();
  auto const end = text.find('"', begin);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(begin, end - begin);
}

}  // namespace torg::rehearsal
