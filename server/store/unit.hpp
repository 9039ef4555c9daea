#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/records.hpp"

namespace torg::store {

/// Adds events after `expected_version`, which must be the stream's last. A stream begins with its
/// first event. Without events it only checks the version and stores the contents.
struct AppendEvents {
  StreamName stream;
  std::uint64_t expected_version = 0;
  std::vector<EventRecord> events;
  std::vector<ContentRecord> contents;
};

/// Deletes salt and bytes of a text for good; its ref stays. Belongs in one unit with the event
/// that tells of it. The bytes leave the files with the next scrub().
struct EraseContent {
  StreamName stream;
  std::string ref;
};

/// Keeps the answer to an accepted command beside its events. Only the newest `keep` of a subject
/// stay.
struct RememberCommand {
  StreamName stream;
  std::string subject;
  std::string command_id;
  std::string answer;
  std::uint32_t keep = 32;
};

struct PutCredential {
  Digest hash{};
  StreamName stream;
  std::string role;
  std::string subject;
  std::string wrapped;
};

/// Revoking what is revoked already is done, not refused.
struct RevokeCredential {
  Digest hash{};
};

struct OpenBox {
  StreamName stream;
  std::uint32_t box = 0;
  std::string wrapped_secret;
};

/// Replaces the voter's ballot as a whole if the revision is higher. An equal revision with an
/// equal ballot changes nothing and is committed; class and its salt stay as they were cast.
struct CastBallot {
  StreamName stream;
  std::uint32_t box = 0;
  Digest voter_key{};
  std::string ballot_class;
  Digest class_salt{};
  std::uint64_t revision = 0;
  std::string ballot;
  bool withdrawn = false;
};

/// Ends acceptance of an open box; ballots and secret stay.
struct StopBox {
  StreamName stream;
  std::uint32_t box = 0;
};

/// Lets a stopped box accept ballots again.
struct ReopenBox {
  StreamName stream;
  std::uint32_t box = 0;
};

/// Makes a stopped box immutable. `ballots` are those it was tallied from, in the order of the
/// voter keys; but for the keys of those `renamed` they must be exactly what stands in the box, or
/// the unit fails. The store rewrites the box in that order, without revisions and tombstones, and
/// destroys its secret. Call scrub() afterwards.
struct SealBox {
  StreamName stream;
  std::uint32_t box = 0;
  std::vector<SealedBallot> ballots;
  std::string result;
  Digest digest{};
  std::vector<RenamedBallot> renamed{};
};

/// The ballots under the keys that they stand under, in the order of those; nothing if they were
/// not in the order of the keys that they are to have.
std::optional<std::vector<SealedBallot>> standing_of(const SealBox& write);

/// Deletes ballots and secret of a box in any other state than voided. Turnout stays, and result
/// and digest if the box was sealed. Call scrub() afterwards.
struct VoidBox {
  StreamName stream;
  std::uint32_t box = 0;
};

struct PutMeta {
  std::string key;
  std::string value;
};

using Write =
    std::variant<AppendEvents, EraseContent, RememberCommand, PutCredential, RevokeCredential,
                 OpenBox, CastBallot, StopBox, ReopenBox, SealBox, VoidBox, PutMeta>;

/// All of it is stored or none of it.
using Unit = std::vector<Write>;

enum class UnitOutcome : std::uint8_t {
  committed,
  version_conflict,    ///< the stream's last version is not the expected one
  content_mismatch,    ///< a content's ref is not the hash of its salt and bytes
  content_unknown,     ///< nothing is stored under that ref
  command_repeated,    ///< that subject's command is remembered already
  credential_exists,   ///< the hash is taken
  credential_unknown,  ///< no such hash
  box_exists,          ///< the stream has a box of that number
  box_not_open,        ///< a ballot for a box that is unknown or does not accept any
  box_state_conflict,  ///< the box is unknown or not in the state that the write starts from
  ballot_superseded,   ///< a higher revision stands, or another ballot of the same revision
  ballots_differ,      ///< what is to be sealed is not what stands in the box, or not in order
};

/// Stable name of an outcome, for logs and tests.
std::string_view name_of(UnitOutcome outcome);

/// Whether a unit that committed leaves something behind that scrub() has to remove.
bool leaves_secrets_behind(const Unit& unit);

}  // namespace torg::store
