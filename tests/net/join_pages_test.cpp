#include "net/join_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "protocol/sections.hpp"

namespace torg::net {
namespace {

using testing::HasSubstr;

std::shared_ptr<live::MeetingFront const> front_of(std::string const& id,
                                                   std::string const& title) {
  protocol::MeetingSection meeting;
  meeting.meeting = id;
  meeting.title = {{"sv", title}};
  meeting.languages = {"sv"};
  return std::make_shared<live::MeetingFront const>(
      live::MeetingFront{id, {{"meeting", protocol::to_json(meeting)}}});
}

std::string const meeting = "k3v9x0a7qd";

TEST(JoinPages, given_a_meeting_in_which_nothing_has_changed_then_its_page_is_made_once) {
  JoinPages pages;
  auto const front = front_of(meeting, "Höstforum");
  auto const page = pages.page_of(front, "sv");
  EXPECT_EQ(pages.page_of(front, "sv"), page);
  EXPECT_NE(pages.page_of(front, "en"), page);
  EXPECT_EQ(pages.page_of(front, "sv"), page);
}

TEST(JoinPages, given_a_meeting_that_went_on_then_the_page_shows_what_stands_there_now) {
  JoinPages pages;
  auto const before = pages.page_of(front_of(meeting, "Höstforum"), "sv");
  auto const after = pages.page_of(front_of(meeting, "Vinterforum"), "sv");
  if (before->page.status != http::status::ok) GTEST_SKIP() << "built without the web client";
  EXPECT_THAT(before->page.html, HasSubstr("Höstforum"));
  EXPECT_THAT(after->page.html, HasSubstr("Vinterforum"));
}

TEST(JoinPages, given_two_meetings_then_neither_gets_the_page_of_the_other) {
  JoinPages pages;
  auto const north = front_of(meeting, "Norra bygden");
  auto const south = front_of("a7qdk3v9x0", "Södra bygden");
  auto const page = pages.page_of(north, "sv");
  EXPECT_NE(pages.page_of(south, "sv"), page);
  EXPECT_EQ(pages.page_of(north, "sv"), page);
}

TEST(JoinPages, given_more_meetings_than_are_kept_then_each_still_gets_its_own_page) {
  JoinPages pages;
  for (int number = 0; number < 600; ++number) {
    auto const title = "Forum " + std::to_string(number);
    auto const page =
        pages.page_of(front_of("meeting" + std::to_string(100 + number), title), "sv");
    if (page->page.status != http::status::ok) GTEST_SKIP() << "built without the web client";
    ASSERT_THAT(page->page.html, HasSubstr(title));
  }
}

}  // namespace
}  // namespace torg::net
