#include "store/sqlite/scrubbing.hpp"

#include "store/sqlite/meta.hpp"

namespace torg::store::sqlite {
namespace {

constexpr std::string_view remains_key = "store/remains";

Result<std::optional<Remains>> noted_remains(Connection& db) {
  auto noted = get_meta(db, remains_key);
  if (!noted) return noted.error();
  std::optional<Remains> remains;
  if (*noted) remains = **noted == "pages" ? Remains::in_pages : Remains::in_log;
  return remains;
}

Result<std::int64_t> size_in_bytes(Connection& db) {
  std::int64_t size = 0;
  auto row = db.query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  if (row.next()) size = row.integer(0);
  if (row.failed()) return row.error();
  return size;
}

}  // namespace

Result<void> note_remains(Connection& db, Remains remains) {
  auto noted = noted_remains(db);
  if (!noted) return noted.error();
  if (*noted && **noted >= remains) return {};
  auto put =
      write(db, PutMeta{std::string(remains_key), remains == Remains::in_pages ? "pages" : "log"});
  if (!put) return put.error();
  return {};
}

Result<bool> remains_noted(Connection& db) {
  auto noted = noted_remains(db);
  if (!noted) return noted.error();
  return noted->has_value();
}

Result<ScrubOutcome> scrub(Connection& db, ScrubTime time) {
  auto noted = noted_remains(db);
  if (!noted) return noted.error();
  if (!*noted) return ScrubOutcome::clean;

  bool deferred = false;
  if (**noted == Remains::in_pages) {
    auto size = size_in_bytes(db);
    if (!size) return size.error();
    deferred = time == ScrubTime::while_running && *size > largest_rewrite_while_running;
    if (!deferred) {
      auto rewritten = db.run("VACUUM");
      if (!rewritten) return rewritten.error();
    }
  }
  auto emptied = empty_log(db);
  if (!emptied) return emptied.error();
  if (!*emptied) return ScrubOutcome::still_busy;
  if (deferred) return ScrubOutcome::deferred;

  auto settled = db.run("DELETE FROM meta WHERE key = ?1", remains_key);
  if (!settled) return settled.error();
  return ScrubOutcome::clean;
}

Result<bool> empty_log(Connection& db) {
  const int code =
      sqlite3_wal_checkpoint_v2(db.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code == SQLITE_OK) return true;
  if ((code & 0xff) == SQLITE_BUSY) return false;
  return db.error(code, "checkpoint");
}

Result<void> checkpoint_quietly(Connection& db) {
  const int code =
      sqlite3_wal_checkpoint_v2(db.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return {};
  return db.error(code, "checkpoint");
}

}  // namespace torg::store::sqlite
