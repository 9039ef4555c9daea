#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "store/sqlite_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::open_sqlite_store;
using store::StoreErrc;

void run_sql(const std::filesystem::path& database, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

mode_t mode_of(const std::filesystem::path& file) {
  struct stat status;
  EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 0777;
}

TEST(OpenSqliteStore, given_no_folder_when_opened_then_it_is_made_for_its_owner_only) {
  const TempFolder folder;
  const auto data_dir = folder / "deep" / "data";
  {
    auto first = open_sqlite_store({data_dir, "", 2000});
    ASSERT_TRUE(first.has_value());
    EXPECT_TRUE(first->created);
    ASSERT_TRUE(first->store->put_meta("k", "v").has_value());
    EXPECT_EQ(mode_of(data_dir), 0700U);
    EXPECT_EQ(mode_of(data_dir / "torg.db"), 0600U);
    EXPECT_EQ(mode_of(data_dir / "torg.db-wal"), 0600U);
    EXPECT_EQ(mode_of(data_dir / "torg.lock"), 0600U);
  }
  auto second = open_sqlite_store({data_dir, "", 2000});
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(second->created);
  EXPECT_EQ(second->store->get_meta("k").value(), "v");
}

TEST(OpenSqliteStore, given_an_open_store_when_opened_again_then_the_folder_is_in_use) {
  SqliteHouse house;
  auto second = open_sqlite_store({house.data_dir(), "", 2000});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, StoreErrc::in_use);
  EXPECT_NE(second.error().detail.find(std::to_string(::getpid())), std::string::npos);
  EXPECT_TRUE(house.store().put_meta("k", "v").has_value());
  house.close();
  EXPECT_TRUE(open_sqlite_store({house.data_dir(), "", 2000}).has_value());
}

TEST(OpenSqliteStore, given_a_newer_schema_when_opened_then_it_is_refused_and_nothing_changed) {
  SqliteHouse house;
  ASSERT_TRUE(house.store().put_meta("k", "v").has_value());
  house.close();
  run_sql(house.database(), "PRAGMA user_version = 3");
  const std::string before = bytes_of_file(house.database());
  auto opened = open_sqlite_store({house.data_dir(), "", 2000});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, StoreErrc::newer_schema);
  EXPECT_EQ(bytes_of_file(house.database()), before);
}

TEST(OpenSqliteStore, given_an_older_schema_when_opened_then_it_is_refused_and_nothing_changed) {
  SqliteHouse house;
  house.close();
  run_sql(house.database(), "PRAGMA user_version = 1");
  const std::string before = bytes_of_file(house.database());
  auto opened = open_sqlite_store({house.data_dir(), "", 2000});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, StoreErrc::older_schema);
  EXPECT_EQ(bytes_of_file(house.database()), before);
}

TEST(OpenSqliteStore, given_a_newer_schema_only_in_the_log_when_opened_then_it_is_kept) {
  SqliteHouse house;
  ASSERT_TRUE(house.store().checkpoint().has_value());
  {
    // A second connection in this process, so that the change stays in the log.
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(house.database().c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 9", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close(db);
  }
  const TempFolder copy;
  for (const char* name : {"torg.db", "torg.db-wal"}) {
    std::filesystem::copy_file(house.data_dir() / name, copy / name);
  }
  const std::string database = bytes_of_file(copy / "torg.db");
  const std::string log = bytes_of_file(copy / "torg.db-wal");
  ASSERT_FALSE(log.empty());
  auto opened = open_sqlite_store({copy.path(), "", 2000});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, StoreErrc::newer_schema);
  EXPECT_EQ(bytes_of_file(copy / "torg.db"), database);
  EXPECT_EQ(bytes_of_file(copy / "torg.db-wal"), log);
}

TEST(OpenSqliteStore, given_another_programs_database_when_opened_then_it_is_refused_unchanged) {
  const TempFolder folder;
  run_sql(folder / "torg.db", "CREATE TABLE recipe (name TEXT)");
  const std::string before = bytes_of_file(folder / "torg.db");
  EXPECT_EQ(open_sqlite_store({folder.path(), "", 2000}).error().code, StoreErrc::not_torg);
  EXPECT_EQ(bytes_of_file(folder / "torg.db"), before);
}

