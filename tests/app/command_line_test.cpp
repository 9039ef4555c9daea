#include "app/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace torg::app {
namespace {

using testing::HasSubstr;

struct Ran {
  Parsed parsed;
  std::string out;
  std::string err;
};

Ran run(std::vector<std::string> words) {
  words.insert(words.begin(), "torg");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  auto parsed = parse_command_line(static_cast<int>(arguments.size()), arguments.data());
  auto out = testing::internal::GetCapturedStdout();
  return {std::move(parsed), std::move(out), testing::internal::GetCapturedStderr()};
}

TEST(CommandLine, given_help_then_every_option_is_explained_and_nothing_is_started) {
  auto const overview = run({"--help"});
  EXPECT_FALSE(overview.parsed.serve);
  EXPECT_EQ(overview.parsed.exit_code, 0);
  EXPECT_THAT(overview.out, HasSubstr("serve"));
  EXPECT_EQ(overview.err, "");

  auto const serve = run({"serve", "--help"});
  EXPECT_EQ(serve.parsed.exit_code, 0);
  for (auto const* option : {"--data", "--key-dir", "--listen", "--public-url", "--allow-origin",
                             "--trusted-proxy", "--threads", "--tls-cert", "--tls-key", "--deflate",
                             "--demo", "--ready-json", "--language", "Example"}) {
    EXPECT_THAT(serve.out, HasSubstr(option));
  }
  EXPECT_THAT(serve.out, HasSubstr("0.0.0.0:8080"));

  auto const rehearse = run({"rehearse", "--help"});
  EXPECT_EQ(rehearse.parsed.exit_code, 0);
  for (auto const* option : {"--phones", "500", "--minutes", "--url", "--ca", "--json",
                             "--language", "standard input", "Exit status", "Example"}) {
    EXPECT_THAT(rehearse.out, HasSubstr(option));
  }
}

TEST(CommandLine, given_a_rehearsal_then_it_has_its_phones_and_its_time) {
  auto const usual = run({"rehearse"}).parsed.rehearse;
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->phones, 500u);
  EXPECT_EQ(usual->minutes, 3);
  EXPECT_FALSE(usual->json);
  auto const asked = run({"rehearse", "--phones", "2000", "--minutes", "0.5", "--url",
                          "http://10.0.0.2:8080", "--ca", "hall.pem", "--json"})
                         .parsed.rehearse;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->phones, 2'000u);
  EXPECT_EQ(asked->minutes, 0.5);
  EXPECT_EQ(asked->url, "http://10.0.0.2:8080");
  EXPECT_EQ(asked->ca, "hall.pem");
  EXPECT_TRUE(asked->json);
}

