#pragma once

#include <cstddef>
#include <cstdint>

namespace torg::domain {

// An agenda of one evening has about fifteen items. Bounds the views and a table that is pasted in.
inline constexpr std::size_t most_items = 200;

// Counts withdrawn and hidden ones too, since their numbers and texts stay. Every proposal is a
// section of every phone's view, so this bounds how large a first view can be.
inline constexpr std::size_t most_proposals = 1000;

// Options of one item, as the protocol allows.
inline constexpr std::size_t most_options = 200;

// One participant per phone that ever came in, phones that came back under a new token included.
inline constexpr std::size_t most_participants = 10'000;

// Seats of voting codes, revoked ones included. More slips than the largest hall has chairs.
inline constexpr std::size_t most_seats = 2'000;

// Rounds of one item. A round costs a section of every view; nobody has needed more than three.
inline constexpr std::size_t most_rounds = 50;

// Meetings of one forum, as the list of meetings allows.
inline constexpr std::size_t most_meetings = 10'000;

// The largest amount, as the protocol allows.
inline constexpr std::int64_t most_kronor = 1'000'000'000'000;

// A ballot or a timer ends at most this long after now, however often it is given more time. A week
// is longer than any meeting and keeps every recorded time within what the journal can hold.
inline constexpr std::int64_t longest_wait_ms = std::int64_t{7} * 24 * 60 * 60 * 1000;

// What an ideas item does when its definition does not say.
inline constexpr std::int64_t default_ideas_limit = 3;
inline constexpr bool default_release_first = true;

}  // namespace torg::domain