TEST(OpenSqliteStore, given_a_file_that_is_no_database_when_opened_then_it_is_corrupt) {
  const TempFolder folder;
  std::ofstream(folder / "torg.db") << std::string(5000, 'x');
  EXPECT_EQ(open_sqlite_store({folder.path(), "", 2000}).error().code, StoreErrc::corrupt);
}

TEST(OpenSqliteStore, given_a_file_in_the_folders_place_when_opened_then_it_is_not_writable) {
  const TempFolder folder;
  std::ofstream(folder / "data") << "a file";
  EXPECT_EQ(open_sqlite_store({folder / "data", "", 2000}).error().code, StoreErrc::not_writable);
  EXPECT_EQ(open_sqlite_store({folder / "data" / "below", "", 2000}).error().code,
            StoreErrc::not_writable);
}

/// Root may write everywhere, so it becomes nobody for a while.
class AsNobody {
 public:
  AsNobody() : uid_(::geteuid()), possible_(uid_ != 0 || ::seteuid(65534) == 0) {}
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (::geteuid() != uid_ && ::seteuid(uid_) != 0) std::abort();
  }
  explicit operator bool() const { return possible_; }

 private:
  uid_t uid_;
  bool possible_;
};

TEST(OpenSqliteStore, given_a_read_only_folder_when_opened_then_it_is_not_writable) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "data");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod((folder / "data").c_str(), 0555), 0);
  const AsNobody nobody;
  if (!nobody) GTEST_SKIP() << "cannot give up root here";
  EXPECT_EQ(open_sqlite_store({folder / "data", "", 2000}).error().code, StoreErrc::not_writable);
  EXPECT_EQ(open_sqlite_store({folder / "data" / "new", "", 2000}).error().code,
            StoreErrc::not_writable);
}

TEST(OpenSqliteStore, given_a_read_only_database_when_opened_then_it_is_not_writable) {
  SqliteHouse house;
  house.close();
  // Folders above are closed to others, so the data move to one that is not.
  const TempFolder folder;
  ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
  std::filesystem::copy_file(house.database(), folder / "torg.db");
  ASSERT_EQ(::chmod((folder / "torg.db").c_str(), 0444), 0);
  const AsNobody nobody;
  if (!nobody) GTEST_SKIP() << "cannot give up root here";
  EXPECT_EQ(open_sqlite_store({folder.path(), "", 2000}).error().code, StoreErrc::not_writable);
}

TEST(OpenSqliteStore, given_a_store_closed_in_good_order_when_looked_at_then_the_log_is_empty) {
  SqliteHouse house;
  ASSERT_TRUE(house.store().put_meta("k", "v").has_value());
  EXPECT_GT(std::filesystem::file_size(house.log()), 0U);
  house.close();
  EXPECT_EQ(std::filesystem::file_size(house.log()), 0U);
}

TEST(OpenSqliteStore, given_a_log_left_by_a_kill_when_opened_then_it_is_in_the_database) {
  SqliteHouse house;
  ASSERT_TRUE(house.store().put_meta("k", "v").has_value());
  house.restart();
  EXPECT_EQ(house.store().get_meta("k").value(), "v");
  EXPECT_EQ(std::filesystem::file_size(house.log()), 0U);
}

TEST(Checkpoint, given_a_long_log_when_called_then_the_next_writes_start_it_anew) {
  SqliteHouse house;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(house.store().put_meta("k", std::string(9000, 'x')).has_value());
  }
  const auto before = std::filesystem::file_size(house.log());
  ASSERT_TRUE(house.store().checkpoint().has_value());
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(house.store().put_meta("k", std::string(9000, 'y')).has_value());
  }
  EXPECT_EQ(std::filesystem::file_size(house.log()), before);
}

}  // namespace
}  // namespace torg::test
