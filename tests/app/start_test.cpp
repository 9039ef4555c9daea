// The real executable is started under every circumstance in which it has to say something.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/certificate.hpp"
#include "support/raw_socket.hpp"
#include "support/raw_websocket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"

namespace torg::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::string content(fs::path const& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// What a folder holds, without the files that only tell who has it open.
std::map<std::string, std::size_t> files_in(fs::path const& folder) {
  std::map<std::string, std::size_t> out;
  for (auto const& entry : fs::directory_iterator(folder)) {
    auto const name = entry.path().filename().string();
    auto const bytes = content(entry.path());
    if (name != "torg.lock" && !name.ends_with("-shm") && !bytes.empty()) {
      out[name] = std::hash<std::string>()(bytes);
    }
  }
  return out;
}

class Start : public testing::Test {
 protected:
  // `more` may name another address to listen on.
  std::vector<std::string> words(std::vector<std::string> const& more = {}) const {
    std::vector<std::string> out{"serve",
                                 "--data",
                                 (folder / "data").string(),
                                 "--key-dir",
                                 (folder / "keys").string(),
                                 "--ready-json"};
    if (std::ranges::find(more, "--listen") == more.end()) {
      out.insert(out.end(), {"--listen", "127.0.0.1:0"});
    }
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  std::unique_ptr<TorgCommand> run(std::vector<std::string> const& more = {}) const {
    return std::make_unique<TorgCommand>(words(more));
  }
  // Up, with its links.
  static json links(TorgCommand& server) {
    auto parsed = json::parse(server.first_line(), nullptr, false);
    EXPECT_TRUE(parsed.is_object()) << server.err();
    return parsed.is_object() ? parsed : json{{"archive", "http://127.0.0.1:1/archive"}};
  }
  static std::uint16_t port_of(json const& links) {
    std::string const archive = links.at("archive");
    return static_cast<std::uint16_t>(std::stoi(archive.substr(archive.rfind(':') + 1)));
  }
  static void stop(TorgCommand& server) {
    server.signal(SIGTERM);
    EXPECT_EQ(server.exit_code(), 0) << server.err();
  }
  // One start and stop, so that data and keys are there.
  void found(std::vector<std::string> const& more = {"--demo"}) const {
    auto const server = run(more);
    links(*server);
    stop(*server);
  }
  // It does not start, says `swedish` in Swedish and `english` in English, and ends with 1.
  void expect_refused(char const* swedish, char const* english,
                      std::vector<std::string> more = {}) const {
    for (auto const& [language, told] : {std::pair{"sv", swedish}, std::pair{"en", english}}) {
      auto with_language = more;
      with_language.insert(with_language.end(), {"--language", language});
      auto const server = run(with_language);
      EXPECT_EQ(server->exit_code(), 1) << server->out();
      EXPECT_THAT(server->err(), HasSubstr(told));
      EXPECT_THAT(server->err(), Not(HasSubstr("start.")));
      EXPECT_THAT(server->err(), Not(HasSubstr("{")));
      EXPECT_EQ(server->out(), "");
    }
  }

  TempFolder folder;
};

TEST_F(Start, given_a_free_port_then_the_first_line_is_the_links_and_connections_are_accepted) {
  auto const server = run({"--demo"});
  auto const told = links(*server);
  for (auto const* key : {"facilitator", "participant", "screen", "archive", "organiser"}) {
    EXPECT_THAT(told.value(key, ""), testing::StartsWith("http://127.0.0.1:")) << key;
  }
  auto const port = port_of(told);
  EXPECT_EQ(body_of(fetch(port, "/healthz")), "ok\n");
  std::string const join = told.value("participant", "");
  EXPECT_THAT(status_of(fetch(port, join.substr(join.find("/M/")))), testing::AnyOf(200, 503));
  EXPECT_EQ(server->err(), "");
  stop(*server);
}

TEST_F(Start, given_the_demo_then_its_villages_are_the_groups_of_the_forum_itself) {
  auto const server = run({"--demo"});
  auto const told = links(*server);
  std::string const organiser = told.at("organiser");
  RawWebsocket socket(port_of(told));
  socket.upgrade();
  socket.say(
      {{"type", "hello"},
       {"protocol", 1},
       {"credential", {{"kind", "token"}, {"token", organiser.substr(organiser.find('#') + 1)}}}});
  EXPECT_EQ(socket.message().value("type", ""), "welcome");
  auto const forum = socket.message().at("set").at("forum");
  auto const demo = json::parse(content(fs::path(TORG_SOURCE_DIR) / "server/app/demo/forum.json"));
  EXPECT_EQ(forum.at("groups").size(), 8u);
  EXPECT_EQ(forum.at("groups"), demo.at("groups"));
  stop(*server);
}

TEST_F(Start, given_no_demo_then_there_is_no_meeting_yet_and_the_organiser_has_a_link) {
  auto const server = run();
  auto const told = links(*server);
  EXPECT_TRUE(told.contains("organiser"));
  EXPECT_FALSE(told.contains("facilitator"));
  stop(*server);
}

TEST_F(Start, given_a_person_at_the_terminal_then_the_four_links_and_a_qr_code_are_printed) {
  TorgCommand server({"serve", "--data", (folder / "data").string(), "--key-dir",
                      (folder / "keys").string(), "--listen", "127.0.0.1:0", "--demo", "--language",
                      "sv"});
  for (int i = 0; i < 400 && server.out().find("Ctrl-C") == std::string::npos; ++i) {
    ::usleep(20'000);
  }
  auto const out = server.out();
  for (auto const* part : {"/f/", "/M/", "/s/", "/archive", "/o#", "█", "Storbild"}) {
    EXPECT_THAT(out, HasSubstr(part));
  }
  stop(server);
}

TEST_F(Start, given_a_public_address_then_every_link_begins_with_it) {
  auto const server = run({"--demo", "--public-url", "https://torg.example.se"});
  auto const told = links(*server);
  for (auto const& [key, link] : told.items()) {
    if (key == "code") continue;
    EXPECT_THAT(link.get<std::string>(), testing::StartsWith("https://torg.example.se/")) << key;
  }
  stop(*server);
}

TEST_F(Start, given_a_certificate_then_links_are_https_and_a_hangup_reads_it_again) {
  auto const certificate = folder / "certificate.pem";
  auto const key = folder / "key.pem";
  write_certificate("first.example.se", certificate, key);
  auto const server =
      run({"--demo", "--tls-cert", certificate.string(), "--tls-key", key.string()});
  auto const told = links(*server);
  EXPECT_THAT(told.value("participant", ""), testing::StartsWith("https://127.0.0.1:"));
  auto const shown = [&] {
    RawSocket socket(port_of(told));
    if (!socket.encrypt()) return std::string("none");
    socket.send(get_request("/healthz"));
    EXPECT_EQ(body_of(socket.response()), "ok\n");
    return socket.certificate_name();
  };
  EXPECT_EQ(shown(), "first.example.se");
  write_certificate("second.example.se", certificate, key);
  server->signal(SIGHUP);
  for (int i = 0; i < 400 && shown() != "second.example.se"; ++i) ::usleep(20'000);
  EXPECT_EQ(shown(), "second.example.se");

  std::ofstream(key) << "no key";
  server->signal(SIGHUP);
  for (int i = 0; i < 400 && server->err().empty(); ++i) ::usleep(20'000);
  EXPECT_THAT(server->err(), HasSubstr(key.string()));
  EXPECT_EQ(shown(), "second.example.se");
  stop(*server);
}

TEST_F(Start, given_a_certificate_that_is_none_then_it_says_which_file) {
  auto const certificate = folder / "certificate.pem";
  auto const key = folder / "key.pem";
  write_certificate("torg.example.se", certificate, key);
  std::ofstream(certificate) << "no certificate";
  expect_refused("Kan inte kryptera med", "Cannot encrypt with",
                 {"--tls-cert", certificate.string(), "--tls-key", key.string()});
}

TEST_F(Start, given_a_second_start_then_the_meeting_is_the_same_and_the_links_are_fresh) {
  auto const meeting_of = [](json const& told) {
    std::string const link = told.at("facilitator");
    return link.substr(0, link.find('#')).substr(link.find("/f/"));
  };
  auto first = run({"--demo"});
  auto const before = links(*first);
  stop(*first);
  auto second = run({"--demo"});
  auto const after = links(*second);
  EXPECT_EQ(meeting_of(before), meeting_of(after));
  std::string const fresh = after.at("facilitator");
  EXPECT_NE(fresh.substr(fresh.find('#')),
            before.at("facilitator")
                .get<std::string>()
                .substr(before.at("facilitator").get<std::string>().find('#')));
  stop(*second);
}

TEST_F(Start, given_no_key_folder_is_named_then_the_key_is_beside_the_data_for_its_owner_only) {
  TorgCommand server(
      {"serve", "--data", (folder / "data/").string(), "--listen", "127.0.0.1:0", "--ready-json"});
  links(server);
  struct stat facts{};
  ASSERT_EQ(::stat((folder / "data-keys/torg.key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  EXPECT_FALSE(fs::exists(folder / "data/torg.key"));
  stop(server);
}

TEST_F(Start, given_a_port_in_use_then_it_is_told_with_the_port_and_a_way_out) {
  int const taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(taken, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(taken, 1), 0);
  socklen_t size = sizeof address;
  ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
  auto const port = std::to_string(ntohs(address.sin_port));
  expect_refused(("Port " + port + " på 127.0.0.1 används redan").c_str(),
                 ("ort " + port + " on 127.0.0.1").c_str(), {"--listen", "127.0.0.1:" + port});
  expect_refused("--listen", "--listen", {"--listen", "127.0.0.1:" + port, "--threads", "2"});
  ::close(taken);
}

TEST_F(Start, given_an_address_that_is_not_this_machines_then_it_is_told) {
  expect_refused("192.0.2.1", "192.0.2.1", {"--listen", "192.0.2.1:0"});
}

TEST_F(Start, given_a_server_on_the_same_folder_then_the_second_refuses_and_the_first_goes_on) {
  auto const first = run({"--demo"});
  auto const port = port_of(links(*first));
  expect_refused("Ett annat Torg använder redan", "nother Torg");
  EXPECT_EQ(body_of(fetch(port, "/healthz")), "ok\n");
  stop(*first);
}

TEST_F(Start, given_a_file_in_the_place_of_the_data_folder_then_it_is_told_and_stays) {
  std::ofstream(folder / "data") << "mine";
  expect_refused("Det går inte att skriva", "annot write");
  EXPECT_EQ(content(folder / "data"), "mine");
}

TEST_F(Start, given_a_file_in_the_place_of_the_key_folder_then_it_is_told_and_stays) {
  std::ofstream(folder / "keys") << "mine";
  expect_refused("Det går inte att skriva", "annot write");
  EXPECT_EQ(content(folder / "keys"), "mine");
}

TEST_F(Start, given_a_data_folder_that_cannot_be_made_then_it_is_told) {
  TorgCommand server({"serve", "--data", "/proc/torg", "--key-dir", (folder / "keys").string(),
                      "--listen", "127.0.0.1:0", "--language", "en"});
  EXPECT_EQ(server.exit_code(), 1);
  EXPECT_THAT(server.err(), HasSubstr("/proc/torg"));
}

TEST_F(Start, given_the_key_of_another_server_then_it_refuses_and_the_right_key_still_works) {
  found();
  fs::rename(folder / "keys", folder / "right");
  TorgCommand other({"serve", "--data", (folder / "other").string(), "--key-dir",
                     (folder / "keys").string(), "--listen", "127.0.0.1:0", "--ready-json"});
  links(other);
  stop(other);
  auto const before = files_in(folder / "data");
  expect_refused("hör inte till databasen", "does not belong");
  EXPECT_EQ(files_in(folder / "data"), before);
  fs::remove_all(folder / "keys");
  fs::rename(folder / "right", folder / "keys");
  found();
}

TEST_F(Start, given_a_key_that_is_cut_short_then_it_refuses_and_changes_nothing) {
  found();
  auto const key = content(folder / "keys" / "torg.key");
  std::ofstream(folder / "keys" / "torg.key", std::ios::binary) << key.substr(0, 16);
  auto const before = files_in(folder / "data");
  expect_refused("skadad", "damaged");
  EXPECT_EQ(files_in(folder / "data"), before);
  std::ofstream(folder / "keys" / "torg.key", std::ios::binary) << key;
  found();
}

TEST_F(Start, given_an_empty_key_folder_then_it_starts_with_a_new_key_and_says_so) {
  found();
  fs::remove_all(folder / "keys");
  auto const server = run({"--demo", "--language", "sv"});
  auto const told = links(*server);
  EXPECT_THAT(server->err(), HasSubstr("En ny nyckel är gjord"));
  EXPECT_EQ(status_of(fetch(port_of(told), "/healthz")), 200);
  stop(*server);
}

void execute(fs::path const& database, char const* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
}

TEST_F(Start, given_a_database_of_a_newer_version_then_it_refuses_and_changes_nothing) {
  found();
  execute(folder / "data" / "torg.db", "PRAGMA user_version = 99");
  auto const before = content(folder / "data" / "torg.db");
  expect_refused("nyare version av Torg", "newer version of Torg");
  EXPECT_EQ(content(folder / "data" / "torg.db"), before);
}

TEST_F(Start, given_a_database_of_another_program_then_it_refuses_and_changes_nothing) {
  fs::create_directory(folder / "data");
  execute(folder / "data" / "torg.db", "CREATE TABLE recipes (name TEXT)");
  auto const before = content(folder / "data" / "torg.db");
  expect_refused("ett annat program", "another program");
  EXPECT_EQ(content(folder / "data" / "torg.db"), before);
}

TEST_F(Start, given_a_file_that_is_no_database_then_it_refuses_and_changes_nothing) {
  fs::create_directory(folder / "data");
  std::ofstream(folder / "data" / "torg.db") << std::string(9'000, 'x');
  auto const before = content(folder / "data" / "torg.db");
  expect_refused("", "");
  EXPECT_EQ(content(folder / "data" / "torg.db"), before);
}

json join_hello(json const& links, std::string const& token) {
  std::string const join = links.at("participant");
  return {{"type", "hello"},
          {"protocol", 1},
          {"credential",
           {{"kind", "join"}, {"secret", join.substr(join.find("/M/") + 3)}, {"token", token}}}};
}

TEST_F(Start,
       given_people_connected_when_it_is_told_to_stop_then_they_hear_1012_and_it_exits_with_0) {
  for (int const signal : {SIGTERM, SIGINT}) {
    auto const server = run({"--demo", "--threads", "2"});
    auto const told = links(*server);
    std::vector<std::unique_ptr<RawWebsocket>> sockets;
    for (int i = 0; i < 6; ++i) {
      sockets.push_back(std::make_unique<RawWebsocket>(port_of(told)));
      sockets.back()->upgrade();
      sockets.back()->say(join_hello(told, std::string(21, 'A') + std::to_string(i)));
      EXPECT_EQ(sockets.back()->message().value("type", ""), "welcome");
    }
    RawSocket half(port_of(told));
    half.send("GET / HTTP/1.1\r\nHo");
    auto const began = std::chrono::steady_clock::now();
    server->signal(signal);
    for (auto const& socket : sockets) EXPECT_EQ(socket->close_code(), 1012u);
    EXPECT_EQ(server->exit_code(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 8s);
    EXPECT_THROW(RawSocket(port_of(told)), std::runtime_error);
  }
}

TEST_F(Start, given_a_phone_that_never_reads_when_it_is_told_to_stop_then_it_exits_all_the_same) {
  auto const server = run({"--demo"});
  auto const told = links(*server);
  RawWebsocket stalled(port_of(told), 2'048);
  stalled.upgrade();
  stalled.say(join_hello(told, std::string(22, 'S')));
  for (int i = 0; i < 150; ++i) {
    stalled.say({{"type", "command"},
                 {"id", std::string(32, 'x')},
                 {"command", {{"type", "choose_group"}}}});
  }
  auto const began = std::chrono::steady_clock::now();
  server->signal(SIGTERM);
  EXPECT_EQ(server->exit_code(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 12s);
}

}  // namespace
}  // namespace torg::test
