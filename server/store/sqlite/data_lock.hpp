#pragma once

#include <filesystem>

#include "store/store_error.hpp"

namespace torg::store::sqlite {

/// Keeps a data folder for this process, through torg.lock in it, which names the process. The
/// kernel lets go of it when the process ends, however it ends.
class DataLock {
 public:
  /// Errors: in_use, not_writable, full, io.
  static Result<DataLock> take(const std::filesystem::path& data_dir);

  DataLock(DataLock&& other) noexcept;
  DataLock& operator=(DataLock&& other) noexcept;
  DataLock(const DataLock&) = delete;
  DataLock& operator=(const DataLock&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
};

}  // namespace torg::store::sqlite
