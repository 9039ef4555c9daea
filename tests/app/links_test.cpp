#include "app/links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "app/terminal_qr.hpp"

namespace torg::app {
namespace {

using testing::HasSubstr;
using testing::Not;

live::Links const secrets{"organiser-token", "facilitator-token", "screen-token",
                          "ABCDEFGH23456777", "K7M2QX"};

TEST(StartLinks, given_a_meeting_then_secrets_stand_after_the_number_sign_alone) {
  auto const links = start_links("https://torg.example.se", "k3v9x0a7qd", secrets);
  EXPECT_EQ(links.organiser, "https://torg.example.se/o#organiser-token");
  EXPECT_EQ(links.facilitator, "https://torg.example.se/f/k3v9x0a7qd#facilitator-token");
  EXPECT_EQ(links.screen, "https://torg.example.se/s/k3v9x0a7qd#screen-token");
  EXPECT_EQ(links.participant, "https://torg.example.se/M/ABCDEFGH23456777");
  EXPECT_EQ(links.archive, "https://torg.example.se/archive");
}

TEST(StartLinks, given_no_meeting_then_only_organiser_and_archive_are_there) {
  auto const links = start_links("http://10.0.0.1:8080", "", secrets);
  EXPECT_EQ(links.facilitator, "");
  auto const json = nlohmann::json::parse(ready_json(links));
  EXPECT_EQ(json.size(), 2u);
  EXPECT_EQ(json.at("organiser"), links.organiser);
  EXPECT_EQ(json.at("archive"), links.archive);
  EXPECT_THAT(ready_text(links, "sv"), Not(HasSubstr("█")));
}

TEST(StartLinks, given_the_ready_line_then_it_is_one_json_object_on_one_line) {
  auto const text = ready_json(start_links("http://10.0.0.1:8080", "k3v9x0a7qd", secrets));
  EXPECT_EQ(text.find('\n'), std::string::npos);
  auto const json = nlohmann::json::parse(text);
  for (auto const* key : {"organiser", "facilitator", "participant", "screen", "archive"}) {
    EXPECT_THAT(json.at(key).get<std::string>(), testing::StartsWith("http://10.0.0.1:8080/"));
  }
  EXPECT_EQ(json.at("code"), "K7M2QX");
}

TEST(StartLinks, given_each_language_then_the_text_holds_every_link_and_the_code_and_no_key) {
  auto const links = start_links("http://10.0.0.1:8080", "k3v9x0a7qd", secrets);
  auto const swedish = ready_text(links, "sv");
  auto const english = ready_text(links, "en");
  EXPECT_NE(swedish, english);
  for (auto const& text : {swedish, english}) {
    for (auto const& link :
         {links.organiser, links.facilitator, links.participant, links.screen, links.archive}) {
      EXPECT_THAT(text, HasSubstr(link));
    }
    EXPECT_THAT(text, HasSubstr("K7M 2QX"));
    EXPECT_THAT(text, Not(HasSubstr("start.")));
    EXPECT_THAT(text, Not(HasSubstr("{")));
  }
  EXPECT_THAT(swedish, HasSubstr("Mötesledare"));
  EXPECT_THAT(english, HasSubstr("acilitator"));
}

TEST(TerminalQr, given_a_join_link_then_every_line_is_as_wide_and_fits_a_terminal) {
  auto const code = terminal_qr("HTTP://192.168.100.200:8080/M/ABCDEFGH23456777");
  std::size_t lines = 0;
  std::size_t width = 0;
  for (std::size_t at = 0; at < code.size();) {
    auto const end = code.find('\n', at);
    std::string line = code.substr(at, end - at);
    line = line.substr(line.find('m') + 1);
    line = line.substr(0, line.find('\x1b'));
    std::size_t columns = 0;
    for (unsigned char const c : line) columns += (c & 0xc0) != 0x80;
    if (lines++ == 0) width = columns;
    EXPECT_EQ(columns, width);
    at = end + 1;
  }
  EXPECT_LE(width, 45u);
  EXPECT_GE(2 * lines + 1, width);
  EXPECT_LE(2 * lines, width + 2);
}

}  // namespace
}  // namespace torg::app
