#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "store/store.hpp"

namespace torg::store {

struct SqliteOptions {
  /// Created if absent, readable by its owner only. Holds torg.db, its log, and torg.lock.
  std::filesystem::path data_dir;
  /// Name of a registered SQLite VFS; empty takes SQLite's own.
  std::string vfs;
  /// How long to wait for another program that holds the database, in milliseconds.
  int busy_timeout_ms = 2000;
  /// Otherwise a folder without a database is left as it is and refused: io with ENOENT.
  bool make_if_missing = true;
};

struct OpenedStore {
  std::unique_ptr<Store> store;
  /// The database was made by this call.
  bool created = false;
};

/// Opens the database of a folder, or makes it, and keeps every other process out of the folder for
/// as long as the store lives. Errors: not_writable, in_use, newer_schema, older_schema, not_torg,
/// corrupt, full, io, busy.
Result<OpenedStore> open_sqlite_store(const SqliteOptions& options);

}  // namespace torg::store
