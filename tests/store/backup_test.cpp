#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

using store::StoreErrc;

std::vector<store::Unit> event_after(std::uint64_t version) {
  return {{store::AppendEvents{"forum", version, {{"Counted", "payload"}}, {}}}};
}

/// Opens a backup as the database of a folder of its own.
store::OpenedStore restored(const std::filesystem::path& backup,
                            const std::filesystem::path& data_dir) {
  std::filesystem::create_directories(data_dir);
  std::filesystem::copy_file(backup, data_dir / "torg.db");
  return store::open_sqlite_store({data_dir, "", 2000}).value();
}

TEST(Backup, given_a_store_when_backed_up_then_the_copy_opens_with_all_that_was_committed) {
  const TempFolder folder;
  SqliteHouse house;
  ASSERT_TRUE(house.store().append(event_after(0)).has_value());
  ASSERT_TRUE(house.store().backup(folder / "backup.db").has_value());
  struct stat status;
  ASSERT_EQ(::stat((folder / "backup.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  auto copy = restored(folder / "backup.db", folder / "data");
  EXPECT_FALSE(copy.created);
  EXPECT_EQ(copy.store->stream_head("forum").value(), house.store().stream_head("forum").value());
}

TEST(Backup, given_a_file_of_that_name_when_backed_up_then_it_is_left_alone) {
  const TempFolder folder;
  SqliteHouse house;
  std::ofstream(folder / "backup.db") << "precious";
  EXPECT_EQ(house.store().backup(folder / "backup.db").error().code, StoreErrc::exists);
  EXPECT_EQ(bytes_of_file(folder / "backup.db"), "precious");
}

TEST(Backup, given_no_such_folder_when_backed_up_then_it_fails_and_leaves_nothing) {
  const TempFolder folder;
  SqliteHouse house;
  EXPECT_FALSE(house.store().backup(folder / "absent" / "backup.db").has_value());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_TRUE(house.store().append(event_after(0)).has_value());
}

TEST(Backup, given_writes_going_on_when_backed_up_often_then_each_holds_what_was_acknowledged) {
  const TempFolder folder;
  SqliteHouse house;
  std::atomic<std::uint64_t> acknowledged = 0;
  std::atomic<bool> stop = false;
  std::atomic<bool> all_went_well = true;
  auto reader = house.store().open_reader().value();
  std::thread writer([&] {
    for (std::uint64_t version = 0; !stop; ++version) {
      auto outcomes = house.store().append(event_after(version));
      if (!outcomes || outcomes->front() != UnitOutcome::committed) all_went_well = false;
      acknowledged = version + 1;
      if (version % 50 == 0 && !house.store().checkpoint()) all_went_well = false;
    }
  });
  for (int i = 0; i < 10; ++i) {
    const std::string name = std::to_string(i);
    const std::uint64_t before = acknowledged;
    const auto made = reader->backup(folder / (name + ".db"));
    ASSERT_TRUE(made.has_value()) << made.error().detail;
    auto copy = restored(folder / (name + ".db"), folder / name);
    const auto check = copy.store->verify_stream("forum").value();
    EXPECT_FALSE(check.fault.has_value());
    EXPECT_GE(check.head.version, before);
  }
  stop = true;
  writer.join();
  EXPECT_TRUE(all_went_well);
  EXPECT_GT(acknowledged, 10U);
}

}  // namespace
}  // namespace torg::test
