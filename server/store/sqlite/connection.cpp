#include "store/sqlite/connection.hpp"

#include <algorithm>
#include <cerrno>

namespace torg::store::sqlite {

StoreErrc meaning_of(int extended_code, int system_errno) {
  switch (extended_code & 0xff) {
    case SQLITE_FULL:
      return StoreErrc::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreErrc::busy;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      if (system_errno == ENOSPC || system_errno == EDQUOT) return StoreErrc::full;
      if (system_errno == EMFILE || system_errno == ENFILE) return StoreErrc::io;
      return StoreErrc::not_writable;
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
      if (system_errno == ENOSPC || system_errno == EDQUOT) return StoreErrc::full;
      return StoreErrc::io;
    default:
      // Our statements are fixed and checked by tests: whatever else SQLite refuses, the file
      // caused it.
      return StoreErrc::corrupt;
  }
}

Query::Query(Connection& db, std::string_view sql) : db_(db) {
  auto& statements = db.statements_;
  auto kept = statements.find(sql);
  if (kept == statements.end()) {
    sqlite3_stmt* prepared = nullptr;
    note(sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()),
                            SQLITE_PREPARE_PERSISTENT, &prepared, nullptr));
    if (failed()) return;
    kept = statements.emplace(std::string(sql), prepared).first;
  }
  statement_ = kept->second.get();
}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Query::next() {
  if (failed()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) code_ = sqlite3_extended_errcode(db_.handle());
  return false;
}

StoreError Query::error() const {
  return db_.error(code_, statement_ != nullptr ? sqlite3_sql(statement_) : "prepare");
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Digest Query::digest(int column) const {
  Digest digest{};
  const std::string_view stored = bytes(column);
  if (stored.size() == digest.size()) std::copy(stored.begin(), stored.end(), digest.begin());
  return digest;
}

void Query::note(int code) {
  if (!failed() && code != SQLITE_OK) code_ = code;
}

void Query::bind(int index, std::string_view text) {
  if (failed()) return;
  note(sqlite3_bind_text64(statement_, index, text.data() != nullptr ? text.data() : "",
                           text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int index, Blob blob) {
  if (failed()) return;
  // A null pointer would store NULL where an empty value is meant.
  const char* data = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
  note(sqlite3_bind_blob64(statement_, index, data, blob.bytes.size(), SQLITE_TRANSIENT));
}

void Query::bind(int index, const Digest& digest) {
  if (failed()) return;
  note(sqlite3_bind_blob64(statement_, index, digest.data(), digest.size(), SQLITE_TRANSIENT));
}

void Query::bind(int index, std::nullptr_t) {
  if (failed()) return;
  note(sqlite3_bind_null(statement_, index));
}

void Query::bind_integer(int index, std::int64_t value) {
  if (failed()) return;
  note(sqlite3_bind_int64(statement_, index, value));
}

Result<Connection> Connection::open(const std::filesystem::path& file, Access access,
                                    const std::string& vfs, int busy_timeout_ms) {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE |
                    (access == Access::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle, flags, vfs.empty() ? nullptr : vfs.c_str());
  Connection connection(handle);
  if (code != SQLITE_OK) return connection.error(code, "open " + file.string());
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return connection;
}

Result<void> Connection::run_script(const char* sql) {
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code, "script");
  return {};
}

void Connection::forget_statements_on(std::string_view table) {
  std::erase_if(statements_,
                [&](const auto& kept) { return kept.first.find(table) != std::string::npos; });
}

ReadTransaction::ReadTransaction(Connection& db) : db_(db) {
  if (db_.in_transaction()) return;
  began_ = db_.run("BEGIN").has_value();
}

ReadTransaction::~ReadTransaction() {
  if (!began_) return;
  const auto ended = db_.run("COMMIT");
  static_cast<void>(ended);  // nothing was written that could be lost
}

StoreError Connection::error(int code, std::string_view what) const {
  StoreError error;
  error.system_code = code;
  const int system_errno = handle() != nullptr ? sqlite3_system_errno(handle()) : 0;
  error.code = meaning_of(code, system_errno);
  error.detail = std::string(what) + ": " + sqlite3_errstr(code);
  if (handle() != nullptr && sqlite3_extended_errcode(handle()) == code) {
    error.detail += std::string(" (") + sqlite3_errmsg(handle()) + ")";
  }
  return error;
}

}  // namespace torg::store::sqlite
