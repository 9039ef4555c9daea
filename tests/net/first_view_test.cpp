#include "net/first_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/catalogue.hpp"
#include "archive/pages.hpp"
#include "protocol/sections.hpp"

namespace torg::net {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string const hostile =
    "</script><script>alert(1)</script><!--torg:view-->\"'&<!--torg:title-->";

TEST(FirstView, given_a_hostile_title_then_it_stands_in_the_view_as_text) {
  protocol::MeetingSection meeting;
  meeting.meeting = "k3v9x0a7qd";
  meeting.title = {{"sv", hostile}};
  meeting.languages = {"sv"};
  domain::Sections const sections{{"meeting", protocol::to_json(meeting)}};
  auto const view = first_view(sections, "sv");
  EXPECT_THAT(view, HasSubstr("<h1>&lt;/script&gt;&lt;script&gt;"));
  EXPECT_THAT(view, Not(HasSubstr("<script")));
  EXPECT_THAT(view, Not(HasSubstr("<!--")));
  EXPECT_EQ(meeting_title(sections, "en"), hostile);
}

TEST(FirstView, given_a_rehearsal_then_it_says_so_above_all_in_the_visitors_language) {
  protocol::MeetingSection meeting;
  meeting.meeting = "k3v9x0a7qd";
  meeting.title = {{"sv", "Höstforum"}};
  meeting.languages = {"sv"};
  for (auto const* const language : {"sv", "en"}) {
    auto const mark = archive::rehearsal_mark(archive::Catalogue(language));
    meeting.rehearsal = true;
    EXPECT_THAT(first_view({{"meeting", protocol::to_json(meeting)}}, language),
                HasSubstr(mark + "<main"));
    meeting.rehearsal = false;
    EXPECT_THAT(first_view({{"meeting", protocol::to_json(meeting)}}, language),
                Not(HasSubstr(mark)));
  }
}

TEST(FirstView, given_a_running_vote_then_place_title_and_rule_stand_where_the_phone_draws_them) {
  protocol::AgendaSection agenda;
  agenda.current = 2;
  for (protocol::ItemId id = 1; id <= 3; ++id) agenda.entries.emplace_back().item = id;
  protocol::ItemSection item;
  item.item = 2;
  item.definition.kind = protocol::ItemKind::dots;
  item.definition.title = {{"sv", "Vad vill vi?"}};
  item.definition.rule = protocol::DotsRule{5, 3, {}, {}};
  domain::Sections const sections{{"agenda", protocol::to_json(agenda)},
                                  {"item/2", protocol::to_json(item)}};
  EXPECT_THAT(
      first_view(sections, "sv"),
      testing::ContainsRegex("page-head.*<main class=\"phone-main\" id=\"main\"><p class=\"strip\">"
                             "<strong>Punkt 2 av 3</strong><span class=\"strip-line\" "
                             "aria-hidden=\"true\"><i class=\"done\"></i><i class=\"now\"></i>"
                             "<i></i></span></p><h1>Vad vill vi.</h1><p class=\"intro\">Fem "
                             "prickar, högst tre på ett förslag"));
}

}  // namespace
}  // namespace torg::net
