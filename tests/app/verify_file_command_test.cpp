// `torg verify ARCHIVE` as somebody at a terminal runs it, on the archive of a meeting that was
// held on the real server.

#include "app/verify_file_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "archive/closed_demo.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"

namespace torg::app {
namespace {

using testing::HasSubstr;

struct Said {
  int exit_code = -1;
  std::string out;
  std::string err;
};

Said verify(std::vector<std::string> words) {
  std::vector<std::string> all{"verify", "--language", "en"};
  all.insert(all.end(), words.begin(), words.end());
  test::TorgCommand command(std::move(all));
  auto const code = command.exit_code();
  return {code, command.out(), command.err()};
}

class VerifyArchive : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<test::TempFolder>();
    demo = archive::hold_closed_demo([](std::string const& address) {
      fetched = verify({address});
      not_there = verify({address + "x"});
    });
    write(file(), demo.json);
  }
  static void TearDownTestSuite() { folder.reset(); }

  static std::string file() { return (folder->path() / "meeting.json").string(); }
  static void write(std::string const& name, std::string const& text) {
    std::ofstream(name, std::ios::binary) << text;
  }

  static std::unique_ptr<test::TempFolder> folder;
  static archive::ClosedDemo demo;
  static Said fetched;
  static Said not_there;
};

std::unique_ptr<test::TempFolder> VerifyArchive::folder;
archive::ClosedDemo VerifyArchive::demo;
Said VerifyArchive::fetched;
Said VerifyArchive::not_there;

TEST_F(VerifyArchive, given_files_addresses_and_anchors_then_what_was_found_and_what_not_is_said) {
  // Without an anchor: what that does not show is said.
  auto said = verify({file()});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("Everything fits."));
  EXPECT_THAT(said.out, HasSubstr("Nothing was compared"));
  EXPECT_THAT(said.out, HasSubstr("4 votes with 88 ballots"));
  EXPECT_THAT(said.out, HasSubstr(demo.fingerprints.front()));
  EXPECT_EQ(fetched.exit_code, 0) << fetched.err;
  EXPECT_EQ(fetched.out, said.out);

  // As somebody types it who reads it from a photograph.
  auto typed = demo.fingerprints.front();
  std::ranges::transform(typed, typed.begin(), [](unsigned char c) { return std::tolower(c); });
  std::ranges::replace(typed, '-', ' ');
  said = verify({file(), "--head", typed});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("this is the meeting as it was closed"));
  said = verify({file(), "--key", demo.public_key});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("signed with the key you gave"));

  said = verify({file(), "--head", "0000-0000-0000-0000-0000-0000"});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_THAT(said.err, HasSubstr("The fingerprint is not the one you gave."));
  said = verify({file(), "--key", std::string(43, 'A')});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_THAT(said.err, HasSubstr("another key"));
}

TEST_F(VerifyArchive, given_an_altered_file_or_none_then_the_first_thing_or_the_mistake_is_named) {
  auto const altered = (folder->path() / "altered.json").string();
  auto text = demo.json;
  auto const title = text.find("Fler bänkar vid sjön");
  ASSERT_NE(title, text.npos);
  text[title] = 'f';
  write(altered, text);
  auto said = verify({altered});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_EQ(said.out, "");
  EXPECT_THAT(said.err, HasSubstr("in the file at proposals."));

  EXPECT_EQ(verify({(folder->path() / "nothing.json").string()}).exit_code, 2);
  EXPECT_EQ(verify({file(), "--head", "K7"}).exit_code, 2);
  EXPECT_EQ(verify({file(), "--key", "K7"}).exit_code, 2);
  EXPECT_EQ(verify({}).exit_code, 2);
  EXPECT_EQ(verify({file(), "--data", folder->path().string()}).exit_code, 2);
  EXPECT_EQ(
      verify({file(), "--key", demo.public_key, "--head", demo.fingerprints.front()}).exit_code, 2);
  EXPECT_EQ(not_there.exit_code, 2);
  EXPECT_THAT(not_there.err, HasSubstr("404"));
  EXPECT_EQ(verify({"https://127.0.0.1:1/archive/x.json"}).exit_code, 2);
}

}  // namespace
}  // namespace torg::app
