#include "store/sqlite_store.hpp"

#include <sodium.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

#include "store/files.hpp"
#include "store/sqlite/data_lock.hpp"
#include "store/sqlite/database_file.hpp"
#include "store/sqlite/reads.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/scrubbing.hpp"

namespace torg::store {
namespace {

using sqlite::Connection;

/// The log is folded into the database by checkpoint(), at idle times. Beyond this length it should
/// not wait for one.
constexpr int longest_log_pages = 16384;

// Temporary files would hold copies of what is secret, so there are none. The log keeps at most 16
// MiB on disk after it has been emptied.
constexpr const char* settings =
    "PRAGMA synchronous = FULL;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8192;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA journal_size_limit = 16777216;";

Result<void> use_write_ahead_log(Connection& db) {
  auto row = db.query("PRAGMA journal_mode = WAL");
  const bool in_use = row.next() && row.bytes(0) == "wal";
  if (row.failed()) return row.error();
  if (!in_use) return StoreError{StoreErrc::io, 0, "the write-ahead log is not available"};
  return {};
}

struct OpenedConnection {
  Connection db;
  bool created = false;
};

/// Nothing is changed before it is known whose database this is. A log that was left behind is then
/// moved into the database and synced: what a killed process or a failed sync left there can be
/// read, but may never have reached the disk.
Result<OpenedConnection> open_database(const SqliteOptions& options, sqlite::ScrubTime time) {
  auto opened =
      Connection::open(sqlite::database_file(options.data_dir), Connection::Access::read_write,
                       options.vfs, options.busy_timeout_ms);
  if (!opened) return opened.error();
  OpenedConnection result{std::move(*opened), false};
  Connection& db = result.db;
  if (sqlite3_db_readonly(db.handle(), "main") == 1) {
    return StoreError{StoreErrc::not_writable, 0, sqlite::database_file(options.data_dir).string()};
  }
  // Before there is a log: a rollback journal whose deletion a power cut undoes would later roll
  // the whole database back, so that deletion is synced.
  auto synced = db.run_script("PRAGMA synchronous = EXTRA;");
  if (!synced) return synced.error();
  auto schema = sqlite::inspect_schema(db);
  if (!schema) return schema.error();
  auto log = use_write_ahead_log(db);
  if (!log) return log.error();
  auto set = db.run_script(settings);
  if (!set) return set.error();
  if (*schema == sqlite::SchemaState::empty) {
    auto made = sqlite::create_schema(db);
    if (!made) return made.error();
    result.created = true;
  }
  auto emptied = sqlite::empty_log(db);
  if (!emptied) return emptied.error();
  if (!*emptied) return StoreError{StoreErrc::busy, 0, "somebody else reads the database"};
  // Without room for it the scrub stays pending; a meeting need not wait for that.
  auto scrubbed = sqlite::scrub(db, time);
  if (!scrubbed && scrubbed.error().code != StoreErrc::full) return scrubbed.error();
  return result;
}

class SqliteStore final : public sqlite::Reads<Store> {
 public:
  SqliteStore(SqliteOptions options, sqlite::DataLock lock, Connection db)
      : Reads(std::move(db)), options_(std::move(options)), lock_(std::move(lock)) {
    watch_log();
  }

  ~SqliteStore() override {
    if (!db_) return;
    const auto emptied = sqlite::empty_log(*db_);
    static_cast<void>(emptied);  // a courtesy: the next start does it if it failed
  }

  Result<std::vector<UnitOutcome>> append(std::span<const Unit> units) override {
    if (!db_) return closed();
    auto outcomes = write_batch(units);
    if (!outcomes) return give_up(outcomes.error());
    return outcomes;
  }

  Result<void> reopen() override {
    db_.reset();
    auto opened = open_database(options_, sqlite::ScrubTime::while_running);
    if (!opened) return opened.error();
    db_.emplace(std::move(opened->db));
    watch_log();
    return {};
  }

  Result<ScrubOutcome> scrub() override {
    if (!db_) return closed();
    sqlite3_busy_timeout(db_->handle(), longest_scrub_wait_ms);
    auto outcome = sqlite::scrub(*db_, sqlite::ScrubTime::while_running);
    sqlite3_busy_timeout(db_->handle(), options_.busy_timeout_ms);
    if (!outcome && outcome.error().code == StoreErrc::busy) return ScrubOutcome::still_busy;
    if (!outcome) return give_up(outcome.error());
    return outcome;
  }

