#include "store/sqlite/ballot_boxes.hpp"

#include <sodium.h>

#include <string>

#include "store/sqlite/journal.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/scrubbing.hpp"

namespace torg::store::sqlite {
namespace {

struct BoxRow {
  std::int64_t id = 0;
  std::uint32_t number = 0;
  BoxState state = BoxState::open;
  std::uint64_t turnout = 0;

  bool is_live() const { return state == BoxState::open || state == BoxState::stopped; }
};

Result<std::optional<BoxRow>> find_box(Connection& db, std::string_view stream,
                                       std::uint32_t number) {
  std::optional<BoxRow> found;
  auto row = db.query(
      "SELECT box.id, box.state, box.turnout FROM box JOIN stream ON stream.id = box.stream"
      " WHERE stream.name = ?1 AND box.number = ?2",
      stream, number);
  if (row.next()) {
    found = BoxRow{row.integer(0), number, static_cast<BoxState>(row.integer(1)),
                   row.unsigned_integer(2)};
  }
  if (row.failed()) return row.error();
  return found;
}

Result<std::uint64_t> count_live(Connection& db, const BoxRow& box) {
  std::uint64_t count = 0;
  auto row = db.query("SELECT count(*) FROM " + live_ballot_table(box.id) + " WHERE withdrawn = 0");
  if (row.next()) count = row.unsigned_integer(0);
  if (row.failed()) return row.error();
  return count;
}

Result<std::uint64_t> turnout_of(Connection& db, const BoxRow& box) {
  if (box.is_live()) return count_live(db, box);
  return box.turnout;
}

StandingBallot standing_from(const Query& row) {
  return {row.digest(0),           row.string(1), row.digest(2),
          row.unsigned_integer(3), row.string(4), row.integer(5) != 0};
}

Result<std::vector<StandingBallot>> read_standing(Connection& db, const BoxRow& box) {
  std::vector<StandingBallot> ballots;
  auto rows = db.query("SELECT voter_key, class, class_salt, revision, ballot, withdrawn FROM " +
                       live_ballot_table(box.id) + " ORDER BY voter_key");
  while (rows.next()) ballots.push_back(standing_from(rows));
  if (rows.failed()) return rows.error();
  return ballots;
}

Result<std::optional<StandingBallot>> find_standing(Connection& db, const BoxRow& box,
                                                    const Digest& voter_key) {
  std::optional<StandingBallot> found;
  auto row = db.query("SELECT voter_key, class, class_salt, revision, ballot, withdrawn FROM " +
                          live_ballot_table(box.id) + " WHERE voter_key = ?1",
                      voter_key);
  if (row.next()) found = standing_from(row);
  if (row.failed()) return row.error();
  return found;
}

Result<std::vector<SealedBallot>> read_sealed(Connection& db, const BoxRow& box) {
  std::vector<SealedBallot> ballots;
  auto rows = db.query(
      "SELECT voter_key, class, class_salt, ballot FROM sealed_ballot WHERE box = ?1"
      " ORDER BY voter_key",
      box.id);
  while (rows.next()) {
    ballots.push_back({rows.digest(0), rows.string(1), rows.digest(2), rows.string(3)});
  }
  if (rows.failed()) return rows.error();
  return ballots;
}

Result<UnitOutcome> change_state(Connection& db, std::string_view stream, std::uint32_t number,
                                 BoxState from, BoxState to) {
  auto changed = db.run(
      "UPDATE box SET state = ?4 WHERE stream = (SELECT id FROM stream WHERE name = ?1)"
      " AND number = ?2 AND state = ?3",
      stream, number, static_cast<int>(from), static_cast<int>(to));
  if (!changed) return changed.error();
  return db.changes() == 1 ? UnitOutcome::committed : UnitOutcome::box_state_conflict;
}

/// `ballots` are in the order of their keys.
Result<bool> stands_exactly(Connection& db, const BoxRow& box,
                            const std::vector<SealedBallot>& ballots) {
  std::size_t compared = 0;
  auto rows = db.query("SELECT voter_key, class, class_salt, ballot FROM " +
                       live_ballot_table(box.id) + " WHERE withdrawn = 0 ORDER BY voter_key");
  while (rows.next()) {
    if (compared == ballots.size()) return false;
    const SealedBallot& expected = ballots[compared++];
    if (rows.digest(0) != expected.voter_key || rows.bytes(1) != expected.ballot_class ||
        rows.digest(2) != expected.class_salt || rows.bytes(3) != expected.ballot) {
      return false;
    }
  }
  if (rows.failed()) return rows.error();
  return compared == ballots.size();
}

/// Empties the tables of an unsealed box and drops them. Rows go in random order: the pages they
/// stood on join the list of free pages as they fall empty, and in key order that list would tell
/// which part of the box filled first.
Result<void> destroy_live(Connection& db, const BoxRow& box) {
  auto standing = read_standing(db, box);
  if (!standing) return standing.error();
  for (std::size_t left = standing->size(); left > 1; --left) {
    std::swap((*standing)[left - 1],
              (*standing)[randombytes_uniform(static_cast<std::uint32_t>(left))]);
  }
  const std::string remove = "DELETE FROM " + live_ballot_table(box.id) + " WHERE voter_key = ?1";
  for (const StandingBallot& ballot : *standing) {
    auto removed = db.run(remove, ballot.voter_key);
    if (!removed) return removed;
  }
  auto dropped = drop_live_tables(db, box.id);
  if (!dropped) return dropped;
  return note_remains(db, Remains::in_log);
}

Result<void> destroy_sealed(Connection& db, const BoxRow& box) {
  auto removed = db.run("DELETE FROM sealed_ballot WHERE box = ?1", box.id);
  if (!removed) return removed;
  return note_remains(db, Remains::in_pages);
}

Result<void> insert_sealed(Connection& db, const BoxRow& box,
                           const std::vector<SealedBallot>& ballots) {
  for (const SealedBallot& ballot : ballots) {
    auto added = db.run(
        "INSERT INTO sealed_ballot (box, voter_key, class, class_salt, ballot)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        box.id, ballot.voter_key, ballot.ballot_class, ballot.class_salt, Blob{ballot.ballot});
    if (!added) return added;
  }
  return {};
}

}  // namespace

Result<UnitOutcome> write(Connection& db, const OpenBox& write) {
  auto stream_id = ensure_stream(db, write.stream);
  if (!stream_id) return stream_id.error();
  auto made =
      db.run("INSERT INTO box (stream, number, state) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
             *stream_id, write.box, static_cast<int>(BoxState::open));
  if (!made) return made.error();
  if (db.changes() == 0) return UnitOutcome::box_exists;

  const std::int64_t box_id = sqlite3_last_insert_rowid(db.handle());
  auto tables = create_live_tables(db, box_id);
  if (!tables) return tables.error();
  auto kept = db.run("INSERT INTO " + live_secret_table(box_id) + " (wrapped) VALUES (?1)",
                     Blob{write.wrapped_secret});
  if (!kept) return kept.error();
  return UnitOutcome::committed;
}

Result<UnitOutcome> write(Connection& db, const CastBallot& write) {
  auto box = find_box(db, write.stream, write.box);
  if (!box) return box.error();
  if (!*box || (*box)->state != BoxState::open) return UnitOutcome::box_not_open;

  // A row that stands is changed where it is: replacing it would touch both trees of the table, and
  // every page that a commit touches is a page more to sync.
  auto stored = db.run("INSERT INTO " + live_ballot_table((*box)->id) +
                           " (voter_key, class, class_salt, revision, ballot, withdrawn)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (voter_key) DO UPDATE SET"
                           " class = ?2, class_salt = ?3, revision = ?4, ballot = ?5,"
                           " withdrawn = ?6 WHERE revision < ?4",
                       write.voter_key, write.ballot_class, write.class_salt, write.revision,
                       Blob{write.ballot}, write.withdrawn);
  if (!stored) return stored.error();
  if (db.changes() == 1) return UnitOutcome::committed;

  auto standing = find_standing(db, **box, write.voter_key);
  if (!standing) return standing.error();
  const bool same = *standing && (*standing)->revision == write.revision &&
                    (*standing)->ballot == write.ballot &&
                    (*standing)->withdrawn == write.withdrawn;
  return same ? UnitOutcome::committed : UnitOutcome::ballot_superseded;
}

Result<UnitOutcome> write(Connection& db, const StopBox& write) {
  return change_state(db, write.stream, write.box, BoxState::open, BoxState::stopped);
}

Result<UnitOutcome> write(Connection& db, const ReopenBox& write) {
  return change_state(db, write.stream, write.box, BoxState::stopped, BoxState::open);
}

Result<UnitOutcome> write(Connection& db, const SealBox& write) {
  auto box = find_box(db, write.stream, write.box);
  if (!box) return box.error();
  if (!*box || (*box)->state != BoxState::stopped) return UnitOutcome::box_state_conflict;
  const auto standing = standing_of(write);
  if (!standing) return UnitOutcome::ballots_differ;
  auto same = stands_exactly(db, **box, *standing);
  if (!same) return same.error();
  if (!*same) return UnitOutcome::ballots_differ;

  // Written before the live table frees its pages: where they lie must not come from the cast
  // order.
  auto inserted = insert_sealed(db, **box, write.ballots);
  if (!inserted) return inserted.error();
  auto destroyed = destroy_live(db, **box);
  if (!destroyed) return destroyed.error();
  auto sealed = db.run(
      "UPDATE box SET state = ?2, turnout = ?3, result = ?4, digest = ?5 WHERE id = ?1", (*box)->id,
      static_cast<int>(BoxState::sealed), write.ballots.size(), Blob{write.result}, write.digest);
  if (!sealed) return sealed.error();
  return UnitOutcome::committed;
}

Result<UnitOutcome> write(Connection& db, const VoidBox& write) {
  auto box = find_box(db, write.stream, write.box);
  if (!box) return box.error();
  if (!*box || (*box)->state == BoxState::voided) return UnitOutcome::box_state_conflict;
  auto turnout = turnout_of(db, **box);
  if (!turnout) return turnout.error();

  auto destroyed = (*box)->is_live() ? destroy_live(db, **box) : destroy_sealed(db, **box);
  if (!destroyed) return destroyed.error();
  auto voided = db.run("UPDATE box SET state = ?2, turnout = ?3 WHERE id = ?1", (*box)->id,
                       static_cast<int>(BoxState::voided), *turnout);
  if (!voided) return voided.error();
  return UnitOutcome::committed;
}

Result<std::optional<BoxRecord>> read_box(Connection& db, std::string_view stream,
                                          std::uint32_t number) {
  const ReadTransaction one_state(db);
  auto box = find_box(db, stream, number);
  if (!box) return box.error();
  if (!*box) return std::optional<BoxRecord>{};

  BoxRecord record;
  record.box = number;
  record.state = (*box)->state;
  auto turnout = turnout_of(db, **box);
  if (!turnout) return turnout.error();
  record.turnout = *turnout;
  if ((*box)->is_live()) {
    auto secret = db.query("SELECT wrapped FROM " + live_secret_table((*box)->id));
    if (secret.next()) record.wrapped_secret = secret.string(0);
    if (secret.failed()) return secret.error();
    auto standing = read_standing(db, **box);
    if (!standing) return standing.error();
    record.standing = std::move(*standing);
  } else {
    auto outcome = db.query("SELECT result, digest FROM box WHERE id = ?1", (*box)->id);
    if (outcome.next() && !outcome.is_null(1)) {
      record.result = outcome.string(0);
      record.digest = outcome.digest(1);
    }
    if (outcome.failed()) return outcome.error();
    auto sealed = read_sealed(db, **box);
    if (!sealed) return sealed.error();
    record.sealed = std::move(*sealed);
  }
  return std::optional<BoxRecord>{std::move(record)};
}

Result<std::optional<StandingBallot>> find_ballot(Connection& db, std::string_view stream,
                                                  std::uint32_t number, const Digest& voter_key) {
  const ReadTransaction one_state(db);
  auto box = find_box(db, stream, number);
  if (!box) return box.error();
  if (!*box || !(*box)->is_live()) return std::optional<StandingBallot>{};
  return find_standing(db, **box, voter_key);
}

Result<std::vector<BoxSummary>> boxes_of(Connection& db, std::string_view stream) {
  const ReadTransaction one_state(db);
  std::vector<BoxRow> boxes;
  {
    auto rows = db.query(
        "SELECT id, number, state, turnout FROM box"
        " WHERE stream = (SELECT id FROM stream WHERE name = ?1) ORDER BY number",
        stream);
    while (rows.next()) {
      boxes.push_back({rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)),
                       static_cast<BoxState>(rows.integer(2)), rows.unsigned_integer(3)});
    }
    if (rows.failed()) return rows.error();
  }
  std::vector<BoxSummary> summaries;
  for (const BoxRow& box : boxes) {
    auto turnout = turnout_of(db, box);
    if (!turnout) return turnout.error();
    summaries.push_back({box.number, box.state, *turnout});
  }
  return summaries;
}

// Only boxes that are open or stopped have tables of their own, so these are looked through and not
// the boxes.
Result<std::vector<StreamName>> streams_with_open_boxes(Connection& db) {
  const std::string name = live_ballot_table(0);
  const std::string_view prefix(name.data(), name.size() - 1);
  auto rows = db.query(
      "SELECT DISTINCT stream.name FROM sqlite_schema AS live"
      " JOIN box ON box.id = CAST(substr(live.name, length(?1) + 1) AS INTEGER)"
      " JOIN stream ON stream.id = box.stream"
      " WHERE live.type = 'table' AND substr(live.name, 1, length(?1)) = ?1 AND box.state = ?2"
      " ORDER BY stream.name",
      prefix, static_cast<std::int64_t>(BoxState::open));
  std::vector<StreamName> streams;
  while (rows.next()) streams.push_back(rows.string(0));
  if (rows.failed()) return rows.error();
  return streams;
}

}  // namespace torg::store::sqlite
