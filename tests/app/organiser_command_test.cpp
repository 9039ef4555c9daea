// `torg organiser reset` as somebody runs it who has lost the link.

#include "app/organiser_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/raw_websocket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::test {
namespace {

using testing::HasSubstr;

class Organiser : public testing::Test {
 protected:
  Organiser() {
    server_.start();
    first_ = server_.part("organiser", "#");
  }

  // What the server answers to a hello with this token.
  std::string answer_to(std::string const& token) const {
    RawWebsocket socket(server_.port());
    socket.upgrade();
    socket.say({{"type", "hello"},
                {"protocol", 1},
                {"credential", {{"kind", "token"}, {"token", token}}}});
    return socket.message().value("type", "");
  }
  // Prints the new link, whose token is returned.
  std::string reset(std::vector<std::string> const& more = {}) const {
    std::vector<std::string> words{"organiser", "reset", "--data", (folder_ / "data").string()};
    words.insert(words.end(), more.begin(), more.end());
    TorgCommand command(words);
    EXPECT_EQ(command.exit_code(), 0) << command.err();
    auto const out = command.out();
    EXPECT_THAT(out, HasSubstr(more.empty() ? "http://127.0.0.1:" : more.back()));
    auto const begin = out.find("/o#") + 3;
    return out.substr(begin, out.find('\n', begin) - begin);
  }

  TempFolder folder_;
  TorgProcess server_{TORG_EXECUTABLE, folder_.path()};
  std::string first_;
};

TEST_F(Organiser, given_a_second_start_then_the_link_of_the_first_stands_and_is_not_told_again) {
  EXPECT_EQ(server_.stop(), 0);
  server_.start();
  EXPECT_FALSE(server_.links().contains("organiser"));
  EXPECT_TRUE(server_.links().contains("facilitator"));
  EXPECT_EQ(answer_to(first_), "welcome");
}

TEST_F(Organiser, given_a_lost_link_when_reset_then_only_the_new_one_lets_in) {
  EXPECT_EQ(server_.stop(), 0);
  auto const second = reset();
  auto const third = reset({"--public-url", "https://torg.example.se"});
  server_.start();
  EXPECT_FALSE(server_.links().contains("organiser"));
  EXPECT_NE(answer_to(first_), "welcome");
  EXPECT_NE(answer_to(second), "welcome");
  EXPECT_EQ(answer_to(third), "welcome");
}

TEST_F(Organiser, given_a_running_server_or_no_database_when_reset_then_nothing_is_changed) {
  TorgCommand busy(
      {"organiser", "reset", "--data", (folder_ / "data").string(), "--language", "sv"});
  EXPECT_EQ(busy.exit_code(), app::exit_not_reset);
  EXPECT_THAT(busy.err(), HasSubstr("Stoppa den först"));
  EXPECT_EQ(answer_to(first_), "welcome");
  TorgCommand lost({"organiser", "reset", "--data", (folder_ / "none").string()});
  EXPECT_EQ(lost.exit_code(), app::exit_not_reset);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none"));
}

}  // namespace
}  // namespace torg::test
