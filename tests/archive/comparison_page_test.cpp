#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/html/comparison.hpp"
#include "archive/told_meeting.hpp"

namespace torg::archive {
namespace {

using protocol::FundMethod;
using testing::HasSubstr;
using testing::Not;

ToldMeeting fund_meeting() {
  ToldMeeting told;
  told.group("vingaker", "Vingåker");
  told.group("hogsjo", "Högsjö");
  told.item(protocol::ItemKind::fund, "Påsen");
  told.box(fund_rule(100, FundMethod::equal_shares),
           {{"Bänk <b>", 60, ""}, {"Gunga", 40, ""}, {"Båt", 100, ""}})
      .opened.lot = {1, 2, 3};
  for (int i = 0; i < 6; ++i) told.cast(approving({1, 3}), "vingaker");
  for (int i = 0; i < 5; ++i) told.cast(approving({2}), "hogsjo");
  told.seal();
  return told;
}

std::string html_of(ToldMeeting const& told, char const* language) {
  Catalogue const say(language);
  return comparison_html(Round(told.record, told.record.meeting.boxes.at(1), say));
}

TEST(ComparisonPage,
     given_a_fund_vote_then_each_rule_has_a_row_and_a_column_and_the_chosen_is_marked) {
  auto const told = fund_meeting();
  auto const& outcomes = told.record.meeting.boxes.at(1).sealed->comparison->outcomes;
  ASSERT_GE(outcomes.size(), 4u);
  for (auto const* language : {"sv", "en"}) {
    Catalogue const say(language);
    auto const html = html_of(told, language);
    EXPECT_THAT(html, testing::StartsWith("<details class=\"compare\"><summary>"));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      std::string const letter(1, static_cast<char>('A' + i));
      EXPECT_THAT(html, HasSubstr("<span class=\"key\">" + letter + "</span>"));
      EXPECT_THAT(html, HasSubstr("<th scope=\"col\" class=\"r\">" + letter + "</th>"));
    }
    EXPECT_THAT(html, HasSubstr(say("rule.fund_knapsack")));
    std::string const chosen = say("archive.compare.chosen");
    auto const at = html.find(chosen);
    ASSERT_NE(at, html.npos);
    EXPECT_EQ(html.find(chosen, at + 1), html.npos) << "one rule counted";
    EXPECT_LT(html.find(say("rule.equal_shares")), at);
    EXPECT_EQ(unfilled_in(html), "");
    EXPECT_THAT(html, HasSubstr("Bänk &lt;b&gt;"));
  }
}

TEST(ComparisonPage, given_what_a_rule_funds_then_its_column_says_yes_in_that_row_alone) {
  auto const told = fund_meeting();
  auto const& outcomes = told.record.meeting.boxes.at(1).sealed->comparison->outcomes;
  auto const html = html_of(told, "en");
  auto const table = html.substr(html.find("What each proposal gets"));
  std::size_t expected = 0;
  for (auto const& outcome : outcomes) expected += outcome.amounts.size();
  std::size_t yes = 0;
  for (auto at = table.find("<b>Yes</b>"); at != table.npos;
       at = table.find("<b>Yes</b>", at + 1)) {
    ++yes;
  }
  EXPECT_EQ(yes, expected);
}

TEST(ComparisonPage, given_groups_that_may_be_told_then_each_rule_says_how_they_fare) {
  auto const told = fund_meeting();
  auto const html = html_of(told, "en");
  EXPECT_THAT(html, HasSubstr("How the groups fare"));
  EXPECT_THAT(html, HasSubstr("Högsjö</th>"));
  EXPECT_THAT(html, HasSubstr("5 of 5"));
}

TEST(ComparisonPage, given_groups_that_may_not_be_told_then_the_table_of_groups_is_left_out) {
  auto told = fund_meeting();
  for (auto& outcome : told.record.meeting.boxes.at(1).sealed->comparison->outcomes) {
    outcome.groups.clear();
  }
  auto const html = html_of(told, "en");
  EXPECT_THAT(html, Not(HasSubstr("How the groups fare")));
  EXPECT_THAT(html, Not(HasSubstr("Högsjö")));
}

TEST(ComparisonPage, given_a_split_then_amounts_stand_instead_of_yes_and_no) {
  ToldMeeting told;
  told.item(protocol::ItemKind::split, "Fördelning");
  protocol::SplitRule rule;
  rule.pot = 100;
  rule.step = 10;
  rule.rounding = 1;
  rule.method = protocol::SplitMethod::independent_markets;
  told.box(rule, {{"A", {}, ""}, {"B", {}, ""}, {"C", {}, ""}});
  for (int i = 0; i < 5; ++i) {
    told.cast(protocol::SplitBallot{{{1 + i % 2, 70}, {3, 30}}});
  }
  told.seal();
  for (auto const* language : {"sv", "en"}) {
    auto const html = html_of(told, language);
    ASSERT_THAT(html, HasSubstr("<details"));
    EXPECT_EQ(unfilled_in(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<b>Yes</b>")));
    EXPECT_THAT(html, HasSubstr(Catalogue(language)("rule.split_knapsack")));
  }
}

TEST(ComparisonPage, given_no_comparison_then_nothing_is_folded_up) {
  auto told = fund_meeting();
  told.record.meeting.boxes.at(1).sealed->comparison.reset();
  EXPECT_EQ(html_of(told, "sv"), "");
}

TEST(ComparisonPage, given_every_variant_of_a_rule_then_its_words_are_there_in_both_languages) {
  auto told = fund_meeting();
  auto& outcomes = told.record.meeting.boxes.at(1).sealed->comparison->outcomes;
  auto const model = outcomes.front();
  outcomes.resize(1);
  outcomes.front().weighted = true;
  for (auto const satisfaction : protocol::enum_values<protocol::Satisfaction>) {
    for (auto const completion : protocol::enum_values<protocol::FundCompletion>) {
      auto other = model;
      other.chosen = false;
      other.satisfaction = satisfaction;
      other.completion = completion;
      other.utilitarian = completion == protocol::FundCompletion::add1;
      if (outcomes.size() < 20) outcomes.push_back(other);
    }
  }
  for (auto const* language : {"sv", "en"}) EXPECT_EQ(unfilled_in(html_of(told, language)), "");
}

}  // namespace
}  // namespace torg::archive
