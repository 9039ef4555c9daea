#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/pages.hpp"
#include "archive/told_meeting.hpp"

namespace torg::archive {
namespace {

using protocol::FundMethod;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

std::string page_of(ToldMeeting const& told, char const* language) {
  return meeting_page(told.record, "/archive/k3v9x0a7qd", {}, Catalogue(language));
}

std::string without_tags(std::string const& html) {
  std::string out;
  bool inside = false;
  for (char const c : html) {
    if (c == '<') inside = true;
    if (!inside) out += c;
    if (c == '>') inside = false;
  }
  return out;
}

// 100 kr for four: three want the bench and the boat, one the swing. The bench costs 60, the swing
// 25, the boat 90, the tower 200 and nobody wants the sign.
ToldMeeting meeting(FundMethod method) {
  ToldMeeting told;
  told.item(protocol::ItemKind::fund, "Påsen");
  auto& box = told.box(fund_rule(100, method), {{"Bänk", 60, "Högsjö"},
                                                {"Gunga", 25, "Vingåker"},
                                                {"Båt", 90, "Högsjö"},
                                                {"Torn", 200, ""},
                                                {"Skylt", 10, ""}});
  box.opened.lot = {5, 4, 3, 2, 1};
  box.opened.left_goes_to = told.text("nästa möte", "the next meeting");
  for (int i = 0; i < 3; ++i) told.cast(approving({1, 3}));
  told.cast(approving({2, 4}));
  told.seal();
  return told;
}

TEST(FundPage, given_equal_shares_then_it_says_who_paid_what_and_why_the_others_got_nothing) {
  auto const told = meeting(FundMethod::equal_shares);
  auto const swedish = without_tags(page_of(told, "sv"));
  EXPECT_THAT(swedish, HasSubstr("4 röster valde något, och var och en hade 25\u202Fkr"));
  EXPECT_THAT(swedish,
              HasSubstr("Bänk (1)3 personer som valde det stod för kostnaden, 60\u202Fkr. Ingen "
                        "betalade mer än 20\u202Fkr. Sedan var 40\u202Fkr kvar"));
  EXPECT_THAT(swedish,
              HasSubstr("Gunga (2)En person som valde det stod för kostnaden, 25\u202Fkr."));
  EXPECT_THAT(swedish, HasSubstr("85\u202Fkr av 100\u202Fkr används. 15\u202Fkr är kvar och går "
                                 "till: nästa möte"));
  EXPECT_THAT(swedish, HasSubstr("De 2 ovanför får pengar"));
  EXPECT_THAT(swedish, HasSubstr("Båt (3)De som valde det hade"));
  EXPECT_THAT(swedish, HasSubstr("Torn (4)Det kostar 200\u202Fkr, mer än hela påsen"));
  EXPECT_THAT(swedish, HasSubstr("Skylt (5)Ingen valde det."));
  auto const english = without_tags(page_of(told, "en"));
  EXPECT_THAT(english, HasSubstr("Bänk (1)3 people who chose it paid the cost, SEK\u00A060."));
  EXPECT_THAT(english, HasSubstr("goes to: the next meeting"));
}

TEST(FundPage, given_a_project_that_lost_then_the_page_says_what_would_have_been_enough) {
  auto told = meeting(FundMethod::equal_shares);
  auto& result = std::get<protocol::FundResult>(told.record.meeting.boxes.at(1).sealed->result);
  result.rows[2].miss->extra_supporters = 2;
  result.rows[2].miss->extra_supporters_proved = true;
  result.rows[2].miss->highest_cost = 55;
  result.rows[2].miss->highest_cost_proved = true;
  auto const english = without_tags(page_of(told, "en"));
  EXPECT_THAT(english, HasSubstr("With 2 more votes it would have got money."));
  EXPECT_THAT(english, HasSubstr("It would have got money at a cost of SEK\u00A055 or less."));
  result.rows[2].miss->extra_supporters = 1;
  EXPECT_THAT(without_tags(page_of(told, "en")),
              HasSubstr("With one more vote it would have got money"));
}

TEST(FundPage, given_figures_that_are_not_proved_then_no_page_says_fewest_or_highest) {
  auto told = meeting(FundMethod::equal_shares);
  auto& result = std::get<protocol::FundResult>(told.record.meeting.boxes.at(1).sealed->result);
  result.rows[2].miss->extra_supporters = 12;
  result.rows[2].miss->extra_supporters_proved = std::nullopt;
  result.rows[2].miss->highest_cost = 55;
  result.rows[2].miss->highest_cost_proved = std::nullopt;
  auto const english = without_tags(page_of(told, "en"));
  EXPECT_THAT(english, HasSubstr("Already with 12 more votes it would have got money."));
  EXPECT_THAT(english, HasSubstr("at least at a cost of SEK\u00A055."));
  EXPECT_THAT(english, Not(HasSubstr("SEK\u00A055 or less")));
}

TEST(FundPage, given_places_then_the_money_that_lands_in_each_is_told_and_only_what_is_funded) {
  auto const page = without_tags(page_of(meeting(FundMethod::equal_shares), "sv"));
  auto const places = page.substr(page.find("Där pengarna hamnar"));
  EXPECT_THAT(places, HasSubstr("Högsjö60\u202Fkr"));
  EXPECT_THAT(places, HasSubstr("Vingåker25\u202Fkr"));
}

TEST(FundPage, given_the_rule_then_its_words_name_version_weights_and_lot_stand_with_the_result) {
  auto told = meeting(FundMethod::greedy);
  told.group("hogsjo", "Högsjö bygdegård");
  auto& box = told.record.meeting.boxes.at(1);
  std::get<protocol::FundRule>(box.opened.rule).weights =
      protocol::GroupWeights{{{"hogsjo", 3}}, 1, true};
  told.record.meeting.items[0].lot = *box.opened.lot;
  for (auto const* language : {"sv", "en"}) {
    Catalogue const say(language);
    auto const page = without_tags(page_of(told, language));
    EXPECT_THAT(page, HasSubstr(say("rule.greedy") + "."));
    EXPECT_THAT(page, HasSubstr(say("rule.greedy.text")));
    EXPECT_THAT(page,
                HasSubstr(say("archive.why.rule_id", {{"name", "fund-greedy"}, {"version", "1"}})));
    EXPECT_THAT(page, HasSubstr("Högsjö bygdegård: 3"));
    EXPECT_THAT(page, HasSubstr(say("rule.visible")));
    EXPECT_THAT(page, HasSubstr(say("archive.why.lot_order", {{"order", "5, 4, 3, 2, 1"}})));
    EXPECT_THAT(page, Not(HasSubstr(say("rule.add1"))));
  }
  told.record.meeting.items[0].lot_by_hand = true;
  EXPECT_THAT(without_tags(page_of(told, "sv")), HasSubstr("dragen för hand i salen"));
}

TEST(FundPage, given_a_later_lot_than_the_boxs_then_it_is_not_said_to_be_drawn_by_hand) {
  auto told = meeting(FundMethod::greedy);
  told.record.meeting.items[0].lot = {1, 2, 3, 4, 5};
  told.record.meeting.items[0].lot_by_hand = true;
  EXPECT_THAT(without_tags(page_of(told, "sv")), Not(HasSubstr("dragen för hand")));
}

TEST(FundPage,
     given_a_tie_that_the_lot_decided_then_the_page_says_who_was_tied_and_who_went_first) {
  ToldMeeting told;
  told.item(protocol::ItemKind::fund, "Påsen");
  auto& box = told.box(fund_rule(50, FundMethod::greedy), {{"Bänk", 50, ""}, {"Gunga", 50, ""}});
  box.opened.lot = {2, 1};
  told.cast(approving({1, 2}));
  told.seal();
  auto const page = without_tags(page_of(told, "sv"));
  EXPECT_THAT(page, HasSubstr("Gunga (2) och Bänk (1) stod lika. Lotten avgjorde: Gunga (2) gick "
                              "först. Därför fick ett av dem pengar och ett annat inte."));
}

TEST(FundPage, given_a_tie_settled_by_a_run_off_then_each_of_the_two_votes_leads_to_the_other) {
  auto told = meeting(FundMethod::greedy);
  auto& run_off = told.item(protocol::ItemKind::fund, "Omröstning till");
  run_off.definition.run_off_of = 1;
  run_off.reason = told.line("sen");
  protocol::TieSettled settled;
  settled.box = 1;
  settled.how = protocol::TieSettling::run_off;
  settled.item = 2;
  told.record.meeting.boxes.at(1).settled = settled;
  auto const page = page_of(told, "sv");
  EXPECT_THAT(page, HasSubstr("<a href=\"#item-2\">Omröstning till</a>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#item-1\">Påsen</a>"));
  EXPECT_THAT(page, HasSubstr("<section id=\"item-1\">"));
  EXPECT_THAT(page, HasSubstr("<section id=\"item-2\">"));
}

TEST(FundPage, given_groups_of_five_then_their_satisfaction_is_told_and_that_of_smaller_ones_not) {
  ToldMeeting told;
  told.group("vingaker", "Vingåker");
  told.group("hogsjo", "Högsjö");
  told.group("viala", "Viala");
  told.item(protocol::ItemKind::fund, "Påsen");
  told.box(fund_rule(100, FundMethod::greedy), {{"Bänk", 100, ""}, {"Gunga", 100, ""}});
  for (int i = 0; i < 7; ++i) told.cast(approving({i < 4 ? 1 : 2}), "vingaker");
  for (int i = 0; i < 6; ++i) told.cast(approving({i < 5 ? 1 : 2}), "hogsjo");
  for (int i = 0; i < 3; ++i) told.cast(approving({2}), "viala");
  for (int i = 0; i < 5; ++i) told.cast(approving({1}));
  told.seal();
  auto const page = page_of(told, "sv");
  auto const row = page.substr(page.find("Fick minst ett projekt de valt"));
  auto const cells = without_tags(row.substr(0, row.find("</tr>")));
  EXPECT_THAT(page, HasSubstr("Viala"));
  EXPECT_THAT(cells, HasSubstr("4 av 7"));
  EXPECT_THAT(cells, Not(ContainsRegex("[0-3] av 3")));
}

TEST(FundPage, given_scripts_in_every_text_then_the_page_shows_them_as_text) {
  std::string const script = "<script>alert('x')</script>";
  ToldMeeting told;
  told.group("g", script);
  told.item(protocol::ItemKind::fund, script);
  auto& box = told.box(fund_rule(60, FundMethod::equal_shares),
                       {{script, 60, script}, {script, 100, ""}, {script, 60, ""}});
  box.opened.lot = {3, 2, 1};
  box.opened.left_goes_to = told.text(script);
  std::get<protocol::FundRule>(box.opened.rule).weights =
      protocol::GroupWeights{{{"g", 2}}, 1, true};
  for (int i = 0; i < 5; ++i) told.cast(approving({1, 3}), "g");
  for (int i = 0; i < 5; ++i) told.cast(approving({1, 2, 3}), "");
  told.seal();
  for (auto const* language : {"sv", "en"}) {
    auto const page = page_of(told, language);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("&amp;lt;"))) << "escaped twice";
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)"));
  }
}

