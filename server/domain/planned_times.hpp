#pragma once

#include <cstdint>
#include <map>

#include "domain/meeting.hpp"

namespace torg::domain {

// When items start, in milliseconds since 1970: for one that ran, when it last started; for one
// that is still planned, when it should, from the planned lengths of those before it, counted from
// the running item or, before the meeting starts, from its announced start. Skipped and deferred
// items have no time, nor have planned ones that the meeting has passed by.
std::map<ItemId, std::int64_t> planned_times(Meeting const& meeting);

}  // namespace torg::domain
