#include "store/sqlite/snapshots.hpp"

namespace torg::store::sqlite {

Result<void> save_snapshot(Connection& db, std::string_view stream, const Snapshot& snapshot) {
  return db.run(
      "INSERT OR REPLACE INTO snapshot (stream, version, codec_version, bytes)"
      " SELECT id, ?2, ?3, ?4 FROM stream WHERE name = ?1",
      stream, snapshot.version, snapshot.codec_version, Blob{snapshot.bytes});
}

Result<std::optional<Snapshot>> load_snapshot(Connection& db, std::string_view stream) {
  std::optional<Snapshot> snapshot;
  auto row = db.query(
      "SELECT version, codec_version, bytes FROM snapshot"
      " WHERE stream = (SELECT id FROM stream WHERE name = ?1)",
      stream);
  if (row.next()) {
    snapshot = Snapshot{row.unsigned_integer(0), static_cast<std::uint32_t>(row.integer(1)),
                        row.string(2)};
  }
  if (row.failed()) return row.error();
  return snapshot;
}

}  // namespace torg::store::sqlite
