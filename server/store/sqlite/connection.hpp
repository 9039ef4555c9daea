#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "store/records.hpp"
#include "store/store_error.hpp"

namespace torg::store::sqlite {

/// Marks bytes that are stored as a BLOB and never looked into.
struct Blob {
  std::string_view bytes;
};

class Connection;

/// A running statement. Read rows with next(), then ask failed(): a loop that ended is not yet a
/// success. Returns its statement to the connection when it goes; must not outlive the connection.
class Query {
 public:
  Query(Query&& other) noexcept
      : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), code_(other.code_) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query& operator=(Query&&) = delete;
  ~Query();

  bool next();
  bool failed() const { return code_ != SQLITE_OK; }
  StoreError error() const;

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::uint64_t unsigned_integer(int column) const {
    return static_cast<std::uint64_t>(integer(column));
  }
  /// Text or blob; valid until the next row.
  std::string_view bytes(int column) const;
  std::string string(int column) const { return std::string(bytes(column)); }
  /// All zeros if the column is not 32 bytes long.
  Digest digest(int column) const;

 private:
  friend class Connection;
  Query(Connection& db, std::string_view sql);

  void bind(int index, std::string_view text);
  void bind(int index, Blob blob);
  void bind(int index, const Digest& digest);
  void bind(int index, std::nullptr_t);
  template <std::integral Integer>
  void bind(int index, Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind_integer(int index, std::int64_t value);
  void note(int code);

  Connection& db_;
  sqlite3_stmt* statement_ = nullptr;
  int code_ = SQLITE_OK;
};

/// One SQLite handle and its prepared statements. Used by one thread at a time. Closing it never
/// checkpoints: that is done on purpose or not at all. It stands on SQLite's C interface and not on
/// a wrapper library, because extended codes, checkpoints, the log hook and backup are only there.
class Connection {
 public:
  enum class Access { read_write, read_only };

  static Result<Connection> open(const std::filesystem::path& file, Access access,
                                 const std::string& vfs, int busy_timeout_ms);

  /// Prepares, or takes from those prepared, and binds ?1, ?2 … in order. Text is copied.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    Query query(*this, sql);
    int index = 0;
    (query.bind(++index, values), ...);
    return query;
  }

  /// Runs a statement whose rows do not matter.
  template <class... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    Query running = query(sql, values...);
    while (running.next()) {
    }
    if (running.failed()) return running.error();
    return {};
  }

  /// Several statements without parameters, none of them kept.
  Result<void> run_script(const char* sql);

  /// Rows changed by the last statement that changed any.
  int changes() const { return sqlite3_changes(handle()); }
  bool in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
  /// Finalises the kept statements that name a table which is about to go.
  void forget_statements_on(std::string_view table);

  sqlite3* handle() const { return handle_.get(); }
  StoreError error(int code, std::string_view what) const;

 private:
  friend class Query;
  struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct FinaliseStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  explicit Connection(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, CloseHandle> handle_;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, FinaliseStatement>, TextHash,
                     std::equal_to<>>
      statements_;
};

/// Lets several queries see one state while another connection writes. Does nothing inside a
/// transaction.
class ReadTransaction {
 public:
  explicit ReadTransaction(Connection& db);
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;
  ~ReadTransaction();

 private:
  Connection& db_;
  bool began_ = false;
};

/// What an SQLite result code means for the caller. `system_errno` tells a full disk from a broken
/// one.
StoreErrc meaning_of(int extended_code, int system_errno);

}  // namespace torg::store::sqlite
