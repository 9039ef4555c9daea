#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "archive/pages.hpp"
#include "archive/told_meeting.hpp"

namespace torg::archive {
namespace {

using protocol::SplitMethod;
using testing::HasSubstr;
using testing::Not;

ToldMeeting meeting(SplitMethod method) {
  ToldMeeting told;
  told.item(protocol::ItemKind::split, "Fördelning");
  protocol::SplitRule rule;
  rule.pot = 1'000;
  rule.step = 100;
  rule.rounding = 1;
  rule.method = method;
  std::string name(protocol::to_string(method));
  std::ranges::replace(name, '_', '-');
  told.box(rule, {{"Vägar", {}, "Högsjö"}, {"Bad", {}, ""}, {"Fest", {}, "Vingåker"}});
  told.cast(protocol::SplitBallot{{{1, 700}, {2, 300}}});
  told.cast(protocol::SplitBallot{{{1, 100}, {2, 200}, {3, 700}}});
  told.cast(protocol::SplitBallot{{{2, 500}, {3, 500}}});
  told.seal();
  return told;
}

std::string page_of(ToldMeeting const& told, char const* language) {
  return meeting_page(told.record, "/archive/k3v9x0a7qd", {}, Catalogue(language));
}

TEST(SplitPage, given_every_method_then_each_amount_is_accounted_for_in_both_languages) {
  for (auto const method : protocol::enum_values<SplitMethod>) {
    auto const told = meeting(method);
    for (auto const* language : {"sv", "en"}) {
      Catalogue const say(language);
      auto const page = page_of(told, language);
      EXPECT_THAT(page, HasSubstr(say("archive.why.amounts_title")));
      EXPECT_THAT(page, HasSubstr(say("archive.why.exact")));
      EXPECT_THAT(page, HasSubstr(say("archive.fund.places")));
      EXPECT_THAT(page, Not(testing::ContainsRegex("(archive|rule|format)\\.[a-z_]+")));
      EXPECT_THAT(page, Not(testing::ContainsRegex("\\{[a-z]+\\}")));
    }
  }
}

TEST(SplitPage, given_independent_markets_then_the_fixed_points_are_drawn_from_0_to_the_pot) {
  auto told = meeting(SplitMethod::independent_markets);
  auto& result = std::get<protocol::SplitResult>(told.record.meeting.boxes.at(1).sealed->result);
  ASSERT_TRUE(result.market_time);
  result.market_time = "2/5";
  result.market_voters = 3;
  auto const page = page_of(told, "en");
  EXPECT_THAT(page, HasSubstr("class=\"ticks\" d=\"M1000 4v16M800 4v16M400 4v16M0 4v16\""));
  EXPECT_THAT(page, HasSubstr("Every SEK\u00A0400 begun"));
  EXPECT_THAT(page_of(meeting(SplitMethod::mean), "en"), Not(HasSubstr("class=\"ticks\"")));
}

TEST(SplitPage, given_independent_markets_then_the_votes_that_each_amount_took_are_told) {
  auto told = meeting(SplitMethod::independent_markets);
  auto& result = std::get<protocol::SplitResult>(told.record.meeting.boxes.at(1).sealed->result);
  result.market_time = "2/5";
  for (auto& row : result.rows) row.median = row.option == 1 ? "1/2" : "0";
  auto const page = page_of(told, "en");
  auto const table = page.substr(page.find("Votes it took"));
  EXPECT_THAT(table, HasSubstr("SEK\u00A0500</td><td class=\"r\">2</td>"));
  EXPECT_THAT(table, HasSubstr("SEK\u00A00</td><td class=\"r\">0</td>"));
  EXPECT_THAT(page_of(meeting(SplitMethod::mean), "en"), Not(HasSubstr("Votes it took")));
}

TEST(SplitPage, given_many_voters_then_the_picture_of_the_fixed_points_stays_small) {
  auto told = meeting(SplitMethod::independent_markets);
  auto& result = std::get<protocol::SplitResult>(told.record.meeting.boxes.at(1).sealed->result);
  result.market_time = "1/10000";
  result.market_voters = 10'000;
  auto const page = page_of(told, "en");
  auto const path = page.substr(page.find("class=\"ticks\" d=\""));
  EXPECT_LE(
      std::count(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(path.find("/>")), 'M'),
      101);
}

TEST(SplitPage, given_krona_by_krona_then_the_ballots_for_the_last_krona_are_told) {
  auto const page = page_of(meeting(SplitMethod::knapsack), "en");
  EXPECT_THAT(page, HasSubstr("Gave at least that much"));
  EXPECT_THAT(page, Not(HasSubstr("Middle")));
}

}  // namespace
}  // namespace torg::archive
