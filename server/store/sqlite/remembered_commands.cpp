#include "store/sqlite/remembered_commands.hpp"

#include "store/sqlite/journal.hpp"

namespace torg::store::sqlite {

Result<UnitOutcome> write(Connection& db, const RememberCommand& write) {
  auto stream_id = ensure_stream(db, write.stream);
  if (!stream_id) return stream_id.error();
  auto added = db.run(
      "INSERT INTO remembered_command (stream, subject, command_id, answer)"
      " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
      *stream_id, write.subject, write.command_id, Blob{write.answer});
  if (!added) return added.error();
  if (db.changes() == 0) return UnitOutcome::command_repeated;

  auto dropped = db.run(
      "DELETE FROM remembered_command WHERE position IN ("
      "SELECT position FROM remembered_command WHERE stream = ?1 AND subject = ?2"
      " ORDER BY position DESC LIMIT -1 OFFSET ?3)",
      *stream_id, write.subject, write.keep);
  if (!dropped) return dropped.error();
  return UnitOutcome::committed;
}

Result<std::vector<RememberedCommand>> remembered_commands(Connection& db,
                                                           std::string_view stream) {
  std::vector<RememberedCommand> commands;
  auto rows = db.query(
      "SELECT subject, command_id, answer FROM remembered_command"
      " WHERE stream = (SELECT id FROM stream WHERE name = ?1) ORDER BY position",
      stream);
  while (rows.next()) commands.push_back({rows.string(0), rows.string(1), rows.string(2)});
  if (rows.failed()) return rows.error();
  return commands;
}

}  // namespace torg::store::sqlite
