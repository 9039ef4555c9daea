#include "store/sqlite_view.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "store/sqlite/database_file.hpp"
#include "store/sqlite/reads.hpp"
#include "store/sqlite/schema.hpp"

namespace torg::store {
namespace {

using sqlite::Connection;

Result<void> check_pages(Connection& db) {
  auto row = db.query("PRAGMA integrity_check(1)");
  const std::string answer = row.next() ? row.string(0) : std::string();
  if (row.failed()) return row.error();
  if (answer != "ok") return StoreError{StoreErrc::corrupt, 0, answer};
  return {};
}

StoreError none(const std::filesystem::path& file) {
  return {StoreErrc::io, ENOENT, file.string() + " does not exist or is empty"};
}

}  // namespace

Result<std::unique_ptr<StoreReader>> open_sqlite_view(const SqliteOptions& options) {
  const std::filesystem::path file = sqlite::database_file(options.data_dir);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return none(file);
  auto opened =
      Connection::open(file, Connection::Access::read_only, options.vfs, options.busy_timeout_ms);
  if (!opened) return opened.error();
  Connection& db = *opened;
  // The first read inside the transaction decides what all later ones see.
  auto begun = db.run("BEGIN");
  if (!begun) return begun.error();
  auto schema = sqlite::inspect_schema(db);
  if (!schema) return schema.error();
  if (*schema == sqlite::SchemaState::empty) return none(file);
  auto checked = check_pages(db);
  if (!checked) return checked.error();
  return std::make_unique<sqlite::Reads<StoreReader>>(std::move(*opened));
}

}  // namespace torg::store
