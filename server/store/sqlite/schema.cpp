#include "store/sqlite/schema.hpp"

namespace torg::store::sqlite {
namespace {

// Opaque values are BLOB, names and references TEXT. Rows that are erased or destroyed become NULL.
// `stream.version` and `.chain` repeat the last event so that an append needs no search; the
// chain's grammar stands in store/journal_chain.hpp. `box.state` is the number of a BoxState;
// `box.turnout` is filled when the box is sealed or voided. `remembered_command.position` is the
// order of acceptance.
constexpr const char* tables = R"sql(
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  chain BLOB NOT NULL
) STRICT;

CREATE TABLE event (
  stream INTEGER NOT NULL REFERENCES stream,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  payload BLOB NOT NULL,
  chain BLOB NOT NULL,
  PRIMARY KEY (stream, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE content (
  stream INTEGER NOT NULL REFERENCES stream,
  ref TEXT NOT NULL,
  is_private INTEGER NOT NULL,
  salt BLOB,
  bytes BLOB,
  PRIMARY KEY (stream, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered_command (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream,
  subject TEXT NOT NULL,
  command_id TEXT NOT NULL,
  answer BLOB NOT NULL,
  UNIQUE (stream, subject, command_id)
) STRICT;

CREATE TABLE credential (
  hash BLOB PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream,
  role TEXT NOT NULL,
  subject TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_of_stream ON credential (stream);

CREATE TABLE box (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream,
  number INTEGER NOT NULL,
  state INTEGER NOT NULL,
  turnout INTEGER,
  result BLOB,
  digest BLOB,
  UNIQUE (stream, number)
) STRICT;

CREATE TABLE sealed_ballot (
  box INTEGER NOT NULL REFERENCES box,
  voter_key BLOB NOT NULL,
  class TEXT NOT NULL,
  class_salt BLOB NOT NULL,
  ballot BLOB NOT NULL,
  PRIMARY KEY (box, voter_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  stream INTEGER PRIMARY KEY REFERENCES stream,
  version INTEGER NOT NULL,
  codec_version INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
)sql";

Result<std::int64_t> read_number(Connection& db, std::string_view sql) {
  auto row = db.query(sql);
  const std::int64_t number = row.next() ? row.integer(0) : 0;
  if (row.failed()) return row.error();
  return number;
}

}  // namespace

Result<SchemaState> inspect_schema(Connection& db) {
  auto owner = read_number(db, "PRAGMA application_id");
  if (!owner) return owner.error();
  auto version = read_number(db, "PRAGMA user_version");
  if (!version) return version.error();
  auto objects = read_number(db, "SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.error();
  if (*owner == 0 && *version == 0 && *objects == 0) return SchemaState::empty;
  if (*owner != application_id) {
    return StoreError{StoreErrc::not_torg, 0, "application_id " + std::to_string(*owner)};
  }
  if (*version > schema_version) {
    return StoreError{
        StoreErrc::newer_schema, 0,
        "schema " + std::to_string(*version) + ", known up to " + std::to_string(schema_version)};
  }
  if (*version < schema_version) {
    return StoreError{StoreErrc::older_schema, 0, "schema " + std::to_string(*version)};
  }
  return SchemaState::current;
}

Result<void> create_schema(Connection& db) {
  const std::string script = "BEGIN IMMEDIATE;" + std::string(tables) +
                             "PRAGMA application_id = " + std::to_string(application_id) +
                             ";PRAGMA user_version = " + std::to_string(schema_version) +
                             ";COMMIT;";
  auto made = db.run_script(script.c_str());
  if (!made && db.in_transaction()) {
    const auto undone = db.run_script("ROLLBACK");
    static_cast<void>(undone);  // the error that matters is the first
  }
  return made;
}

// Why an unsealed box has tables of its own: secure_delete zeroes the cell that is deleted, but
// SQLite leaves copies of cells behind when it balances a page (7 of 16 000 deleted rows of a
// shared table were still readable in the file). A page that is given back is zeroed as a whole,
// and dropping a table gives all of its pages back.

std::string live_ballot_table(std::int64_t box_id) {
  return "live_ballot_" + std::to_string(box_id);
}

std::string live_secret_table(std::int64_t box_id) {
  return "live_secret_" + std::to_string(box_id);
}

Result<void> create_live_tables(Connection& db, std::int64_t box_id) {
  const std::string script = "CREATE TABLE " + live_ballot_table(box_id) +
                             " (voter_key BLOB PRIMARY KEY, class TEXT NOT NULL,"
                             " class_salt BLOB NOT NULL, revision INTEGER NOT NULL,"
                             " ballot BLOB NOT NULL, withdrawn INTEGER NOT NULL)"
                             " STRICT, WITHOUT ROWID;"
                             "CREATE TABLE " +
                             live_secret_table(box_id) + " (wrapped BLOB NOT NULL) STRICT;";
  return db.run_script(script.c_str());
}

Result<void> drop_live_tables(Connection& db, std::int64_t box_id) {
  db.forget_statements_on(live_ballot_table(box_id));
  db.forget_statements_on(live_secret_table(box_id));
  const std::string script =
      "DROP TABLE " + live_ballot_table(box_id) + ";DROP TABLE " + live_secret_table(box_id) + ";";
  return db.run_script(script.c_str());
}

}  // namespace torg::store::sqlite