TEST(FundPage, given_every_rule_and_form_then_no_text_is_missing_in_either_language) {
  using protocol::FundForm;
  using protocol::Satisfaction;
  for (auto const method : protocol::enum_values<FundMethod>) {
    for (auto const form : protocol::enum_values<FundForm>) {
      for (auto const satisfaction : protocol::enum_values<Satisfaction>) {
        bool const by_points =
            satisfaction == Satisfaction::points || satisfaction == Satisfaction::points_x_cost;
        bool const by_rank = satisfaction == Satisfaction::rankpoints ||
                             satisfaction == Satisfaction::rankpoints_x_cost ||
                             satisfaction == Satisfaction::borda;
        if (by_points && form != FundForm::points) continue;
        if (by_rank && form != FundForm::rank) continue;
        if (method == FundMethod::phragmen && form != FundForm::approve) continue;
        ToldMeeting told;
        told.item(protocol::ItemKind::fund, "Påsen");
        auto rule = fund_rule(100, method);
        rule.form = form;
        rule.satisfaction = satisfaction;
        rule.utilitarian = method == FundMethod::equal_shares;
        if (form == FundForm::points) rule.points = 10;
        if (form == FundForm::rank) rule.max_choices = 2;
        if (method == FundMethod::equal_shares) rule.completion = protocol::FundCompletion::add1;
        told.box(rule,
                 {{"Bänk", 60, "Högsjö"}, {"Gunga", 30, ""}, {"Båt", 90, ""}, {"Torn", 200, ""}})
            .opened.lot = {1, 2, 3, 4};
        for (int i = 0; i < 6; ++i) {
          if (form == FundForm::points) {
            told.cast(marking({{1 + i % 3, 6}, {4, 4}}), i < 3 ? "a" : "");
          } else if (form == FundForm::rank) {
            told.cast(protocol::RankingBallot{{4, 1 + i % 3}}, i < 3 ? "a" : "");
          } else {
            told.cast(approving({1 + i % 3, 4}), i < 3 ? "a" : "");
          }
        }
        told.seal();
        for (auto const* language : {"sv", "en"}) {
          EXPECT_EQ(unfilled_in(without_tags(page_of(told, language))), "")
              << protocol::to_string(method) << ' ' << protocol::to_string(form) << ' '
              << protocol::to_string(satisfaction);
        }
      }
    }
  }
}

