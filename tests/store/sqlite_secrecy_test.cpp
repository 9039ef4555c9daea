#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/secrets.hpp"
#include "store/sqlite_store.hpp"
#include "support/btree_pages.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::ScrubOutcome;
using store::Unit;

constexpr const char* stream = "meeting/a";

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &db_), SQLITE_OK);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(db_); }

  void run(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_);
  }
  std::string value(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW) << sql;
    std::string text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
  }
  void insert(const std::string& table, const store::SealedBallot& ballot) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "INSERT INTO " + table + " VALUES (1, ?1, ?2, ?3, ?4)";
    ASSERT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    sqlite3_bind_blob(statement, 1, ballot.voter_key.data(), 32, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, ballot.ballot_class.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 3, ballot.class_salt.data(), 32, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 4, ballot.ballot.data(), static_cast<int>(ballot.ballot.size()),
                      SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
  }

 private:
  sqlite3* db_ = nullptr;
};

std::vector<BtreePage> pages_of_table(const std::filesystem::path& file, const std::string& table) {
  std::string root;
  {
    Database db(file);
    root = db.value("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
    db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  return BtreeFile(bytes_of_file(file)).pages_from(std::stoul(root));
}

std::vector<store::CastBallot> random_ballots(int count, const std::string& mark = "") {
  std::vector<store::CastBallot> ballots;
  for (int i = 0; i < count; ++i) {
    const std::string tag = mark + store::to_base64url(store::random_bytes(12));
    ballots.push_back(
        {stream, 1, store::random_digest(), i % 3 == 0 ? "north" : "south", store::random_digest(),
         1, R"({"marks":{"1":3,"2":)" + std::to_string(i % 7) + R"(},"tag":")" + tag + "\"}",
         false});
  }
  return ballots;
}

std::vector<store::SealedBallot> sorted(const std::vector<store::CastBallot>& ballots) {
  std::vector<store::SealedBallot> rows;
  for (const auto& ballot : ballots) {
    rows.push_back({ballot.voter_key, ballot.ballot_class, ballot.class_salt, ballot.ballot});
  }
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.voter_key < b.voter_key; });
  return rows;
}

void commit(store::Store& store, const std::vector<Unit>& batch) {
  auto outcomes = store.append(batch);
  ASSERT_TRUE(outcomes.has_value()) << outcomes.error().detail;
  for (const auto outcome : *outcomes) ASSERT_EQ(outcome, UnitOutcome::committed);
}

void cast(store::Store& store, const std::vector<store::CastBallot>& ballots) {
  for (const auto& ballot : ballots) commit(store, {{ballot}});
}

void stop_and_seal(store::Store& store, std::uint32_t number,
                   std::vector<store::SealedBallot> rows) {
  commit(store, {{store::StopBox{stream, number}}});
  commit(store, {{store::SealBox{stream, number, std::move(rows), "result", digest_of(99)}}});
}

// The layout of the sealed ballots

class CellOrder : public testing::TestWithParam<int> {
 protected:
  /// A database of its own, with one table like that of the sealed ballots.
  std::vector<BtreePage> pages_after_inserting(const std::vector<store::SealedBallot>& rows,
                                               const std::filesystem::path& like) {
    const TempFolder folder(TempFolder::Place::memory);
    {
      const std::string definition =
          Database(like).value("SELECT sql FROM sqlite_schema WHERE name = 'sealed_ballot'");
      Database db(folder / "reference.db");
      db.run("PRAGMA secure_delete = ON; CREATE TABLE box (id INTEGER PRIMARY KEY);" + definition);
      for (const auto& row : rows) db.insert("sealed_ballot", row);
    }
    return pages_of_table(folder / "reference.db", "sealed_ballot");
  }
};

