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

#include "bench/hall.hpp"
#include "support/serve_words.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

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

TEST(VerifyVotes, given_votes_with_slips_that_changed_hands_then_folder_and_archive_fit) {
  using bench::Json;
  TempFolder folder;
  TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  bench::Hall hall(server);
  hall.join(3);
  auto const must = [&](bench::Person& person, Json command) {
    auto answer = hall.command(person, command);
    EXPECT_EQ(answer.at("type"), "ack") << command << answer;
    return answer.value("answer", Json());
  };
  auto& lead = hall.facilitator();
  must(lead, {{"type", "start_meeting"}});
  must(lead, {{"type", "issue_voting_codes"}, {"codes", {"K7QD3MXF9TRA", "ZP4W8NHB2VJ5"}}});
  auto const item = must(lead, Json::parse(R"({"type":"add_items","items":[{"kind":"poll",
      "title":{"sv":"Fråga"},"electorate":"codes","rule":{"kind":"poll","form":"one"},
      "options":[{"option":1,"title":{"sv":"Ja"}},{"option":2,"title":{"sv":"Nej"}}]}]})"))
                        .at("items")
                        .at(0)
                        .get<std::int64_t>();
  auto const box = hall.open(item);
  auto const vote = [&](std::size_t phone, char const* code, int revision, int option) {
    auto& person = *hall.phones().at(phone);
    must(person, {{"type", "take_voting_code"}, {"code", code}});
    must(person, {{"type", "cast_ballot"},
                  {"box", box},
                  {"revision", revision},
                  {"tag", rehearsal::new_token()},
                  {"ballot", {{"kind", "choice"}, {"options", {option}}}}});
  };
  vote(0, "K7QD3MXF9TRA", 1, 1);
  vote(1, "K7QD3MXF9TRA", 2, 2);
  vote(2, "ZP4W8NHB2VJ5", 1, 2);
  must(lead, {{"type", "stop_ballot"}, {"box", box}});
  must(lead, {{"type", "show_result"}, {"box", box}});
  must(lead, {{"type", "close_meeting"}});
  must(lead, {{"type", "publish_meeting"}, {"publication", "public"}});

  auto const archive = bench::get(server.port(), "/archive/" + server.meeting() + ".json");
  auto const boxes = Json::parse(archive).at("boxes");
  EXPECT_EQ(boxes.back().at("entitled"), 2);
  EXPECT_EQ(boxes.back().at("result").at("cast"), 2);
  EXPECT_EQ(boxes.back().at("ballots").size(), 2u);
  std::ofstream(folder / "archive.json", std::ios::binary) << archive;
  for (auto const& words : {std::vector<std::string>{"verify", (folder / "archive.json").string()},
                            {"verify", "--data", (folder / "data").string()}}) {
    TorgCommand verify(words);
    EXPECT_EQ(verify.exit_code(), 0) << verify.out() << verify.err();
  }
}

}  // namespace
}  // namespace torg::test
