// The pages as a browser gets them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "archive/published_meeting.hpp"
#include "support/raw_socket.hpp"

namespace torg::archive {
namespace {

using test::body_of;
using test::status_of;
using testing::HasSubstr;
using testing::Not;

using PublishedPages = PublishedMeeting;

TEST_F(PublishedPages, given_scripts_in_every_text_then_the_page_shows_them_as_text) {
  publish("public");
  for (auto const* language : {"sv", "en"}) {
    auto const page = body_of(get("/archive/" + meeting() + "?lang=" + language));
    auto const main = page.substr(page.find("<main"));
    auto const view = main.substr(0, main.find("</main>"));
    EXPECT_THAT(view, Not(HasSubstr("<script")));
    EXPECT_THAT(view, Not(HasSubstr("<img")));
    EXPECT_THAT(view, Not(HasSubstr("<!--")));
    EXPECT_THAT(view, HasSubstr("&lt;script&gt;alert(1)"));
    EXPECT_THAT(view, HasSubstr("Fel fråga &lt;img"));
    EXPECT_THAT(view, HasSubstr("Ingen tid &lt;img"));
  }
}

TEST_F(PublishedPages, given_the_page_in_both_languages_then_nothing_is_left_to_fill_in) {
  publish("public");
  std::set<std::string> different;
  for (std::string const& path :
       {"/archive/" + meeting(), std::string("/archive"), std::string("/accessibility"),
        std::string("/secrecy"), std::string("/data"), std::string("/archive/zzzzzzzzzz")}) {
    std::string const swedish = body_of(get(path + "?lang=sv"));
    std::string const english = body_of(get(path + "?lang=en"));
    EXPECT_THAT(swedish, HasSubstr("<html lang=\"sv\"")) << path;
    EXPECT_THAT(english, HasSubstr("<html lang=\"en\"")) << path;
    for (auto const& page : {swedish, english}) {
      auto const view = page.substr(page.find("<main"));
      EXPECT_THAT(view,
                  Not(testing::ContainsRegex("(archive|statement|common|result|scale|item_state|"
                                             "box_state|format|secrecy)\\.[a-z_]+")))
          << path;
      EXPECT_THAT(view, Not(testing::ContainsRegex("\\{[a-z]+\\}"))) << path;
    }
    EXPECT_NE(swedish, english) << path;
  }
}

TEST_F(PublishedPages, given_the_accessibility_statement_then_it_has_all_its_parts) {
  for (auto const* language : {"sv", "en"}) {
    auto const response = get(std::string("/accessibility?lang=") + language);
    EXPECT_EQ(status_of(response), 200);
    auto const page = body_of(response);
    std::size_t headings = 0;
    for (auto at = page.find("<h2>"); at != std::string::npos; at = page.find("<h2>", at + 1)) {
      ++headings;
    }
    EXPECT_EQ(headings, 6u);
    EXPECT_THAT(page, HasSubstr("digg.se"));
  }
}

TEST_F(PublishedPages, given_a_meeting_then_its_page_leads_to_how_its_votes_were_kept_secret) {
  publish("public");
  EXPECT_THAT(body_of(get("/archive/" + meeting() + "?lang=sv")),
              HasSubstr("href=\"/secrecy?lang=sv\">Så hålls din röst hemlig och räknas</a>"));
}

}  // namespace
}  // namespace torg::archive