TEST_P(CellOrder, given_ballots_in_any_order_when_sealed_then_pages_are_those_of_a_sorted_insert) {
  const auto ballots = random_ballots(GetParam());
  SqliteHouse house;
  commit(house.store(), {{store::OpenBox{stream, 1, "s"}}});
  cast(house.store(), ballots);
  stop_and_seal(house.store(), 1, sorted(ballots));
  ASSERT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
  house.close();

  const auto sealed = pages_of_table(house.database(), "sealed_ballot");
  const auto reference = pages_after_inserting(sorted(ballots), house.database());
  EXPECT_EQ(sealed.size(), reference.size());
  EXPECT_TRUE(sealed == reference);

  // That the comparison can see a difference: the same rows in the order they were cast.
  std::vector<store::SealedBallot> as_cast;
  for (const auto& ballot : ballots) {
    as_cast.push_back({ballot.voter_key, ballot.ballot_class, ballot.class_salt, ballot.ballot});
  }
  EXPECT_FALSE(pages_after_inserting(as_cast, house.database()) == reference);
}

INSTANTIATE_TEST_SUITE_P(Ballots, CellOrder, testing::Values(16, 40, 1000));

// What is destroyed is gone from the files

TEST(Sealing, given_a_secret_when_sealed_and_scrubbed_then_it_is_in_none_of_the_files) {
  const std::string secret = store::random_bytes(72);
  const auto ballots = random_ballots(30);
  SqliteHouse house;
  commit(house.store(), {{store::OpenBox{stream, 1, secret}}});
  cast(house.store(), ballots);
  ASSERT_TRUE(house.store().checkpoint().has_value());
  EXPECT_GE(occurrences(bytes_of_file(house.database()), secret), 1U);
  EXPECT_GE(occurrences(bytes_of_file(house.log()), secret), 1U);

  stop_and_seal(house.store(), 1, sorted(ballots));
  EXPECT_TRUE(house.store().scrub_pending().value());
  EXPECT_GE(occurrences_in_folder(house.data_dir(), secret), 1U);
  EXPECT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
  EXPECT_FALSE(house.store().scrub_pending().value());
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), secret), 0U);
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), ballots[0].ballot), 1U);

  ASSERT_TRUE(house.store().backup(house.data_dir() / "copy.db").has_value());
  EXPECT_EQ(occurrences(bytes_of_file(house.data_dir() / "copy.db"), secret), 0U);
}

TEST(Sealing,
     given_boxes_filled_side_by_side_when_one_is_sealed_then_no_trace_of_its_casting_is_left) {
  std::mt19937 random(20240417);
  for (int round = 0; round < 8; ++round) {
    SqliteHouse house;
    std::vector<store::CastBallot> standing;
    std::vector<std::string> gone = {store::random_bytes(72)};
    commit(house.store(), {{store::OpenBox{stream, 1, gone[0]}}});
    commit(house.store(), {{store::OpenBox{stream, 2, "other"}}});
    std::vector<Unit> first;
    std::vector<Unit> second;
    for (auto& ballot : random_ballots(150)) {
      ballot.ballot += std::string(random() % 400, ' ');
      auto elsewhere = ballot;
      elsewhere.box = 2;
      elsewhere.ballot = "elsewhere" + std::string(random() % 400, ' ');
      first.push_back({elsewhere});
      first.push_back({ballot});
      if (random() % 3 == 0) {
        // Replaced by a longer one, or withdrawn: what stood before must not be found again.
        gone.push_back(ballot.ballot.substr(0, 40));
        ballot.ballot = random_ballots(1)[0].ballot + std::string(random() % 500, ' ');
        ballot.revision = 2;
        ballot.withdrawn = random() % 2 == 0;
        if (ballot.withdrawn) ballot.ballot.clear();
        second.push_back({ballot});
      }
      if (!ballot.withdrawn) standing.push_back(ballot);
    }
    commit(house.store(), first);
    commit(house.store(), second);
    const std::string before = bytes_of_folder(house.data_dir());
    for (const auto& text : gone) EXPECT_GE(occurrences(before, text), 1U);
    stop_and_seal(house.store(), 1, sorted(standing));
    ASSERT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
    const std::string after = bytes_of_folder(house.data_dir());
    for (const auto& text : gone) {
      EXPECT_EQ(occurrences(after, text), 0U) << "round " << round;
    }
    EXPECT_EQ(house.store().read_box(stream, 2).value()->turnout, 150U);
  }
}