  Result<bool> scrub_pending() override {
    if (!db_) return closed();
    return sqlite::remains_noted(*db_);
  }

  bool log_is_long() const override { return log_pages_ > longest_log_pages; }

  Result<void> checkpoint() override {
    if (!db_) return closed();
    return sqlite::checkpoint_quietly(*db_);
  }

  Result<void> save_snapshot(const StreamName& stream, const Snapshot& snapshot) override {
    if (!db_) return closed();
    auto saved = sqlite::save_snapshot(*db_, stream, snapshot);
    if (!saved) return give_up(saved.error());
    return saved;
  }

  Result<std::unique_ptr<StoreReader>> open_reader() override {
    auto opened =
        Connection::open(sqlite::database_file(options_.data_dir), Connection::Access::read_only,
                         options_.vfs, options_.busy_timeout_ms);
    if (!opened) return opened.error();
    return std::make_unique<sqlite::Reads<StoreReader>>(std::move(*opened));
  }

 private:
  static constexpr int longest_scrub_wait_ms = 100;

  StoreError give_up(StoreError error) {
    db_.reset();
    return error;
  }

  Result<std::vector<UnitOutcome>> write_batch(std::span<const Unit> units) {
    auto begun = db_->run("BEGIN IMMEDIATE");
    if (!begun) return begun.error();
    std::vector<UnitOutcome> outcomes;
    outcomes.reserve(units.size());
    for (const Unit& unit : units) {
      auto outcome = write_unit(unit);
      if (!outcome) return outcome.error();
      outcomes.push_back(*outcome);
    }
    auto committed = db_->run("COMMIT");
    if (!committed) return committed.error();
    return outcomes;
  }

  Result<UnitOutcome> write_unit(const Unit& unit) {
    if (unit.size() == 1 && std::holds_alternative<CastBallot>(unit.front())) {
      // Changes one row or none, so there is nothing to undo.
      return sqlite::write(*db_, std::get<CastBallot>(unit.front()));
    }
    auto marked = db_->run("SAVEPOINT unit");
    if (!marked) return marked.error();
    UnitOutcome outcome = UnitOutcome::committed;
    for (const Write& write : unit) {
      auto written = std::visit([&](const auto& one) { return sqlite::write(*db_, one); }, write);
      if (!written) return written.error();
      outcome = *written;
      if (outcome != UnitOutcome::committed) break;
    }
    if (outcome != UnitOutcome::committed) {
      auto undone = db_->run("ROLLBACK TO unit");
      if (!undone) return undone.error();
    }
    auto released = db_->run("RELEASE unit");
    if (!released) return released.error();
    return outcome;
  }

  void watch_log() {
    sqlite3_wal_hook(db_->handle(), &SqliteStore::note_log_length, this);
    log_pages_ = 0;
  }

  static int note_log_length(void* store, sqlite3*, const char*, int pages) {
    static_cast<SqliteStore*>(store)->log_pages_ = pages;
    return SQLITE_OK;
  }

  SqliteOptions options_;
  sqlite::DataLock lock_;
  int log_pages_ = 0;
};

}  // namespace

Result<OpenedStore> open_sqlite_store(const SqliteOptions& options) {
  if (sodium_init() < 0) throw std::runtime_error("the system gives no randomness");
  const std::filesystem::path database = sqlite::database_file(options.data_dir);
  std::error_code ignored;
  if (!options.make_if_missing && !std::filesystem::exists(database, ignored)) {
    return StoreError{StoreErrc::io, ENOENT, database.string() + " does not exist"};
  }
  auto folder = make_private_folder(options.data_dir);
  if (!folder) return folder.error();
  auto lock = sqlite::DataLock::take(options.data_dir);
  if (!lock) return lock.error();
  auto file = make_private_file(database);
  if (!file && file.error().code != StoreErrc::exists) return file.error();
  auto synced = sync_folder(options.data_dir);
  if (!synced) return synced.error();
  auto opened = open_database(options, sqlite::ScrubTime::at_start);
  if (!opened) return opened.error();
  OpenedStore result;
  result.created = opened->created;
  result.store = std::make_unique<SqliteStore>(options, std::move(*lock), std::move(opened->db));
  return result;
}

}  // namespace torg::store