TEST(CommandLine, given_the_version_is_asked_for_then_it_is_printed) {
  auto const asked = run({"--version"});
  EXPECT_EQ(asked.parsed.exit_code, 0);
  EXPECT_THAT(asked.out, testing::ContainsRegex("^[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST(CommandLine, given_what_cannot_be_done_then_it_is_told_on_standard_error_and_nothing_starts) {
  struct Case {
    std::vector<std::string> words;
    char const* told;
  };
  for (auto const& [words, told] : std::vector<Case>{
           {{}, "subcommand"},
           {{"dance"}, "subcommand"},
           {{"serve"}, "--data"},
           {{"serve", "--data"}, "--data"},
           {{"serve", "--data", "d", "--listen", "8080"}, "ADDRESS:PORT"},
           {{"serve", "--data", "d", "--listen", "localhost:80"}, "ADDRESS:PORT"},
           {{"serve", "--data", "d", "--listen", "::1:80"}, "ADDRESS:PORT"},
           {{"serve", "--data", "d", "--public-url", "torg.example.se"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://torg.example.se/"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://torg.example.se?x"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://torg.example.se#x"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://a@torg.example.se"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "https://torg example"}, "--public-url"},
           {{"serve", "--data", "d", "--public-url", "ftp://torg.example.se"}, "--public-url"},
           {{"serve", "--data", "d", "--allow-origin", "*"}, "--allow-origin"},
           {{"serve", "--data", "d", "--trusted-proxy", "localhost"}, "--trusted-proxy"},
           {{"backup", "--data", "d"}, "FILE"},
           {{"backup", "copy.db"}, "--data"},
           {{"restore", "copy.db"}, "--data"},
           {{"organiser"}, "subcommand"},
           {{"organiser", "reset"}, "--data"},
           {{"serve", "--data", "d", "--tls-cert", "c.pem"}, "--tls-key"},
           {{"serve", "--data", "d", "--tls-key", "k.pem"}, "--tls-cert"},
           {{"serve", "--data", "d", "--threads", "0"}, "--threads"},
           {{"serve", "--data", "d", "--threads", "many"}, "--threads"},
           {{"serve", "--data", "d", "--language", "fi"}, "--language"},
           {{"serve", "--data", "d", "--colour", "red"}, "--colour"},
           {{"rehearse", "--phones", "0"}, "--phones"},
           {{"rehearse", "--phones", "10001"}, "--phones"},
           {{"rehearse", "--minutes", "0"}, "--minutes"},
           {{"rehearse", "--url", "10.0.0.2:8080"}, "--url"},
           // A link in the place of standard input would stand in the shell's history.
           {{"rehearse", "http://10.0.0.2/f/abcdefghij#AAAAAAAAAAAAAAAAAAAAAA"}, "rehearse"},
       }) {
    auto const ran = run(words);
    EXPECT_FALSE(ran.parsed.serve) << told;
    EXPECT_NE(ran.parsed.exit_code, 0) << told;
    EXPECT_THAT(ran.out + ran.err, HasSubstr(told));
    EXPECT_NE(ran.err, "") << told;
  }
}

Config config_of(std::vector<std::string> words) {
  words.insert(words.begin(), {"serve"});
  auto const ran = run(std::move(words));
  EXPECT_TRUE(ran.parsed.serve) << ran.err;
  return ran.parsed.serve.value_or(Config());
}

TEST(CommandLine, given_only_a_data_folder_then_everything_else_has_its_default) {
  auto const config = config_of({"--data", "d"});
  EXPECT_EQ(config.data_dir, "d");
  EXPECT_EQ(config.listen_address, "0.0.0.0");
  EXPECT_EQ(config.listen_port, 8080);
  EXPECT_EQ(config.public_url, "");
  EXPECT_TRUE(config.origins.empty());
  EXPECT_FALSE(config.demo);
  EXPECT_FALSE(config.ready_json);
}

TEST(CommandLine, given_no_key_folder_then_it_is_beside_the_data_and_never_inside) {
  auto const here = std::filesystem::current_path();
  auto const keys = [](char const* data) { return config_of({"--data", data}).key_dir; };
  EXPECT_EQ(keys("/var/lib/torg"), "/var/lib/torg-keys");
  EXPECT_EQ(keys("/var/lib/torg/"), "/var/lib/torg-keys");
  EXPECT_EQ(keys("/var/lib/torg/."), "/var/lib/torg-keys");
  EXPECT_EQ(keys("/var/lib/torg//"), "/var/lib/torg-keys");
  EXPECT_EQ(keys("/var/lib/x/../torg"), "/var/lib/torg-keys");
  EXPECT_EQ(keys("data"), here / "data-keys");
  EXPECT_EQ(keys("./data/"), here / "data-keys");
  EXPECT_EQ(keys("."), here.string() + "-keys");
  EXPECT_EQ(keys(".."), here.parent_path().string() + "-keys");
  EXPECT_EQ(config_of({"--data", "d", "--key-dir", "/etc/torg"}).key_dir, "/etc/torg");
}

TEST(CommandLine, given_an_address_as_people_write_it_then_it_is_kept_as_browsers_send_it) {
  auto const url = [](char const* text) {
    return config_of({"--data", "d", "--public-url", text}).public_url;
  };
  EXPECT_EQ(url("https://torg.example.se"), "https://torg.example.se");
  EXPECT_EQ(url("https://Torg.Example.SE"), "https://torg.example.se");
  EXPECT_EQ(url("https://torg.example.se:443"), "https://torg.example.se");
  EXPECT_EQ(url("http://torg.example.se:80"), "http://torg.example.se");
  EXPECT_EQ(url("https://torg.example.se:8443"), "https://torg.example.se:8443");
  EXPECT_EQ(url("http://192.168.1.20:8080"), "http://192.168.1.20:8080");
  EXPECT_EQ(url("http://[::1]:8080"), "http://[::1]:8080");
  auto const origins = config_of({"--data", "d", "--allow-origin", "https://A.example.se",
                                  "--allow-origin", "http://b.example.se:80"})
                           .origins;
  EXPECT_EQ(origins, (std::vector<std::string>{"https://a.example.se", "http://b.example.se"}));
}

TEST(CommandLine, given_proxies_then_each_is_trusted) {
  EXPECT_EQ(config_of({"--data", "d", "--trusted-proxy", "127.0.0.1", "--trusted-proxy", "::1"})
                .trusted_proxies,
            (std::vector<std::string>{"127.0.0.1", "::1"}));
}

TEST(CommandLine, given_the_terminals_language_then_torg_speaks_it) {
  auto const speaks = [](char const* all, char const* lang) {
    ::unsetenv("LC_MESSAGES");
    all ? ::setenv("LC_ALL", all, 1) : ::unsetenv("LC_ALL");
    lang ? ::setenv("LANG", lang, 1) : ::unsetenv("LANG");
    return config_of({"--data", "d"}).language;
  };
  EXPECT_EQ(speaks(nullptr, "sv_SE.UTF-8"), "sv");
  EXPECT_EQ(speaks(nullptr, "en_GB.UTF-8"), "en");
  EXPECT_EQ(speaks("C", "sv_SE.UTF-8"), "en");
  EXPECT_EQ(speaks("", "sv_SE.UTF-8"), "sv");
  EXPECT_EQ(speaks(nullptr, nullptr), "en");
  EXPECT_EQ(config_of({"--data", "d", "--language", "sv"}).language, "sv");
}

}  // namespace
}  // namespace torg::app
