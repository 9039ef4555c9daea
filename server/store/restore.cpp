#include "store/restore.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include "store/files.hpp"
#include "store/sqlite/database_file.hpp"

namespace torg::store {
namespace {

namespace fs = std::filesystem;

fs::path staging_folder(const fs::path& data_dir) { return data_dir / "restoring"; }

Result<void> expect_no_database(const fs::path& data_dir) {
  const fs::path file = sqlite::database_file(data_dir);
  std::error_code error;
  if (fs::exists(file, error)) return StoreError{StoreErrc::exists, 0, file.string()};
  return {};
}

Result<void> copy_privately(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (fs::copy_file(from, to, error)) {
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
  }
  if (!error) return sync_file(to);
  errno = error.value();
  return system_error("copy " + from.string() + " to " + to.string());
}

}  // namespace

Restore::Restore(fs::path data_dir, sqlite::DataLock lock)
    : data_dir_(std::move(data_dir)), lock_(std::move(lock)) {}

Restore::Restore(Restore&& other) noexcept
    : data_dir_(std::exchange(other.data_dir_, {})), lock_(std::move(other.lock_)) {}

Restore::~Restore() {
  if (data_dir_.empty()) return;
  std::error_code ignored;
  fs::remove_all(staging_folder(data_dir_), ignored);
}

Result<Restore> Restore::begin(const fs::path& backup, const fs::path& data_dir) {
  auto folder = make_private_folder(data_dir);
  if (!folder) return folder.error();
  auto lock = sqlite::DataLock::take(data_dir);
  if (!lock) return lock.error();
  auto vacant = expect_no_database(data_dir);
  if (!vacant) return vacant.error();
  Restore restore(data_dir, *std::move(lock));
  std::error_code ignored;
  fs::remove_all(staging_folder(data_dir), ignored);  // of a restore that was cut short
  auto staging = make_private_folder(staging_folder(data_dir));
  if (!staging) return staging.error();
  auto copied = copy_privately(backup, sqlite::database_file(staging_folder(data_dir)));
  if (!copied) return copied.error();
  return restore;
}

SqliteOptions Restore::copy() const {
  SqliteOptions options;
  options.data_dir = staging_folder(data_dir_);
  return options;
}

Result<void> Restore::keep() {
  auto vacant = expect_no_database(data_dir_);
  if (!vacant) return vacant;
  return rename_durably(sqlite::database_file(staging_folder(data_dir_)),
                        sqlite::database_file(data_dir_));
}

}  // namespace torg::store
