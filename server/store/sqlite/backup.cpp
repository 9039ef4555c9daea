#include "store/sqlite/backup.hpp"

#include <system_error>

#include "store/files.hpp"

namespace torg::store::sqlite {
namespace {

Result<void> copy_pages(Connection& from, Connection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return to.error(sqlite3_extended_errcode(to.handle()), "backup");
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) return to.error(code, "backup");
  return {};
}

Result<void> fill(Connection& db, const std::filesystem::path& partial) {
  {
    auto copy = Connection::open(partial, Connection::Access::read_write, "", 0);
    if (!copy) return copy.error();
    auto copied = copy_pages(db, *copy);
    if (!copied) return copied;
  }
  return sync_file(partial);
}

}  // namespace

Result<void> back_up(Connection& db, const std::filesystem::path& target) {
  std::error_code ignored;
  if (std::filesystem::exists(target, ignored)) {
    return StoreError{StoreErrc::exists, 0, target.string()};
  }
  std::filesystem::path partial = target;
  partial += ".partial";
  std::filesystem::remove(partial, ignored);  // of a backup that was cut short
  auto made = make_private_file(partial);
  if (!made) return made;
  auto filled = fill(db, partial);
  if (!filled) {
    std::filesystem::remove(partial, ignored);
    return filled;
  }
  return rename_durably(partial, target);
}

}  // namespace torg::store::sqlite
