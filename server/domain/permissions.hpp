#pragma once

#include <optional>
#include <string_view>

#include "domain/request.hpp"
#include "protocol/commands.hpp"

namespace torg::domain {

// The only place that decides who may do what: one row per command, a new command without a row
// does not build. Absent result means permitted; otherwise not_permitted, wrong_phase or
// meeting_closed.
std::optional<protocol::ErrorCode> refused_by_permission(Role role, protocol::MeetingPhase phase,
                                                         protocol::Command const& command);

}  // namespace torg::domain
