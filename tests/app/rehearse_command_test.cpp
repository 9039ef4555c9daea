// `torg rehearse` as a person runs it, against a server as a person runs it.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/hall.hpp"
#include "support/certificate.hpp"
#include "support/raw_socket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::test {
namespace {

using bench::Json;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class Rehearse : public testing::Test {
 protected:
  explicit Rehearse(bool encrypted = false)
      : server(TORG_EXECUTABLE, folder.path(), options(encrypted)) {
    server.start();
    hall.emplace(server, encrypted ? rehearsal::TlsTrust::load(certificate) : nullptr);
    organiser = hall->enter(server.part("organiser", "#"));
  }

  std::vector<std::string> options(bool encrypted) {
    if (!encrypted) return {};
    write_certificate("127.0.0.1", certificate, key);
    return {"--deflate", "--tls-cert", certificate, "--tls-key", key};
  }

  struct Made {
    std::string link;
    bench::Person* facilitator = nullptr;
  };
  Made make(bool rehearsal) {
    auto const token = bench::new_token();
    auto const made = hall->command(*organiser, {{"type", "create_meeting"},
                                                 {"source", "demo"},
                                                 {"rehearsal", rehearsal},
                                                 {"facilitator_token", token}});
    std::string const meeting = made.at("answer").at("meeting");
    auto* const facilitator = hall->enter(token, meeting);
    EXPECT_TRUE(hall->wait([&] { return facilitator->section("meeting") != nullptr; }));
    return {origin() + "/f/" + meeting + "#" + token, facilitator};
  }
  // As the server's own links begin.
  std::string origin() const {
    std::string const archive = server.links().at("archive");
    return archive.substr(0, archive.find('/', archive.find("://") + 3));
  }

  struct Told {
    int exit = -1;
    std::string out;
    std::string err;
  };
  static std::vector<std::string> words_with(std::vector<std::string> words) {
    words.insert(words.begin(), "rehearse");
    for (auto const& [option, usual] :
         {std::pair{"--phones", "20"}, {"--minutes", "0.1"}, {"--language", "en"}}) {
      if (std::ranges::find(words, option) == words.end()) {
        words.insert(words.end(), {option, usual});
      }
    }
    return words;
  }
  static Told rehearse(std::string const& input, std::vector<std::string> more = {}) {
    TorgCommand command(words_with(std::move(more)), input);
    Told told;
    told.exit = command.exit_code(60s);
    told.out = command.out();
    told.err = command.err();
    return told;
  }

  void refused(std::string const& input, char const* why, std::vector<std::string> more = {}) {
    auto const told = rehearse(input, std::move(more));
    EXPECT_EQ(told.exit, 2) << told.out;
    EXPECT_THAT(told.err, HasSubstr(why));
    EXPECT_EQ(told.out, "");
  }

  TempFolder folder;
  std::string certificate = (folder / "certificate.pem").string();
  std::string key = (folder / "key.pem").string();
  TorgProcess server;
  std::optional<bench::Hall> hall;
  bench::Person* organiser = nullptr;
};

TEST_F(Rehearse,
       given_a_rehearsal_then_the_hall_comes_votes_and_is_counted_and_the_figures_add_up) {
  auto const made = make(true);
  auto const told = rehearse(made.link + "\n", {"--json"});
  ASSERT_THAT(told.exit, testing::AnyOf(0, 1)) << told.err;
  auto const report = Json::parse(told.out);
  EXPECT_EQ(report.at("good"), told.exit == 0);
  EXPECT_EQ(report.at("good"), report.at("reasons").empty()) << told.out;
  EXPECT_EQ(report.at("phones"), 20);
  EXPECT_EQ(report.at("came_in"), 20);
  EXPECT_EQ(report.at("lost"), 0);
  auto const& votes = report.at("votes");
  auto const rounds = votes.at("rounds").get<int>();
  EXPECT_GE(rounds, 1);
  EXPECT_EQ(votes.at("saved"), 20 * rounds);
  EXPECT_EQ(votes.at("counted"), 20 * rounds);
  EXPECT_EQ(votes.at("unanswered"), 0);
  EXPECT_EQ(report.at("joining").at("count"), 20);
  EXPECT_EQ(report.at("returning").at("count"), report.at("wandered"));
  EXPECT_EQ(report.at("to_screen").at("count"), 20 * rounds);
  for (auto const* const times : {"joining", "to_phones", "saving", "to_screen"}) {
    EXPECT_GT(report.at(times).at("p50_ms"), 0) << times;
    EXPECT_GE(report.at(times).at("most_ms"), report.at(times).at("p50_ms")) << times;
  }

  // The server tells the same: everybody had come, and the last result counts them all.
  auto const token = made.link.substr(made.link.find('#') + 1);
  EXPECT_THAT(told.out + told.err, Not(HasSubstr(token)));
  auto const& facilitator = *made.facilitator;
  EXPECT_TRUE(hall->wait([&] {
    auto const* const presence = facilitator.section("presence");
    return presence->at("joined") == 20 && presence->at("connected") == 0;
  }));
  EXPECT_EQ(facilitator.section("meeting")->at("phase"), "live");
  auto const* const last = facilitator.section("result/" + std::to_string(rounds));
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->at("result").at("cast"), 20);
}

