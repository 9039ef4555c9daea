// `torg verify` as somebody at a terminal runs it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "support/serve_words.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"

namespace torg::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// What every file of a folder holds but the one of shared memory.
std::map<std::string, std::string> contents(fs::path const& folder) {
  std::map<std::string, std::string> out;
  for (auto const& entry : fs::directory_iterator(folder)) {
    auto const name = entry.path().filename().string();
    if (name.ends_with("-shm")) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    // An empty log and none are the same.
    if (!bytes.str().empty()) out[name] = bytes.str();
  }
  return out;
}

class VerifyCommand : public testing::Test {
 protected:
  VerifyCommand() : server_(serve_words()) {
    EXPECT_THAT(server_.first_line(), HasSubstr("facilitator")) << server_.err();
  }

  std::vector<std::string> serve_words() const {
    auto words = test::serve_words(folder_.path());
    words.push_back("--demo");
    return words;
  }
  std::vector<std::string> verify_words(std::string const& language) const {
    return {"verify", "--data", (folder_ / "data").string(), "--language", language};
  }
  void execute(char const* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "data" / "torg.db").c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
  void expect(int exit_code, char const* swedish, char const* english) {
    for (auto const& [language, told] : {std::pair{"sv", swedish}, std::pair{"en", english}}) {
      TorgCommand verify(verify_words(language));
      EXPECT_EQ(verify.exit_code(), exit_code) << verify.out() << verify.err();
      auto const said = verify.out() + verify.err();
      EXPECT_THAT(said, HasSubstr(told));
      EXPECT_THAT(said, Not(HasSubstr("verify.")));
      EXPECT_THAT(said, Not(HasSubstr("{")));
    }
  }

  TempFolder folder_;
  TorgCommand server_;
};

TEST_F(VerifyCommand, given_a_folder_then_it_fits_while_serving_after_a_kill_and_after_a_stop) {
  expect(0, "Allt stämmer.", "Everything fits.");
  server_.signal(SIGKILL);
  server_.exit_code();
  auto const left = contents(folder_ / "data");
  expect(0, "1 möten", "1 meetings");
  EXPECT_EQ(contents(folder_ / "data"), left) << "verifying changed something";
  TorgCommand again(serve_words());
  EXPECT_THAT(again.first_line(), HasSubstr("facilitator")) << again.err();
  again.signal(SIGTERM);
  EXPECT_EQ(again.exit_code(), 0);
  auto const stopped = contents(folder_ / "data");
  expect(0, "Allt stämmer.", "Everything fits.");
  EXPECT_EQ(contents(folder_ / "data"), stopped) << "verifying changed something";
}

TEST_F(VerifyCommand, given_an_altered_event_then_it_is_named_and_the_exit_code_is_1) {
  server_.signal(SIGTERM);
  ASSERT_EQ(server_.exit_code(), 0);
  execute(
      "UPDATE event SET payload = CAST('{}' AS BLOB) WHERE version = 2 AND stream ="
      " (SELECT id FROM stream WHERE name LIKE 'meeting/%')");
  expect(1, "händelse 2: Händelsen är ändrad", "event 2: The event was altered");
}

TEST_F(VerifyCommand, given_a_damaged_file_then_that_is_said_and_the_exit_code_is_1) {
  server_.signal(SIGTERM);
  ASSERT_EQ(server_.exit_code(), 0);
  auto const file = folder_ / "data" / "torg.db";
  fs::resize_file(file, fs::file_size(file) / 2);
  expect(1, "är skadad", "is damaged");
}

TEST_F(VerifyCommand, given_no_folder_or_another_programs_then_the_exit_code_is_2) {
  server_.signal(SIGTERM);
  ASSERT_EQ(server_.exit_code(), 0);
  execute("PRAGMA application_id = 7");
  expect(2, "Det går inte att läsa", "No database of Torg");
  fs::remove_all(folder_ / "data");
  expect(2, "Det går inte att läsa", "No database of Torg");
  EXPECT_FALSE(fs::exists(folder_ / "data"));
  TorgCommand nothing({"verify"});
  EXPECT_EQ(nothing.exit_code(), 2);
}

}  // namespace
}  // namespace torg::test
