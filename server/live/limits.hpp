#pragma once

#include <cstddef>
#include <cstdint>

namespace torg::live {

// What one server takes before it says no. Every limit has a typed answer when it is reached.
struct Limits {
  // Bytes of one message from a client. A meeting pasted from a table has to fit; nothing else
  // comes near.
  std::size_t message_bytes = 64 * 1024;
  // Commands of one connection that wait for their answer. Then we stop reading from it, so that
  // what we owe a client that never reads is bounded.
  std::size_t unanswered_commands = 32;
  // Messages that could not be read before we hang up. A client of ours sends none.
  std::size_t malformed_messages = 20;

  // Shortest time between two frames of a scope. The first change after quiet, and every change of
  // item or ballot state, does not wait.
  std::int64_t participant_window_ms = 250;
  std::int64_t screen_window_ms = 100;
  std::int64_t facilitator_window_ms = 100;
  // How long one loop may go on sending frames before it looks at other work, in microseconds.
  // A vote passes through the loop five times until it is acknowledged, and waits for a slice each
  // time.
  std::int64_t fan_out_slice_us = 100;

  // Removed sections that a scope remembers. Who is further behind gets a full frame, which is
  // never wrong, only longer.
  std::size_t remembered_removals = 512;
  // Catch-up frames of a scope that are kept for equally late connections.
  std::size_t cached_catch_ups = 16;

  // Accepted commands of one subject that are answered again when they are sent again.
  std::uint32_t remembered_commands = 64;
  // Commands of one meeting that wait for the disk. Above this new ones are `overloaded`.
  std::size_t waiting_commands = 20'000;

  // Units and bytes of one commit. More only makes those at its front wait longer.
  std::size_t batch_units = 2'000;
  std::size_t batch_bytes = 4 * 1024 * 1024;
  // The log is moved into the database when nothing was written for this long.
  std::int64_t checkpoint_idle_ms = 2'000;

  // A snapshot is saved when this many events came since the last.
  std::uint64_t events_per_snapshot = 300;
  // A meeting that nobody is in leaves memory after this.
  std::int64_t unload_idle_ms = 5 * 60'000;

  // Wrong typed codes, wherever they came from, before a meeting's code pauses until it is renewed.
  // 500 guesses at 30^6 codes hit one that lives with a chance below 10^-6.
  std::int64_t wrong_codes = 500;
  // Wrong typed codes of one address before its typed codes pause for an hour. A hall behind one
  // address that types correctly never notices.
  std::int64_t wrong_codes_per_source = 60;
  // Wrong voting codes that come with a hello, wherever they came from, before voting codes let
  // nobody in any more; phones that are in the meeting can still type them. At 30^12 codes a
  // million guesses hit one of two thousand that live with a chance below 10^-8.
  std::int64_t wrong_voting_codes = 1'000'000;
  // The same of one address, before it pauses for an hour.
  std::int64_t wrong_voting_codes_per_source = 300;
  // Wrong voting codes that one phone types in its meeting, before it pauses for an hour. Ten
  // thousand phones that guess all day stay below a chance of 10^-7.
  std::int64_t wrong_voting_codes_per_phone = 20;
  // Addresses that are remembered for the limits above; beyond them the oldest is forgotten.
  std::size_t remembered_sources = 10'000;
};

}  // namespace torg::live
