// Who may read which page of the archive, and who is told the secret paths.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/published_meeting.hpp"
#include "support/raw_socket.hpp"

namespace torg::archive {
namespace {

using test::body_of;
using test::field_of;
using test::status_of;
using testing::HasSubstr;
using testing::Not;

using Publication = PublishedMeeting;

TEST_F(Publication, given_each_publication_then_exactly_those_who_may_can_read_it) {
  std::string const open = "/archive/" + meeting();
  std::string const unlisted = links().at("unlisted");
  std::string const internal = links().at("internal");
  ASSERT_NE(unlisted, internal);
  std::string const guessed = open + "/AAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_EQ(read_while_live, 404);

  struct Row {
    char const* publication;
    int open;
    int unlisted;
    int internal;
  };
  for (auto const& row : {Row{"unpublished", 404, 404, 200}, Row{"internal", 404, 404, 200},
                          Row{"unlisted", 404, 200, 200}, Row{"public", 200, 200, 200},
                          Row{"internal", 404, 404, 200}}) {
    if (row.publication != std::string("unpublished")) publish(row.publication);
    for (std::string const& form :
         {std::string(), std::string(".json"), std::string(".csv"), std::string("?lang=en"),
          std::string(".csv?lang=en"), "/box/" + std::to_string(dots) + ".pb"}) {
      EXPECT_EQ(status(open + form), row.open) << row.publication << form;
      EXPECT_EQ(status(unlisted + form), row.unlisted) << row.publication << form;
      EXPECT_EQ(status(internal + form), row.internal) << row.publication << form;
      EXPECT_EQ(status(guessed + form), 404) << row.publication << form;
    }
    bool const listed = body_of(get("/archive")).find(meeting()) != std::string::npos;
    EXPECT_EQ(listed, row.open == 200) << row.publication;
  }
}

TEST_F(Publication, given_what_may_not_be_read_then_it_looks_just_like_what_is_not_there) {
  publish("internal");
  for (auto const* form : {"", ".json", ".csv", "?lang=en", "/AAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(get("/archive/" + meeting() + form), get(std::string("/archive/zzzzzzzzzz") + form))
        << form;
  }
}

TEST_F(Publication, given_a_secret_in_the_path_then_the_pages_downloads_carry_it) {
  publish("unlisted");
  std::string const unlisted = links().at("unlisted");
  auto const page = body_of(get(unlisted));
  EXPECT_THAT(page, HasSubstr("href=\"" + unlisted + ".json\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + unlisted + ".csv?lang=sv\""));
  EXPECT_THAT(page, Not(HasSubstr(links().at("internal").get<std::string>())));
}

TEST_F(Publication, given_who_leads_or_organises_then_the_secret_paths_are_told_to_them_alone) {
  auto const leader = links_as(server->part("facilitator", "#"));
  EXPECT_EQ(status_of(leader), 200);
  EXPECT_EQ(field_of(leader, "Content-Type"), "application/json");
  EXPECT_EQ(field_of(leader, "Cache-Control"), "no-store");
  EXPECT_EQ(body_of(links_as(server->part("organiser", "#"))), body_of(leader));

  auto const screen = links_as(server->part("screen", "#"));
  EXPECT_EQ(status_of(screen), 404);
  EXPECT_EQ(status_of(links_as("AAAAAAAAAAAAAAAAAAAAAA")), 404);
  EXPECT_EQ(status_of(links_as("")), 404);
  EXPECT_EQ(status("/archive/" + meeting() + "/links"), 404);
  std::string const elsewhere = "/archive/zzzzzzzzzz/links";
  EXPECT_EQ(status_of(get(elsewhere,
                          "Authorization: Bearer " + server->part("facilitator", "#") + "\r\n")),
            404);
  EXPECT_EQ(status_of(get("/archive/" + meeting() + "/links",
                          "Authorization: Basic " + server->part("facilitator", "#") + "\r\n")),
            404);
  EXPECT_EQ(
      status_of(get("/archive/" + meeting() + "/links?token=" + server->part("facilitator", "#"))),
      404);
}

}  // namespace
}  // namespace torg::archive
