#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace torg::store::sqlite {

/// How deep the remains of something destroyed lie.
enum class Remains {
  in_log = 1,    ///< the tables' pages were zeroed, the write-ahead log still has older ones
  in_pages = 2,  ///< copies of deleted cells may stand in pages that are in use: rewrite the file
};

/// Notes, in the running transaction, that there is something to remove.
Result<void> note_remains(Connection& db, Remains remains);

Result<bool> remains_noted(Connection& db);

/// Databases above this size are only rewritten at start: the writer must not stand still for long.
inline constexpr std::int64_t largest_rewrite_while_running = 64LL * 1024 * 1024;

enum class ScrubTime { at_start, while_running };

Result<ScrubOutcome> scrub(Connection& db, ScrubTime time);

/// Moves the whole log into the database, syncs it and empties the log. False if a reader was in
/// the way.
Result<bool> empty_log(Connection& db);

/// Moves what it can without waiting for anybody.
Result<void> checkpoint_quietly(Connection& db);

}  // namespace torg::store::sqlite