TEST_F(Rehearse,
       given_a_server_that_stands_still_for_a_while_then_it_will_not_do_and_it_is_told_why) {
  auto const made = make(true);
  TorgCommand command(words_with({"--minutes", "0.2", "--json"}), made.link);
  auto const votes = [&] { return command.err().find("Vote 1") != std::string::npos; };
  for (int i = 0; i < 1'500 && !votes(); ++i) ::usleep(10'000);
  ASSERT_TRUE(votes()) << command.err();
  ::usleep(300'000);
  server.signal(SIGSTOP);
  ::usleep(2'500'000);
  server.signal(SIGCONT);
  EXPECT_EQ(command.exit_code(60s), 1) << command.err();
  auto const report = Json::parse(command.out());
  EXPECT_EQ(report.at("good"), false);
  EXPECT_THAT(report.at("reasons").dump(), HasSubstr("slow_saving"));
  EXPECT_THAT(report.at("reasons").dump(), HasSubstr("slow_screen"));
  EXPECT_GT(report.at("saving").at("most_ms"), 1'000);
  EXPECT_EQ(report.at("votes").at("counted"), report.at("votes").at("saved"));
}

TEST_F(Rehearse, given_it_is_interrupted_while_a_ballot_is_open_then_it_stops_it_and_says_so) {
  for (int const signal : {SIGINT, SIGTERM}) {
    auto const made = make(true);
    TorgCommand command(words_with({"--minutes", "0.3"}), made.link);
    auto const is_open = [&] {
      auto const* const box = made.facilitator->section("box/1");
      return box && box->at("state") == "open";
    };
    ASSERT_TRUE(hall->wait(is_open)) << command.err();
    auto const before = std::chrono::steady_clock::now();
    command.signal(signal);
    EXPECT_EQ(command.exit_code(10s), 2);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 3s);
    EXPECT_THAT(command.err(), HasSubstr("was interrupted"));
    EXPECT_THAT(command.err(), HasSubstr("is stopped"));
    EXPECT_EQ(command.out(), "");
    EXPECT_TRUE(
        hall->wait([&] { return made.facilitator->section("box/1")->at("state") == "stopped"; }));
  }
}

TEST_F(Rehearse, given_it_is_interrupted_while_phones_come_in_then_no_ballot_is_spoken_of) {
  auto const made = make(true);
  TorgCommand command(words_with({"--minutes", "5"}), made.link);
  for (int i = 0; i < 1'500 && command.err().empty(); ++i) ::usleep(10'000);
  command.signal(SIGINT);
  EXPECT_EQ(command.exit_code(10s), 2);
  EXPECT_THAT(command.err(), HasSubstr("was interrupted"));
  EXPECT_THAT(command.err(), Not(HasSubstr("allot")));
}

TEST_F(Rehearse, given_it_is_interrupted_while_the_server_is_silent_then_it_says_what_to_do) {
  auto const made = make(true);
  TorgCommand command(words_with({"--minutes", "0.3"}), made.link);
  ASSERT_TRUE(hall->wait([&] { return made.facilitator->section("box/1") != nullptr; }));
  server.signal(SIGSTOP);
  auto const before = std::chrono::steady_clock::now();
  command.signal(SIGINT);
  EXPECT_EQ(command.exit_code(10s), 2);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 4s);
  EXPECT_THAT(command.err(), HasSubstr("stop it on the facilitator's page"));
  server.signal(SIGCONT);
}

TEST_F(Rehearse, given_a_person_then_it_is_told_in_words_of_the_language) {
  auto const link = make(true).link;
  auto const swedish = rehearse(link + "\n", {"--language", "sv"});
  EXPECT_THAT(swedish.out, HasSubstr("20 av 20"));
  EXPECT_THAT(swedish.out, HasSubstr("20 mobiler"));
  EXPECT_THAT(swedish.err, HasSubstr("Mobiler på väg in: 20 av 20."));
  EXPECT_THAT(swedish.out + swedish.err, Not(HasSubstr("cli.")));
  EXPECT_THAT(swedish.out + swedish.err, Not(HasSubstr("{")));
}

TEST_F(Rehearse, given_a_meeting_that_counts_then_it_is_refused_and_nobody_comes_in) {
  auto const made = make(false);
  auto const told = rehearse(made.link + "\n");
  EXPECT_EQ(told.exit, 2);
  EXPECT_THAT(told.err, HasSubstr("The meeting is no rehearsal, so it is left alone."));
  EXPECT_EQ(told.out, "");
  EXPECT_EQ(made.facilitator->section("meeting")->at("phase"), "draft");
  EXPECT_EQ(made.facilitator->section("presence")->at("joined"), 0);
}

