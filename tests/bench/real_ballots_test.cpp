// Real elections, each ballot cast by a phone of its own over WebSocket. The files may not be part
// of the project; where they are absent the tests say so and are skipped.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <string>

#include "bench/hall.hpp"
#include "support/pabulib.hpp"
#include "support/shared_data.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

struct Election {
  char const* file;
  std::int64_t dots;
  std::int64_t max_per_option;
};

class RealBallots : public testing::TestWithParam<Election> {
 protected:
  RealBallots() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
};

TEST_P(RealBallots, given_the_files_ballots_when_cast_by_phones_then_every_total_is_its_score) {
  auto const& election = GetParam();
  std::string const name = std::string("pabulib/") + election.file;
  auto const path = test::find_shared_file(name);
  if (!path) GTEST_SKIP() << test::absent_reason(name);
  auto const file = test::pabulib::read(*path);

  test::TempFolder folder;
  test::TorgProcess server(TORG_EXECUTABLE, folder.path(), {});
  server.start();
  Hall hall(server);
  auto const organiser = hall.enter(server.part("organiser", "#"));
  auto const token = new_token();
  auto const created = hall.command(*organiser, {{"type", "create_meeting"},
                                                 {"source", "blank"},
                                                 {"title", {{"en", election.file}}},
                                                 {"facilitator_token", token}});
  ASSERT_EQ(created.at("type"), "ack") << created.dump();
  std::string const meeting = created.at("answer").at("meeting");
  auto const facilitator = hall.enter(token, meeting);

  Json options = Json::array();
  for (std::size_t i = 0; i < file.projects.size(); ++i) {
    auto title = file.projects[i].name.empty() ? file.projects[i].id : file.projects[i].name;
    options.push_back({{"option", i + 1}, {"title", {{"en", title.substr(0, 60)}}}});
    // A name cut inside a character would not be text any more.
    if (Json(title.substr(0, 60)).dump(-1, ' ', false, Json::error_handler_t::ignore) !=
        Json(title.substr(0, 60)).dump(-1, ' ', false, Json::error_handler_t::replace)) {
      options.back()["title"]["en"] = file.projects[i].id;
    }
  }
  Json const item{
      {"kind", "dots"},
      {"title", {{"en", "Dots"}}},
      {"rule",
       {{"kind", "dots"}, {"dots", election.dots}, {"max_per_option", election.max_per_option}}},
      {"options", options}};
  auto const added =
      hall.command(*facilitator, {{"type", "add_items"}, {"items", Json::array({item})}});
  ASSERT_EQ(added.at("type"), "ack") << added.dump();
  hall.command(*facilitator, {{"type", "open_meeting"}});
  ASSERT_TRUE(hall.wait([&] { return facilitator->section("join") != nullptr; }));
  std::string const url = facilitator->section("join")->at("url");
  hall.join(file.ballots.size(), url.substr(url.find("/M/") + 3));

  hall.command(*facilitator, {{"type", "start_meeting"}});
  auto const opened = hall.command(
      *facilitator, {{"type", "open_ballot"}, {"item", added.at("answer").at("items").at(0)}});
  ASSERT_EQ(opened.at("type"), "ack") << opened.dump();
  std::int64_t const box = opened.at("answer").at("box");
  for (std::size_t i = 0; i < file.ballots.size(); ++i) {
    std::map<std::size_t, std::int64_t> points;
    for (auto const& mark : file.ballots[i]) points[mark.project] += mark.points;
    Json marks = Json::array();
    for (auto const& [project, value] : points) {
      if (value > 0) marks.push_back({{"option", project + 1}, {"value", value}});
    }
    hall.phones()[i]->cast(box, {{"kind", "dots"}, {"marks", marks}});
    if (i % 100 == 99) hall.run_for(1);
  }
  ASSERT_TRUE(hall.settled());
  for (auto const& phone : hall.phones()) {
    ASSERT_EQ(phone->casts().at(box).acked, 1) << phone->casts().at(box).refused;
  }
  hall.command(*facilitator, {{"type", "stop_ballot"}, {"box", box}});
  auto const shown = hall.command(*facilitator, {{"type", "show_result"}, {"box", box}});
  ASSERT_EQ(shown.at("type"), "ack") << shown.dump();
  hall.command(*facilitator, {{"type", "close_meeting"}});
  hall.command(*facilitator, {{"type", "publish_meeting"}, {"publication", "public"}});

  auto const archive = Json::parse(get(server.port(), "/archive/" + meeting + ".json"));
  auto const& sealed = archive.at("boxes").at(0);
  ASSERT_EQ(sealed.at("result").at("cast"), file.ballots.size());
  for (auto const& row : sealed.at("result").at("rows")) {
    auto const& project = file.projects[row.at("option").get<std::size_t>() - 1];
    EXPECT_EQ(row.at("dots"), project.score) << project.name;
  }
  for (auto const& [option, total] : recount(sealed)) {
    EXPECT_EQ(total, file.projects[static_cast<std::size_t>(option) - 1].score);
  }
}

INSTANTIATE_TEST_SUITE_P(Elections, RealBallots,
                         testing::Values(Election{"Switzerland_Zurich_D10.pb", 10, 10},
                                         Election{"France_Toulouse_2019.pb", 7, 3}),
                         [](auto const& given) {
                           std::string name = given.param.file;
                           return name.substr(0, name.find('_'));
                         });

}  // namespace
}  // namespace torg::bench
