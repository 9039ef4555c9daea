#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "rehearsal/trial.hpp"

namespace torg::rehearsal {

// What a hall may expect. Within a second a press and what comes of it are still felt as one thing;
// nobody waits longer than two for a page to come alive, and one in twenty may stand badly.
struct TrialBars {
  std::chrono::milliseconds joining{2'000};    // for 95 of 100 phones, and for those that come back
  std::chrono::milliseconds saving{1'000};     // for 99 of 100 votes
  std::chrono::milliseconds to_screen{1'000};  // for 99 of 100 votes
  std::chrono::milliseconds to_phones{1'000};  // for 99 of 100 phones
  // Connections that broke by themselves, of a thousand phones.
  std::size_t lost_of_thousand = 5;
  // Behind its own plan by more, a simulation sees its own slowness in all that it times.
  std::chrono::milliseconds lateness{100};
};

enum class TrialReason : std::uint8_t {
  not_all_in,  // some phones never got in
  slow_joining,
  slow_saving,
  slow_screen,
  slow_phones,
  lost,  // too many connections broke
  votes_refused,
  votes_unanswered,
  votes_missing,  // the results count fewer than were saved, or more than were sent
  slow_machine,   // that runs the simulation: the others may be its fault
};

// Why the server and its network will not do; empty when they will.
std::vector<TrialReason> reasons_against(TrialReport const& report, TrialBars const& bars = {});

// What a bar is held against: 95 of 100 for joining and returning, else 99.
std::chrono::nanoseconds told_joining(Histogram const& joining);
std::chrono::nanoseconds told_latency(Histogram const& latency);

}  // namespace torg::rehearsal
