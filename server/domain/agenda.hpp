#pragma once

#include <cstddef>
#include <optional>

#include "domain/meeting.hpp"

// Which way the agenda goes from where the meeting is.
namespace torg::domain {

// Place of an item in the agenda, counted from 0; the number of items if it is not there.
std::size_t position_of(Meeting const& meeting, ItemId item);

// The first planned item after the running one. When nothing runs, because the running item was
// skipped or deferred, it goes on after that one.
std::optional<ItemId> next_item(Meeting const& meeting);

// The item that ran last before the running one. Items that were skipped or deferred since are
// passed over.
std::optional<ItemId> previous_item(Meeting const& meeting);

}  // namespace torg::domain
