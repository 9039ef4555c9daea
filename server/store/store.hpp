#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/records.hpp"
#include "store/store_error.hpp"
#include "store/unit.hpp"

namespace torg::store {

/// Reads what is committed. Blocking. An object belongs to one thread at a time; several readers
/// and the store itself may be used at once from different threads. Unknown names are not errors:
/// they read as empty.
class StoreReader {
 public:
  virtual ~StoreReader() = default;

  /// Events with a version above `after_version`, in order, at most `limit`.
  virtual Result<std::vector<StoredEvent>> read_stream(const StreamName& stream,
                                                       std::uint64_t after_version,
                                                       std::size_t limit) = 0;
  virtual Result<StreamHead> stream_head(const StreamName& stream) = 0;
  /// In the order of the refs.
  virtual Result<std::vector<StoredContent>> read_contents(const StreamName& stream) = 0;
  /// Streams that have events and whose name begins with `prefix`, sorted.
  virtual Result<std::vector<StreamName>> list_streams(std::string_view prefix) = 0;

  virtual Result<std::optional<BoxRecord>> read_box(const StreamName& stream,
                                                    std::uint32_t box) = 0;
  /// One voter's ballot while the box is open or stopped; a tombstone is returned as such.
  virtual Result<std::optional<StandingBallot>> find_ballot(const StreamName& stream,
                                                            std::uint32_t box,
                                                            const Digest& voter_key) = 0;
  /// In the order of the box numbers.
  virtual Result<std::vector<BoxSummary>> boxes_of(const StreamName& stream) = 0;

  /// Streams with a box that takes ballots, sorted. Costs no more with many boxes that do not.
  virtual Result<std::vector<StreamName>> streams_with_open_boxes() = 0;

  virtual Result<std::optional<Credential>> find_credential(const Digest& hash) = 0;
  /// In the order of the hashes, revoked ones included.
  virtual Result<std::vector<Credential>> credentials_of(const StreamName& stream) = 0;

  /// Oldest first.
  virtual Result<std::vector<RememberedCommand>> remembered_commands(const StreamName& stream) = 0;

  virtual Result<std::optional<Snapshot>> load_snapshot(const StreamName& stream) = 0;
  virtual Result<std::optional<std::string>> get_meta(std::string_view key) = 0;

  /// Recomputes the chain and every content's ref from what is stored.
  virtual Result<StreamCheck> verify_stream(const StreamName& stream) = 0;

  /// Writes a complete, synced copy of everything committed before the call to a new file that only
  /// its owner may read. On a reader of its own it does not hold up the store.
  virtual Result<void> backup(const std::filesystem::path& target) = 0;
};

enum class ScrubOutcome : std::uint8_t {
  clean,       ///< what was destroyed is in none of the files any more
  still_busy,  ///< somebody reads an older state; call again, also after a restart
  deferred,    ///< the rest would take long with so large a database; the next start does it
};

/// The one place where Torg's data is kept. Blocking; everything but open_reader() is for one
/// thread.
///
/// After append() has returned an error nothing is known: what it tried may be on disk or not. From
/// then on everything answers must_reopen until reopen() succeeds; then is_durable() tells for each
/// unit of the failed batch. The same holds when scrub() or save_snapshot() return an error.
class Store : public StoreReader {
 public:
  /// Stores the units in order, in one durable transaction; one outcome for each. A unit that
  /// breaks a rule leaves nothing behind and does not disturb the others. When this returns
  /// outcomes, all that is `committed` survives a power cut.
  virtual Result<std::vector<UnitOutcome>> append(std::span<const Unit> units) = 0;

  /// Starts anew from what is on disk and makes sure that it is durable. May be retried.
  virtual Result<void> reopen() = 0;

  /// Removes from the files what sealing, voiding and erasing has destroyed in the tables. The need
  /// is remembered across restarts. Bounded in time.
  virtual Result<ScrubOutcome> scrub() = 0;
  virtual Result<bool> scrub_pending() = 0;

  /// Moves committed pages from the log to the database; call when idle, or when the log is long.
  /// Nobody should wait for it: what is in the log is as durable as what is in the database.
  virtual Result<void> checkpoint() = 0;
  virtual bool log_is_long() const { return false; }

  /// Replaces the stream's snapshot.
  virtual Result<void> save_snapshot(const StreamName& stream, const Snapshot& snapshot) = 0;

  /// A second, read-only view for another thread. Close it before the store.
  virtual Result<std::unique_ptr<StoreReader>> open_reader() = 0;

  /// Whether the effects of a unit are there; meant for the time between reopen() and the next
  /// append(). The events of a unit decide for all of it; without events each of its writes is
  /// looked for. A ballot that was replaced since is not found.
  Result<bool> is_durable(const Unit& unit);

  /// One PutMeta as a batch of its own.
  Result<void> put_meta(std::string key, std::string value);
};

}  // namespace torg::store