TEST(FundPage,
     given_every_cause_of_a_miss_then_it_is_said_in_both_languages_with_and_without_figures) {
  for (auto const cause : protocol::enum_values<protocol::FundMissCause>) {
    for (bool const figured : {false, true}) {
      auto told = meeting(FundMethod::equal_shares);
      auto& result = std::get<protocol::FundResult>(told.record.meeting.boxes.at(1).sealed->result);
      protocol::FundMiss miss;
      miss.cause = cause;
      if (figured) miss.left = "100/3";
      result.rows[2].miss = miss;
      for (auto const* language : {"sv", "en"}) {
        auto const page = without_tags(page_of(told, language));
        EXPECT_EQ(unfilled_in(page), "") << protocol::to_string(cause) << figured;
        EXPECT_THAT(page, Not(HasSubstr("100/3")));
      }
    }
  }
}

TEST(FundPage, given_no_ballot_that_chose_anything_then_the_page_says_that_nothing_is_decided) {
  ToldMeeting told;
  told.item(protocol::ItemKind::fund, "Påsen");
  told.box(fund_rule(100, FundMethod::equal_shares), {{"Bänk", 60, "Högsjö"}});
  told.cast(approving({}));
  told.cast(protocol::AbstainBallot{});
  told.seal();
  auto const page = without_tags(page_of(told, "sv"));
  EXPECT_THAT(page, HasSubstr("Ingen valde något projekt"));
  EXPECT_THAT(page, HasSubstr("Inget projekt får pengar"));
  EXPECT_THAT(page, HasSubstr("En röst var blank. En avstod."));
  EXPECT_THAT(page, Not(HasSubstr("Där pengarna hamnar")));
}

}  // namespace
}  // namespace torg::archive