TEST_F(Rehearse, given_a_rehearsal_that_runs_then_it_is_left_at_the_item_that_it_was_at) {
  auto const made = make(true);
  hall->command(*made.facilitator, {{"type", "start_meeting"}});
  auto const current = [&] { return made.facilitator->section("agenda")->value("current", 0); };
  EXPECT_TRUE(hall->wait([&] { return current() != 0; }));
  auto const before = current();
  // Twice, with a link that others lead by as well.
  for (std::size_t joined : {20, 40}) {
    auto const told = rehearse(made.link);
    EXPECT_THAT(told.exit, testing::AnyOf(0, 1)) << told.err;
    EXPECT_TRUE(hall->wait([&] {
      return made.facilitator->section("presence")->at("joined") == joined && current() == before;
    })) << current();
  }
}

TEST_F(Rehearse, given_a_terminal_then_it_asks_for_the_link_and_the_link_does_not_show) {
  auto const made = make(false);
  int const typed = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  ASSERT_GE(typed, 0);
  ASSERT_EQ(::grantpt(typed), 0);
  ASSERT_EQ(::unlockpt(typed), 0);
  int const terminal = ::open(::ptsname(typed), O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  auto const echoes = [&] {
    termios now{};
    return ::tcgetattr(terminal, &now) == 0 && (now.c_lflag & ECHO) != 0;
  };
  ASSERT_TRUE(echoes());

  TorgCommand command(words_with({}), terminal);
  for (int i = 0; i < 500 && command.err().empty(); ++i) ::usleep(10'000);
  EXPECT_THAT(command.err(), HasSubstr("Paste the facilitator's link"));
  EXPECT_FALSE(echoes());
  auto const line = made.link + "\n";
  ASSERT_EQ(::write(typed, line.data(), line.size()), static_cast<ssize_t>(line.size()));
  EXPECT_EQ(command.exit_code(), 2);
  EXPECT_THAT(command.err(), HasSubstr("no rehearsal"));
  EXPECT_TRUE(echoes());
  std::string shown(4'096, '\0');
  auto const got = ::read(typed, shown.data(), shown.size());
  shown.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  EXPECT_THAT(shown, Not(HasSubstr(made.link.substr(made.link.find('#')))));
  ::close(terminal);
  ::close(typed);
}

TEST_F(Rehearse, given_what_cannot_be_tried_then_it_says_why_and_ends_with_2) {
  auto const made = make(true);
  refused("", "no facilitator's link");
  refused(origin() + "/f/abcdefghij\n", "no facilitator's link");
  refused(origin() + "/f/abcdefghij#" + std::string(22, 'A') + "\n", "does not know the link");
  refused("https" + made.link.substr(4) + "\n", "does not encrypt");
  refused("https" + made.link.substr(4) + "\n", "holds no certificates", {"--ca", "/dev/null"});
  refused(made.link + "\n", "No Torg answers at http://127.0.0.1:1",
          {"--url", "http://127.0.0.1:1"});
  refused(made.link + "\n", "--phones", {"--phones", "0"});
  hall->command(*made.facilitator, {{"type", "start_meeting"}});
  hall->command(*made.facilitator, {{"type", "close_meeting"}});
  refused(made.link + "\n", "is closed");
}

/// The same over https, compressed, with a certificate that nobody vouches for.
class RehearseEncrypted : public Rehearse {
 protected:
  RehearseEncrypted() : Rehearse(true) {}

  /// The server shows another certificate from here on, for another name than before.
  void show(std::string const& name, long valid_s) {
    write_certificate(name, certificate, key, valid_s);
    server.signal(SIGHUP);
    auto const shown = [this] {
      RawSocket socket(server.port());
      return socket.encrypt() ? socket.certificate_name() : std::string();
    };
    for (int i = 0; i < 400 && shown() != name; ++i) ::usleep(20'000);
    ASSERT_EQ(shown(), name);
  }
};

TEST_F(RehearseEncrypted, given_a_certificate_that_is_believed_then_the_hall_comes_and_votes) {
  auto const made = make(true);
  ASSERT_TRUE(made.link.starts_with("https://127.0.0.1:")) << made.link;
  auto const told = rehearse(made.link + "\n", {"--json", "--ca", certificate});
  ASSERT_THAT(told.exit, testing::AnyOf(0, 1)) << told.err;
  auto const report = Json::parse(told.out);
  EXPECT_EQ(report.at("came_in"), 20);
  EXPECT_EQ(report.at("lost"), 0);
  auto const& votes = report.at("votes");
  EXPECT_GE(votes.at("rounds"), 1);
  EXPECT_EQ(votes.at("saved"), 20 * votes.at("rounds").get<int>());
  EXPECT_EQ(votes.at("counted"), votes.at("saved"));
}

TEST_F(RehearseEncrypted, given_a_certificate_that_does_not_fit_then_it_is_told_why_at_once) {
  auto const link = make(true).link + "\n";
  auto const before = std::chrono::steady_clock::now();
  refused(link, "does not trust the certificate");
  refused(link, "litar inte på certifikatet", {"--language", "sv"});
  show("other.example.se", 3'600);
  refused(link, "is for another name", {"--ca", certificate});
  show("127.0.0.1", -60);
  refused(link, "not valid today", {"--ca", certificate});
  refused("http" + link.substr(5), "No Torg answers");
  EXPECT_LT(std::chrono::steady_clock::now() - before, 20s);
}

}  // namespace
}  // namespace torg::test
