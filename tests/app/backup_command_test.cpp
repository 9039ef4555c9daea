// `torg backup` and `torg restore` as an administrator runs them, while people vote.

#include "app/backup_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "app/restore_command.hpp"
#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::test {
namespace {

namespace fs = std::filesystem;
using bench::Hall;
using testing::HasSubstr;
using testing::Not;

void expect(std::vector<std::string> words, int exit_code, std::string const& told) {
  TorgCommand command(std::move(words));
  EXPECT_EQ(command.exit_code(), exit_code) << command.out() << command.err();
  auto const said = command.out() + command.err();
  EXPECT_THAT(said, HasSubstr(told));
  for (auto const* raw : {"backup.", "restore.", "start.store", "{"}) {
    EXPECT_THAT(said, Not(HasSubstr(raw)));
  }
}

class Backup : public testing::Test {
 protected:
  Backup() { server_.start(); }

  std::vector<std::string> backup_words(char const* language = "en") const {
    return {"backup",         "--data",     (folder_ / "data").string(),
            backup_.string(), "--language", language};
  }
  std::vector<std::string> restore_words(fs::path const& data, char const* language = "en") const {
    return {"restore", backup_.string(), "--data", data.string(), "--language", language};
  }

  TempFolder folder_;
  TempFolder elsewhere_;
  fs::path backup_ = elsewhere_ / "backup/of.db";
  TorgProcess server_{TORG_EXECUTABLE, folder_.path()};
};

TEST_F(Backup, given_votes_being_cast_when_restored_with_the_keys_then_the_ballot_goes_on) {
  fs::create_directories(backup_.parent_path());
  std::int64_t box = 0;
  {
    Hall hall(server_);
    hall.join(5);
    ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
    box = hall.open(hall.item_of("dots"));
    for (auto const& phone : hall.phones()) {
      phone->cast(box, {{"kind", "dots"}, {"marks", {{{"option", 2}, {"value", 3}}}}});
    }
    ASSERT_TRUE(hall.settled());
    expect(backup_words(), 0, "1 votes with 5 ballots are not counted yet");
    server_.kill();
  }
  expect(restore_words(elsewhere_ / "data"), 0, "Restored in");
  fs::copy(folder_ / "keys", elsewhere_ / "keys", fs::copy_options::recursive);
  TorgProcess again(TORG_EXECUTABLE, elsewhere_.path());
  again.start();
  Hall hall(again);
  for (auto const* type : {"stop_ballot", "seal_ballot", "show_result"}) {
    ASSERT_EQ(hall.command({{"type", type}, {"box", box}}).at("type"), "ack") << type;
  }
  auto const shown = "result/" + std::to_string(box);
  ASSERT_TRUE(hall.wait([&] { return hall.facilitator().section(shown) != nullptr; }));
  auto const& result = hall.facilitator().section(shown)->at("result");
  EXPECT_EQ(result.at("cast"), 5);
  EXPECT_EQ(result.at("rows").at(0).at("dots"), 15);
  EXPECT_EQ(again.stop(), 0);
}

TEST_F(Backup, given_a_file_of_that_name_then_it_is_left_alone_and_the_exit_code_is_1) {
  fs::create_directories(backup_.parent_path());
  std::ofstream(backup_) << "precious";
  expect(backup_words("sv"), app::exit_no_backup, "finns redan");
  expect(backup_words("en"), app::exit_no_backup, "exists already");
  EXPECT_EQ(fs::file_size(backup_), 8U);
}

TEST_F(Backup, given_no_folder_for_it_or_no_database_then_the_exit_code_is_1) {
  expect(backup_words(), app::exit_no_backup, "The disk or the file system");
  expect({"backup", "--data", (elsewhere_ / "none").string(), backup_.string(), "--language", "sv"},
         app::exit_no_backup, "Det går inte att läsa");
  EXPECT_FALSE(fs::exists(elsewhere_ / "none"));
}

TEST_F(Backup, given_a_database_of_a_newer_version_then_its_folder_is_named_and_not_the_copy) {
  EXPECT_EQ(server_.stop(), 0);
  auto const data = folder_ / "data";
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((data / "torg.db").c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, "PRAGMA user_version = 999", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  expect(backup_words(), app::exit_no_backup, "The database in " + data.string());
  EXPECT_FALSE(fs::exists(backup_));
}

TEST_F(Backup, given_a_database_in_the_folder_when_restored_then_it_is_left_alone) {
  fs::create_directories(backup_.parent_path());
  expect(backup_words(), 0, "The backup is in");
  EXPECT_EQ(server_.stop(), 0);
  expect(restore_words(folder_ / "data", "sv"), app::exit_not_restored, "finns redan en databas");
  server_.start();
  EXPECT_EQ(server_.stop(), 0);
}

TEST_F(Backup, given_an_altered_backup_then_it_is_not_restored_and_what_does_not_fit_is_named) {
  fs::create_directories(backup_.parent_path());
  expect(backup_words(), 0, "The backup is in");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(backup_.c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db,
                         "UPDATE event SET payload = CAST('{}' AS BLOB) WHERE version = 2 AND "
                         "stream = (SELECT id FROM stream WHERE name LIKE 'meeting/%')",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(db);
  expect(restore_words(elsewhere_ / "data"), app::exit_not_restored, "event 2");
  EXPECT_FALSE(fs::exists(elsewhere_ / "data" / "torg.db"));
}

TEST_F(Backup, given_any_other_file_then_it_is_not_restored) {
  fs::create_directories(backup_.parent_path());
  std::ofstream(backup_) << "a letter to the municipality, longer than a header of SQLite, "
                            "which takes a hundred bytes before anything is told apart";
  expect(restore_words(elsewhere_ / "data"), app::exit_not_restored, "cannot be read as a backup");
  EXPECT_FALSE(fs::exists(elsewhere_ / "data" / "torg.db"));
}

}  // namespace
}  // namespace torg::test
