#pragma once

#include <memory>

#include "store/sqlite_store.hpp"
#include "store/store.hpp"

namespace torg::store {

/// What a data folder held at the moment of the call, for as long as the reader lives, whether a
/// server uses the folder or not. The pages of the database are checked first. Nothing is written
/// to the database or its log; SQLite may make its file of shared memory. A server on the folder
/// goes on, but what it destroys stays in the log until the reader is closed, and one that starts
/// meanwhile finds the database busy. Errors: io with ENOENT when there is no database, not_torg,
/// newer_schema, older_schema, corrupt, not_writable (may not be read), io, busy.
Result<std::unique_ptr<StoreReader>> open_sqlite_view(const SqliteOptions& options);

}  // namespace torg::store
