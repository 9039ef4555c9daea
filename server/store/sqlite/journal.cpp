#include "store/sqlite/journal.hpp"

#include <algorithm>
#include <limits>

#include "store/journal_chain.hpp"
#include "store/sqlite/scrubbing.hpp"

namespace torg::store::sqlite {
namespace {

Result<UnitOutcome> add_contents(Connection& db, std::int64_t stream_id,
                                 const std::vector<ContentRecord>& contents) {
  for (const ContentRecord& content : contents) {
    if (content_ref(content.salt, content.bytes) != content.ref) {
      return UnitOutcome::content_mismatch;
    }
    auto added = db.run(
        "INSERT INTO content (stream, ref, is_private, salt, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO NOTHING",
        stream_id, content.ref, content.is_private, content.salt, Blob{content.bytes});
    if (!added) return added.error();
  }
  return UnitOutcome::committed;
}

/// Streams the events through the chain; stops at the first that does not fit.
Result<void> check_events(Connection& db, std::int64_t stream_id, std::string_view name,
                          StreamCheck& check) {
  Digest chain = chain_start(name);
  auto rows =
      db.query("SELECT version, type, payload, chain FROM event WHERE stream = ?1 ORDER BY version",
               stream_id);
  while (rows.next()) {
    const std::uint64_t version = check.head.version + 1;
    if (rows.unsigned_integer(0) != version) {
      check.fault = StreamFault::version_missing;
      check.version = version;
      return {};
    }
    chain = chain_next(chain, version, rows.bytes(1), rows.bytes(2));
    if (rows.digest(3) != chain) {
      check.fault = StreamFault::chain_broken;
      check.version = version;
      return {};
    }
    check.head = {version, chain};
  }
  if (rows.failed()) return rows.error();
  if (check.head.version == 0) check.head.chain = chain;
  return {};
}

Result<void> check_contents(Connection& db, std::int64_t stream_id, StreamCheck& check) {
  auto rows =
      db.query("SELECT ref, salt, bytes FROM content WHERE stream = ?1 ORDER BY ref", stream_id);
  while (rows.next()) {
    const bool erased = rows.is_null(1) && rows.is_null(2);
    if (erased) {
      ++check.contents_erased;
      continue;
    }
    ++check.contents_present;
    const bool complete = !rows.is_null(1) && !rows.is_null(2);
    if (complete && content_ref(rows.digest(1), rows.bytes(2)) == rows.bytes(0)) continue;
    if (!check.fault) {
      check.fault = StreamFault::content_altered;
      check.ref = rows.string(0);
    }
  }
  if (rows.failed()) return rows.error();
  return {};
}

struct StreamRow {
  std::int64_t id = 0;
  StreamHead head;
};

Result<std::optional<StreamRow>> find_row(Connection& db, std::string_view name) {
  auto row = db.query("SELECT id, version, chain FROM stream WHERE name = ?1", name);
  std::optional<StreamRow> found;
  if (row.next()) found = StreamRow{row.integer(0), {row.unsigned_integer(1), row.digest(2)}};
  if (row.failed()) return row.error();
  return found;
}

}  // namespace

Result<std::optional<std::int64_t>> find_stream(Connection& db, std::string_view name) {
  auto found = find_row(db, name);
  if (!found) return found.error();
  std::optional<std::int64_t> id;
  if (*found) id = (*found)->id;
  return id;
}

Result<std::int64_t> ensure_stream(Connection& db, std::string_view name) {
  auto found = find_stream(db, name);
  if (!found) return found.error();
  if (*found) return **found;
  auto made = db.run("INSERT INTO stream (name, version, chain) VALUES (?1, 0, ?2)", name,
                     chain_start(name));
  if (!made) return made.error();
  return sqlite3_last_insert_rowid(db.handle());
}

Result<UnitOutcome> write(Connection& db, const AppendEvents& write) {
  auto stream_id = ensure_stream(db, write.stream);
  if (!stream_id) return stream_id.error();
  auto head = stream_head(db, write.stream);
  if (!head) return head.error();
  if (head->version != write.expected_version) return UnitOutcome::version_conflict;

  auto contents = add_contents(db, *stream_id, write.contents);
  if (!contents || *contents != UnitOutcome::committed || write.events.empty()) return contents;

  for (const EventRecord& event : write.events) {
    ++head->version;
    head->chain = chain_next(head->chain, head->version, event.type, event.payload);
    auto added = db.run(
        "INSERT INTO event (stream, version, type, payload, chain) VALUES (?1, ?2, ?3, ?4, ?5)",
        *stream_id, head->version, event.type, Blob{event.payload}, head->chain);
    if (!added) return added.error();
  }
  auto moved = db.run("UPDATE stream SET version = ?2, chain = ?3 WHERE id = ?1", *stream_id,
                      head->version, head->chain);
  if (!moved) return moved.error();
  return UnitOutcome::committed;
}

Result<UnitOutcome> write(Connection& db, const EraseContent& write) {
  auto erased = db.run(
      "UPDATE content SET salt = NULL, bytes = NULL"
      " WHERE stream = (SELECT id FROM stream WHERE name = ?1) AND ref = ?2",
      write.stream, write.ref);
  if (!erased) return erased.error();
  if (db.changes() == 0) return UnitOutcome::content_unknown;
  auto noted = note_remains(db, Remains::in_pages);
  if (!noted) return noted.error();
  return UnitOutcome::committed;
}

Result<std::vector<StoredEvent>> read_stream(Connection& db, std::string_view stream,
                                             std::uint64_t after_version, std::size_t limit) {
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  std::vector<StoredEvent> events;
  auto rows = db.query(
      "SELECT version, type, payload, chain FROM event"
      " WHERE stream = (SELECT id FROM stream WHERE name = ?1) AND version > ?2"
      " ORDER BY version LIMIT ?3",
      stream, std::min(after_version, most), std::min<std::uint64_t>(limit, most));
  while (rows.next()) {
    events.push_back({rows.unsigned_integer(0), rows.string(1), rows.string(2), rows.digest(3)});
  }
  if (rows.failed()) return rows.error();
  return events;
}

Result<StreamHead> stream_head(Connection& db, std::string_view stream) {
  auto row = find_row(db, stream);
  if (!row) return row.error();
  return *row ? (*row)->head : StreamHead{0, chain_start(stream)};
}

Result<std::vector<StoredContent>> read_contents(Connection& db, std::string_view stream) {
  std::vector<StoredContent> contents;
  auto rows = db.query(
      "SELECT ref, is_private, salt, bytes FROM content"
      " WHERE stream = (SELECT id FROM stream WHERE name = ?1) ORDER BY ref",
      stream);
  while (rows.next()) {
    contents.push_back(
        {rows.string(0), rows.integer(1) != 0, rows.is_null(3), rows.digest(2), rows.string(3)});
  }
  if (rows.failed()) return rows.error();
  return contents;
}

Result<std::vector<StreamName>> list_streams(Connection& db, std::string_view prefix) {
  std::vector<StreamName> names;
  auto rows = db.query(
      "SELECT name FROM stream WHERE version > 0 AND name >= ?1"
      " AND substr(name, 1, length(?1)) = ?1 ORDER BY name",
      prefix);
  while (rows.next()) names.push_back(rows.string(0));
  if (rows.failed()) return rows.error();
  return names;
}

Result<StreamCheck> verify_stream(Connection& db, std::string_view stream) {
  StreamCheck check;
  const ReadTransaction one_state(db);
  auto row = find_row(db, stream);
  if (!row) return row.error();
  if (!*row) {
    check.head.chain = chain_start(stream);
    return check;
  }
  auto events = check_events(db, (*row)->id, stream, check);
  if (!events) return events.error();
  if (!check.fault && check.head != (*row)->head) {
    check.fault = StreamFault::head_differs;
    check.version = (*row)->head.version;
  }
  auto contents = check_contents(db, (*row)->id, check);
  if (!contents) return contents.error();
  return check;
}

}  // namespace torg::store::sqlite
