#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "protocol/errors.hpp"

// Small words that the parts of the decider share.
namespace torg::domain {

// Why a command is refused; nothing when it goes on.
using Refused = std::optional<protocol::Error>;

// `field` is a path into the message, such as command.definition.rule.pot.
inline protocol::Error refusal_at(protocol::ErrorCode code, std::string field) {
  protocol::Error error = refusal(code);
  error.field = std::move(field);
  return error;
}

inline protocol::Error refusal_with_limit(protocol::ErrorCode code, std::size_t limit) {
  protocol::Error error = refusal(code);
  error.limit = static_cast<std::int64_t>(limit);
  return error;
}

inline bool knows_group(Meeting const& meeting, GroupId const& group) {
  return std::any_of(meeting.groups.begin(), meeting.groups.end(),
                     [&](protocol::StoredGroup const& known) { return known.group == group; });
}

}  // namespace torg::domain
