#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/records.hpp"

namespace torg::archive {

// What may not fit in a data folder or in an archive file. Each has a text `verify.misfit.<name>`
// in the catalogues.
enum class MisfitKind : std::uint8_t {
  // Of a stream, at `version` or `ref`.
  version_missing,   // versions are not 1, 2, 3 …
  chain_broken,      // a chain value does not follow from what is stored
  head_differs,      // the stream's recorded head is not its last event
  content_altered,   // a text no longer fits its reference
  content_missing,   // an event refers to a text of which nothing is stored
  erasure_untold,    // a text is erased, and no event says so
  event_unreadable,  // not an event that this version knows, or stored under another type
  event_misplaced,   // an event of the forum in a meeting, or the other way round
  snapshot_differs,  // a snapshot is not what the events up to it give
  // Between the forum and its meetings.
  meeting_missing,       // registered, but it has no events
  meeting_unregistered,  // has events, but the forum does not know it
  meeting_end_differs,   // closed in one journal and not in the other
  // Of a box.
  box_missing,         // in the journal, but not stored
  box_untold,          // stored, but not in the journal
  box_state_differs,   // the store has it in another state than the journal
  ballots_unordered,   // two ballots of one voter, or not in the order of the voter keys
  ballots_too_many,    // more ballots than were entitled
  ballot_unreadable,   // not a ballot that this version knows
  ballot_refused,      // a ballot that breaks the rule of its box
  turnout_differs,     // the recorded number of ballots is not how many there are
  digest_differs,      // the recorded digest is not that of the ballots
  result_differs,      // the recorded result is not what the recorded rule makes of the ballots
  comparison_differs,  // likewise what other rules would have given
  // Of an archive file alone, at `part`.
  file_unreadable,      // not an archive file as protocol/ARCHIVE.md says
  fingerprint_differs,  // the fingerprint is not that of the head
  signature_differs,    // not the signature of the head under the key that stands in the file
  anchor_head_differs,  // the head is not the one that was kept elsewhere
  anchor_key_differs,   // signed with another key than the one that was kept elsewhere
  event_withheld,       // an event that has to be told is withheld
  event_told,           // an event of one person is not withheld
  meeting_not_closed,   // the journal does not end with the closing of the meeting
  content_untold,       // a text that nothing in the file says
  summary_differs,      // what the file says in words and figures does not follow from its journal
  rule_unusable,        // the recorded rule and options cannot be counted with
  ballots_missing,      // a box that anybody may count has no ballots
  ballots_told,         // ballots of a box that may only show its totals
  class_differs,        // a class is not that of the hash, or shown or withheld where it may not be
};

// Whether it can be found in a data folder; the others are of an archive file alone.
bool is_of_folder(MisfitKind kind);

// Stable name of a kind, for the catalogues and tests.
std::string_view name_of(MisfitKind kind);

// The first thing that does not fit, and where.
struct Misfit {
  MisfitKind kind{};
  store::StreamName stream;
  std::uint64_t version = 0;  // of the event; 0 where it is none
  std::uint32_t box = 0;      // 0 where it is none
  std::string ref{};          // of the text; empty where it is none
  std::string part{};         // path in an archive file, "boxes.2.rule"; empty where it is none

  bool operator==(Misfit const&) const = default;
};

}  // namespace torg::archive
