#include "store/sqlite/meta.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const PutMeta& write) {
  auto put = db.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", write.key,
                    Blob{write.value});
  if (!put) return put.error();
  return UnitOutcome::committed;
}

Result<std::optional<std::string>> get_meta(Connection& db, std::string_view key) {
  std::optional<std::string> value;
  auto row = db.query("SELECT value FROM meta WHERE key = ?1", key);
  if (row.next()) value = row.string(0);
  if (row.failed()) return row.error();
  return value;
}

}  // namespace torg::store::sqlite
