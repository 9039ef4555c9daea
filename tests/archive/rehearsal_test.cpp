// A rehearsal is held on the real server beside an ordinary meeting, and looked for in the archive.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "archive/catalogue.hpp"
#include "archive/pages.hpp"
#include "archive/told_meeting.hpp"
#include "bench/hall.hpp"
#include "support/raw_socket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::archive {
namespace {

using bench::Json;
using testing::HasSubstr;
using testing::Not;

TEST(RehearsalPage, given_a_rehearsal_then_its_page_says_so_before_everything_else) {
  for (auto const* const language : {"sv", "en"}) {
    Catalogue const say(language);
    ToldMeeting told;
    auto const page_of = [&] { return meeting_page(told.record, "/archive/k3v9x0a7qd", {}, say); };
    EXPECT_THAT(page_of(), Not(HasSubstr(rehearsal_mark(say))));
    told.record.meeting.created.rehearsal = true;
    auto const page = page_of();
    EXPECT_LT(page.find(rehearsal_mark(say)), page.find("<main"));
    EXPECT_THAT(rehearsal_mark(say), HasSubstr(say("rehearsal.mark")));
  }
}

struct House {
  House() : server(TORG_EXECUTABLE, folder.path(), {}) {
    server.start();
    hall.emplace(server);
    organiser = hall->enter(server.part("organiser", "#"));
  }

  // A meeting that is over; its facilitator stays in.
  struct Held {
    std::string meeting;
    std::string token;
    bench::Person* facilitator = nullptr;
  };
  Held hold(bool rehearsal) {
    Held held;
    held.token = bench::new_token();
    auto const made = hall->command(*organiser, {{"type", "create_meeting"},
                                                 {"source", "demo"},
                                                 {"rehearsal", rehearsal},
                                                 {"facilitator_token", held.token}});
    held.meeting = made.at("answer").at("meeting");
    held.facilitator = hall->enter(held.token, held.meeting);
    hall->command(*held.facilitator, {{"type", "start_meeting"}});
    EXPECT_EQ(hall->command(*held.facilitator, {{"type", "close_meeting"}}).at("type"), "ack");
    return held;
  }
  Json publish(Held const& held, char const* publication) {
    return hall->command(*held.facilitator,
                         {{"type", "publish_meeting"}, {"publication", publication}});
  }
  std::string get(std::string const& path, std::string const& lines = {}) {
    return test::fetch(server.port(), path, lines);
  }

  test::TempFolder folder;
  test::TorgProcess server;
  std::optional<bench::Hall> hall;
  bench::Person* organiser = nullptr;
};

TEST(RehearsalArchive,
     given_a_rehearsal_and_a_meeting_then_only_the_meeting_comes_before_the_public) {
  House house;
  auto const rehearsal = house.hold(true);
  auto const meeting = house.hold(false);
  for (auto const* const outside : {"public", "unlisted"}) {
    EXPECT_EQ(house.publish(meeting, outside).at("type"), "ack");
    auto const refused = house.publish(rehearsal, outside);
    ASSERT_EQ(refused.at("type"), "reject");
    EXPECT_EQ(refused.at("error").at("code"), "not_permitted");
  }
  EXPECT_EQ(house.publish(meeting, "public").at("type"), "ack");
  EXPECT_EQ(house.publish(rehearsal, "internal").at("type"), "ack");

  auto const list = test::body_of(house.get("/archive"));
  EXPECT_THAT(list, HasSubstr(meeting.meeting));
  EXPECT_THAT(list, Not(HasSubstr(rehearsal.meeting)));
  EXPECT_EQ(test::status_of(house.get("/archive/" + rehearsal.meeting)), 404);

  auto const links =
      Json::parse(test::body_of(house.get("/archive/" + rehearsal.meeting + "/links",
                                          "Authorization: Bearer " + rehearsal.token + "\r\n")));
  EXPECT_EQ(test::status_of(house.get(links.at("unlisted"))), 404);
  std::string const internal = links.at("internal");
  EXPECT_THAT(test::body_of(house.get(internal)), HasSubstr(rehearsal_mark(Catalogue("sv"))));
  auto const json = house.get(internal + ".json");
  EXPECT_EQ(Json::parse(test::body_of(json)).at("meeting").at("rehearsal"), true);
  for (auto const* const form : {".json", ".csv"}) {
    EXPECT_THAT(test::field_of(house.get(internal + form), "Content-Disposition").value_or(""),
                HasSubstr("torg-rehearsal-" + rehearsal.meeting + form));
    EXPECT_THAT(
        test::field_of(house.get("/archive/" + meeting.meeting + form), "Content-Disposition")
            .value_or(""),
        HasSubstr("torg-" + meeting.meeting + form));
  }
}

}  // namespace
}  // namespace torg::archive
