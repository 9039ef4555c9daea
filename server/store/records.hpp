#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace torg::store {

/// "forum" or "meeting/<id>"; the store gives the text no meaning beyond its prefix.
using StreamName = std::string;

using Digest = std::array<std::uint8_t, 32>;

/// A text that an event refers to. `ref` must equal content_ref(salt, bytes).
struct ContentRecord {
  std::string ref;
  Digest salt{};
  std::string bytes;
  bool is_private = false;

  bool operator==(const ContentRecord&) const = default;
};

/// A text as it is stored; an erased one has lost salt and bytes for good, its ref remains.
struct StoredContent {
  std::string ref;
  bool is_private = false;
  bool erased = false;
  Digest salt{};
  std::string bytes;

  bool operator==(const StoredContent&) const = default;
};

/// `payload` is kept and hashed byte for byte, never parsed or reformatted.
struct EventRecord {
  std::string type;
  std::string payload;

  bool operator==(const EventRecord&) const = default;
};

struct StoredEvent {
  std::uint64_t version = 0;
  std::string type;
  std::string payload;
  Digest chain{};

  bool operator==(const StoredEvent&) const = default;
};

/// The last version of a stream and its chain value; a stream without events has version 0 and the
/// chain value that its name alone gives.
struct StreamHead {
  std::uint64_t version = 0;
  Digest chain{};

  bool operator==(const StreamHead&) const = default;
};

/// An accepted command and the answer that a resend of it gets.
struct RememberedCommand {
  std::string subject;
  std::string command_id;
  std::string answer;

  bool operator==(const RememberedCommand&) const = default;
};

/// What a token may do. A revoked credential stays known, so that its holder can be told apart from
/// a guesser; its wrapped secret is gone.
struct Credential {
  Digest hash{};
  StreamName stream;
  std::string role;
  std::string subject;
  std::string wrapped;
  bool revoked = false;

  bool operator==(const Credential&) const = default;
};

enum class BoxState : std::uint8_t { open = 1, stopped = 2, sealed = 3, voided = 4 };

/// A ballot of a box that is open or stopped. A withdrawn one is a tombstone that keeps its
/// revision.
struct StandingBallot {
  Digest voter_key{};
  std::string ballot_class;
  Digest class_salt{};
  std::uint64_t revision = 0;
  std::string ballot;
  bool withdrawn = false;

  bool operator==(const StandingBallot&) const = default;
};

/// A ballot of a sealed box: nothing of when or how often it was cast is left.
struct SealedBallot {
  Digest voter_key{};
  std::string ballot_class;
  Digest class_salt{};
  std::string ballot;

  bool operator==(const SealedBallot&) const = default;
};

/// A ballot that has another voter key once it is sealed than it stood under.
struct RenamedBallot {
  Digest voter_key{};
  Digest sealed_key{};
};

struct BoxSummary {
  std::uint32_t box = 0;
  BoxState state = BoxState::open;
  /// Ballots that stand, or stood when the box was voided; a withdrawn one is not counted.
  std::uint64_t turnout = 0;

  bool operator==(const BoxSummary&) const = default;
};

/// Everything that is kept of a box. Both lists are in the order of the voter keys.
struct BoxRecord {
  std::uint32_t box = 0;
  BoxState state = BoxState::open;
  std::uint64_t turnout = 0;
  /// Only while the box is open or stopped; empty once it has been destroyed.
  std::string wrapped_secret;
  std::vector<StandingBallot> standing;  ///< only while open or stopped
  std::vector<SealedBallot> sealed;      ///< only while sealed
  std::string result;                    ///< once sealed, and kept when voided afterwards
  std::optional<Digest> digest;          ///< likewise

  bool operator==(const BoxRecord&) const = default;
};

/// A shortcut past the replay; it may be thrown away at any time.
struct Snapshot {
  std::uint64_t version = 0;
  std::uint32_t codec_version = 0;
  std::string bytes;

  bool operator==(const Snapshot&) const = default;
};

enum class StreamFault : std::uint8_t {
  version_missing,  ///< versions are not 1, 2, 3 …; `version` is the first that is absent
  chain_broken,     ///< the chain value at `version` does not follow from what is stored
  head_differs,     ///< the stream's recorded head is not its last event
  content_altered,  ///< a text no longer fits its `ref`
};

/// What a recomputation of a whole stream found; `fault` names the first thing that does not fit.
struct StreamCheck {
  StreamHead head;
  std::uint64_t contents_present = 0;
  std::uint64_t contents_erased = 0;
  std::optional<StreamFault> fault;
  std::uint64_t version = 0;  ///< where, for a fault in the events
  std::string ref;            ///< which, for a fault in the contents
};

}  // namespace torg::store
