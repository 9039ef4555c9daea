#include "archive/event_of.hpp"

#include <type_traits>
#include <utility>
#include <variant>

#include "protocol/codec.hpp"

namespace torg::archive {

std::optional<protocol::Event> event_of(std::string_view type, std::string_view payload) {
  auto event = protocol::decode_text<protocol::Event>(payload);
  if (!event) return std::nullopt;
  bool const stored_as_itself = std::visit(
      [type](auto const& one) { return std::decay_t<decltype(one)>::tag == type; }, *event);
  if (!stored_as_itself) return std::nullopt;
  return *std::move(event);
}

bool is_of_forum(protocol::Event const& event) {
  return std::holds_alternative<protocol::ForumCreated>(event) ||
         std::holds_alternative<protocol::ForumEdited>(event) ||
         std::holds_alternative<protocol::MeetingRegistered>(event) ||
         std::holds_alternative<protocol::MeetingFinished>(event);
}

}  // namespace torg::archive
