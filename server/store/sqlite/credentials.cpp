#include "store/sqlite/credentials.hpp"

#include "store/sqlite/journal.hpp"

namespace torg::store::sqlite {
namespace {

Credential credential_from(const Query& row) {
  return {row.digest(0), row.string(1), row.string(2),
          row.string(3), row.string(4), row.integer(5) != 0};
}

}  // namespace

Result<UnitOutcome> write(Connection& db, const PutCredential& write) {
  auto stream_id = ensure_stream(db, write.stream);
  if (!stream_id) return stream_id.error();
  auto added = db.run(
      "INSERT INTO credential (hash, stream, role, subject, wrapped, revoked)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT DO NOTHING",
      write.hash, *stream_id, write.role, write.subject, Blob{write.wrapped});
  if (!added) return added.error();
  return db.changes() == 0 ? UnitOutcome::credential_exists : UnitOutcome::committed;
}

Result<UnitOutcome> write(Connection& db, const RevokeCredential& write) {
  auto revoked =
      db.run("UPDATE credential SET revoked = 1, wrapped = x'' WHERE hash = ?1", write.hash);
  if (!revoked) return revoked.error();
  return db.changes() == 0 ? UnitOutcome::credential_unknown : UnitOutcome::committed;
}

Result<std::optional<Credential>> find_credential(Connection& db, const Digest& hash) {
  std::optional<Credential> found;
  auto row = db.query(
      "SELECT hash, stream.name, role, subject, wrapped, revoked FROM credential"
      " JOIN stream ON stream.id = credential.stream WHERE hash = ?1",
      hash);
  if (row.next()) found = credential_from(row);
  if (row.failed()) return row.error();
  return found;
}

Result<std::vector<Credential>> credentials_of(Connection& db, std::string_view stream) {
  std::vector<Credential> credentials;
  auto rows = db.query(
      "SELECT hash, stream.name, role, subject, wrapped, revoked FROM credential"
      " JOIN stream ON stream.id = credential.stream WHERE stream.name = ?1 ORDER BY hash",
      stream);
  while (rows.next()) credentials.push_back(credential_from(rows));
  if (rows.failed()) return rows.error();
  return credentials;
}

}  // namespace torg::store::sqlite
