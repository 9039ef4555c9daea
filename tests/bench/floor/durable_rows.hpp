#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string_view>

#include "bench/floor/sockets.hpp"

namespace torg::floor {

// A table of rows by number in a database with Torg's settings: WAL, every commit synced.
class DurableRows {
 public:
  explicit DurableRows(char const* path) {
    if (sqlite3_open(path, &database_) != SQLITE_OK) fail("sqlite3_open");
    run("PRAGMA locking_mode=EXCLUSIVE");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA wal_autocheckpoint=0");
    run("CREATE TABLE IF NOT EXISTS rows (number INTEGER PRIMARY KEY, value BLOB NOT NULL)");
    sqlite3_prepare_v2(database_,
                       "INSERT INTO rows VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", -1,
                       &put_, nullptr);
  }

  void begin() { run("BEGIN IMMEDIATE"); }
  void commit() { run("COMMIT"); }

  // Durable when it returns, or when the transaction around it is.
  void put(std::int64_t number, std::string_view value) {
    sqlite3_bind_int64(put_, 1, number);
    sqlite3_bind_blob(put_, 2, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    if (sqlite3_step(put_) != SQLITE_DONE) fail(sqlite3_errmsg(database_));
    sqlite3_reset(put_);
  }

 private:
  void run(char const* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      fail(sqlite3_errmsg(database_));
    }
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* put_ = nullptr;
};

}  // namespace torg::floor
