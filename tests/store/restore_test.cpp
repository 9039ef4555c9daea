#include "store/restore.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "store/sqlite_view.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

namespace fs = std::filesystem;
using store::Restore;
using store::StoreErrc;

class RestoreBackup : public testing::Test {
 protected:
  RestoreBackup() {
    EXPECT_TRUE(house_.store()
                    .append(std::vector<store::Unit>{
                        {store::AppendEvents{"forum", 0, {{"Counted", "payload"}}, {}}}})
                    .has_value());
    EXPECT_TRUE(house_.store().backup(backup_).has_value());
  }
  fs::path database() const { return data_dir_ / "torg.db"; }
  fs::path staging() const { return data_dir_ / "restoring"; }

  SqliteHouse house_;
  TempFolder folder_;
  fs::path backup_ = folder_ / "backup.db";
  fs::path data_dir_ = folder_ / "deep" / "data";
};

TEST_F(RestoreBackup, given_no_database_when_kept_then_it_opens_with_what_was_committed) {
  ::chmod(backup_.c_str(), 0644);
  {
    auto restore = Restore::begin(backup_, data_dir_).value();
    auto const view = store::open_sqlite_view(restore.copy());
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view.value()->stream_head("forum").value(),
              house_.store().stream_head("forum").value());
    EXPECT_FALSE(fs::exists(database()));
    ASSERT_TRUE(restore.keep().has_value());
  }
  struct stat status;
  ASSERT_EQ(::stat(database().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_FALSE(fs::exists(staging()));
  EXPECT_TRUE(fs::exists(backup_));
  auto opened = store::open_sqlite_store({data_dir_, "", 2000});
  ASSERT_TRUE(opened.has_value());
  EXPECT_FALSE(opened->created);
  EXPECT_EQ(opened->store->stream_head("forum").value(),
            house_.store().stream_head("forum").value());
}

TEST_F(RestoreBackup, given_a_copy_that_is_not_kept_then_nothing_of_it_stays) {
  {
    ASSERT_TRUE(Restore::begin(backup_, data_dir_).has_value());
  }
  EXPECT_FALSE(fs::exists(database()));
  EXPECT_FALSE(fs::exists(staging()));
}

TEST_F(RestoreBackup, given_a_restore_that_was_cut_short_then_the_next_one_starts_anew) {
  fs::create_directories(staging());
  std::ofstream(staging() / "torg.db") << "half a file";
  auto restore = Restore::begin(backup_, data_dir_).value();
  EXPECT_TRUE(store::open_sqlite_view(restore.copy()).has_value());
}

TEST_F(RestoreBackup, given_a_database_then_it_is_left_alone) {
  fs::create_directories(data_dir_);
  std::ofstream(database()) << "precious";
  EXPECT_EQ(Restore::begin(backup_, data_dir_).error().code, StoreErrc::exists);
  EXPECT_EQ(bytes_of_file(database()), "precious");
}

TEST_F(RestoreBackup, given_a_server_on_the_folder_then_it_is_in_use) {
  EXPECT_EQ(Restore::begin(backup_, house_.data_dir()).error().code, StoreErrc::in_use);
}

TEST_F(RestoreBackup, given_no_such_backup_then_that_is_told_and_nothing_stays) {
  auto const failed = Restore::begin(folder_ / "absent.db", data_dir_).error();
  EXPECT_EQ(failed.code, StoreErrc::io);
  EXPECT_EQ(failed.system_code, ENOENT);
  EXPECT_FALSE(fs::exists(staging()));
}

}  // namespace
}  // namespace torg::test