TEST(Sealing, given_a_reader_of_the_past_when_scrubbed_then_it_is_busy_and_remembered) {
  const std::string secret = store::random_bytes(72);
  SqliteHouse house;
  commit(house.store(), {{store::OpenBox{stream, 1, secret}}});
  {
    Database other(house.database());
    other.run("BEGIN");
    EXPECT_EQ(other.value("SELECT count(*) FROM box"), "1");
    stop_and_seal(house.store(), 1, {});
    EXPECT_EQ(house.store().scrub().value(), ScrubOutcome::still_busy);
    EXPECT_TRUE(house.store().scrub_pending().value());
    EXPECT_GE(occurrences_in_folder(house.data_dir(), secret), 1U);
  }
  EXPECT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), secret), 0U);
}

TEST(Sealing, given_a_kill_before_the_scrub_when_started_again_then_it_is_done_then) {
  const std::string secret = store::random_bytes(72);
  SqliteHouse house;
  commit(house.store(), {{store::OpenBox{stream, 1, secret}}});
  stop_and_seal(house.store(), 1, {});
  EXPECT_GE(occurrences_in_folder(house.data_dir(), secret), 1U);
  house.restart();
  EXPECT_FALSE(house.store().scrub_pending().value());
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), secret), 0U);
}

TEST(Voiding, given_ballots_when_the_box_is_voided_before_or_after_sealing_then_none_is_found) {
  for (const bool sealed_first : {false, true}) {
    SqliteHouse house;
    const std::string secret = store::random_bytes(72);
    const auto ballots = random_ballots(200, "canary");
    commit(house.store(), {{store::OpenBox{stream, 1, secret}}});
    cast(house.store(), ballots);
    if (sealed_first) stop_and_seal(house.store(), 1, sorted(ballots));
    commit(house.store(), {{store::VoidBox{stream, 1}}});
    EXPECT_GE(occurrences_in_folder(house.data_dir(), "canary"), 200U);
    ASSERT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
    EXPECT_EQ(occurrences_in_folder(house.data_dir(), "canary"), 0U);
    EXPECT_EQ(occurrences_in_folder(house.data_dir(), secret), 0U);
  }
}

TEST(Erasing, given_texts_when_some_are_erased_then_no_byte_of_them_is_left_and_the_others_are) {
  SqliteHouse house;
  std::vector<store::ContentRecord> contents;
  for (int i = 0; i < 300; ++i) {
    const auto salt = store::random_digest();
    const std::string text = (i % 2 == 0 ? "erased canary " : "kept canary ") + std::to_string(i) +
                             std::string(static_cast<std::size_t>(i), '.');
    contents.push_back({store::content_ref(salt, text), salt, text, true});
    commit(house.store(), {{store::AppendEvents{stream,
                                                static_cast<std::uint64_t>(i),
                                                {{"Said", contents.back().ref}},
                                                {contents.back()}}}});
  }
  for (int i = 0; i < 300; i += 2) {
    commit(house.store(),
           {{store::EraseContent{stream, contents[static_cast<std::size_t>(i)].ref}}});
  }
  ASSERT_EQ(house.store().scrub().value(), ScrubOutcome::clean);
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), "erased canary"), 0U);
  EXPECT_EQ(occurrences_in_folder(house.data_dir(), "kept canary"), 150U);
  const auto check = house.store().verify_stream(stream).value();
  EXPECT_FALSE(check.fault.has_value());
  EXPECT_EQ(check.contents_erased, 150U);
  EXPECT_EQ(check.contents_present, 150U);
}

}  // namespace
}  // namespace torg::test
