#include "archive/catalogue.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>

#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

struct InStockholm : testing::Test {
  void SetUp() override {
    ::setenv("TZ", "Europe/Stockholm", 1);
    ::tzset();
  }
  void TearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
};
using CatalogueTimes = InStockholm;

constexpr std::int64_t october_ms = 1'792'512'000'000;  // 2026-10-20 16:00 UTC

TEST_F(CatalogueTimes, given_a_moment_then_day_and_clock_are_written_as_the_language_does) {
  Catalogue const swedish("sv");
  Catalogue const english("en");
  EXPECT_EQ(swedish.date(october_ms), "tisdag 20 oktober 2026");
  EXPECT_EQ(swedish.clock(october_ms), "18.00");
  EXPECT_EQ(swedish.short_date(october_ms), "2026-10-20");
  EXPECT_NE(english.date(october_ms).find("20 October 2026"), std::string::npos);
  EXPECT_NE(english.date(october_ms).find("Tuesday"), std::string::npos);
  EXPECT_EQ(english.short_date(october_ms), "2026-10-20");
}

TEST(Catalogue, given_numbers_then_they_are_grouped_by_three) {
  Catalogue const swedish("sv");
  auto const plain = [&](std::int64_t n) {
    std::string out = swedish.number(n);
    std::string const separator = swedish("format.group");
    for (auto at = out.find(separator); at != std::string::npos; at = out.find(separator, at)) {
      out.replace(at, separator.size(), "_");
    }
    return out;
  };
  EXPECT_EQ(plain(0), "0");
  EXPECT_EQ(plain(999), "999");
  EXPECT_EQ(plain(1'000), "1_000");
  EXPECT_EQ(plain(100'000), "100_000");
  EXPECT_EQ(plain(1'234'567), "1_234_567");
  EXPECT_EQ(plain(-1'000), "\u22121_000");
  EXPECT_NE(swedish.money(5'000).find("kr"), std::string::npos);
}

TEST(Catalogue, given_one_and_many_then_the_form_follows) {
  Catalogue const english("en");
  EXPECT_EQ(english.count("archive.ballots", 1).find("{"), std::string::npos);
  EXPECT_NE(english.count("archive.ballots", 1), english.count("archive.ballots", 2));
  EXPECT_NE(english.count("archive.ballots", 1'500).find(english.number(1'500)), std::string::npos);
}

TEST(Catalogue, given_a_value_that_looks_like_a_mark_then_it_stands_as_it_was_written) {
  Catalogue const english("en");
  auto const text = english("start.port_in_use", {{"address", "{port}"}, {"port", "{address}"}});
  EXPECT_NE(text.find("{port}"), std::string::npos);
  EXPECT_NE(text.find("{address}"), std::string::npos);
  EXPECT_EQ(english("archive.skipped", {{"reason", "{reason}"}}).find("{reason}"),
            english("archive.skipped").find("{reason}"));
}

TEST(Catalogue, given_a_key_that_is_not_there_then_the_key_itself_is_shown) {
  EXPECT_EQ(Catalogue("sv")("no.such_key"), "no.such_key");
}

TEST(Catalogue, given_another_language_then_it_is_english) {
  EXPECT_EQ(Catalogue("fi").language(), "en");
  EXPECT_EQ(Catalogue("").language(), "en");
}

TEST(EscapeHtml, given_text_then_no_character_of_it_can_be_markup) {
  EXPECT_EQ(escape_html("<a href=\"x\" title='y'>&amp;</a>"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  EXPECT_EQ(escape_html("Räksmörgås"), "Räksmörgås");
  EXPECT_EQ(escape_html(""), "");
}

}  // namespace
}  // namespace torg::archive
