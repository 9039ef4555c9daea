#pragma once

#include <filesystem>

#include "store/sqlite/data_lock.hpp"
#include "store/sqlite_store.hpp"
#include "store/store_error.hpp"

namespace torg::store {

/// A backup on its way into a data folder. Until keep() gives it its place it lies in a folder of
/// its own there, where it can be read like any database; what was not kept goes with the object.
class Restore {
 public:
  /// Copies the backup. The data folder is made if it is missing, and no other process may use it
  /// for as long as the object lives. Errors: exists (the folder has a database), in_use, io with
  /// ENOENT when there is no backup, not_writable, full, io.
  static Result<Restore> begin(const std::filesystem::path& backup,
                               const std::filesystem::path& data_dir);

  Restore(Restore&& other) noexcept;
  Restore& operator=(Restore&&) = delete;
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;
  ~Restore();

  /// What open_sqlite_view() takes to read the copy. Close the view before keep().
  SqliteOptions copy() const;

  /// Durable when it returns. Error: exists, and those of the file system.
  Result<void> keep();

 private:
  Restore(std::filesystem::path data_dir, sqlite::DataLock lock);

  /// Empty once the object was moved from.
  std::filesystem::path data_dir_;
  sqlite::DataLock lock_;
};

}  // namespace torg::store
