#include "app/limits_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "support/torg_command.hpp"

namespace torg::app {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string report(std::string const& language, live::Limits const& live = {},
                   net::Limits const& net = {}) {
  std::ostringstream out;
  report_limits(live, net, archive::Catalogue(language), out);
  return out.str();
}

TEST(LimitsReport, given_either_language_then_every_line_says_what_happens) {
  for (auto const* language : {"sv", "en"}) {
    std::istringstream lines(report(language));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      EXPECT_THAT(line, Not(HasSubstr("limit."))) << "a text is missing";
      EXPECT_TRUE(line.ends_with(".")) << line;
    }
    EXPECT_GT(count, 30);
  }
  EXPECT_NE(report("sv"), report("en"));
}

TEST(LimitsReport,
     given_a_head_above_the_limit_then_the_status_that_is_told_is_the_one_that_comes) {
  EXPECT_THAT(report("en"), HasSubstr("answered 431"));
  EXPECT_THAT(report("sv"), HasSubstr("besvaras med 431"));
}

TEST(LimitsReport, given_the_time_to_say_hello_then_it_is_told_once_where_it_is_kept) {
  EXPECT_THAT(report("en"), Not(HasSubstr("live.handshake")));
  EXPECT_THAT(report("en"), testing::ContainsRegex("net.handshake = .*4000"));
}

TEST(LimitsReport, given_other_limits_then_they_are_what_is_printed) {
  live::Limits live;
  live.waiting_commands = 4711;
  net::Limits net;
  net.write = std::chrono::seconds(42);
  auto const text = report("en", live, net);
  EXPECT_THAT(text, HasSubstr("live.waiting_commands = 4711 "));
  EXPECT_THAT(text, HasSubstr("net.write = 42 s "));
}

TEST(PrintConfig, given_serve_with_it_then_limits_and_options_are_printed_and_nothing_is_started) {
  test::TempFolder folder;
  test::TorgCommand torg({"serve", "--data", (folder / "data").string(), "--threads", "3",
                          "--print-config", "--language", "en"});
  EXPECT_EQ(torg.exit_code(), 0) << torg.err();
  EXPECT_THAT(torg.out(), HasSubstr("threads = 3\n"));
  EXPECT_THAT(torg.out(), HasSubstr(report("en")));
  EXPECT_FALSE(std::filesystem::exists(folder / "data"));
  test::TorgCommand bare({"serve", "--print-config"});
  EXPECT_EQ(bare.exit_code(), 0) << bare.err();
}

}  // namespace
}  // namespace torg::app
