#include "archive/published_meeting.hpp"

#include <utility>
#include <vector>

#include "support/raw_socket.hpp"

namespace torg::archive {
namespace {

using test::body_of;
using test::fetch;
using test::status_of;

std::string const script = "</td><script>alert(1)</script><!--torg:title-->";
std::string const image = "<img src=x onerror=alert(2)>";

}  // namespace

void PublishedMeeting::SetUpTestSuite() {
  folder = std::make_unique<test::TempFolder>();
  server = std::make_unique<test::TorgProcess>(TORG_EXECUTABLE, folder->path());
  server->start();
  hall = std::make_unique<bench::Hall>(*server);
  hold_meeting();
}

void PublishedMeeting::TearDownTestSuite() {
  hall.reset();
  server.reset();
  folder.reset();
}

std::string PublishedMeeting::get(std::string const& path, std::string const& lines) {
  return fetch(server->port(), path, lines);
}

int PublishedMeeting::status(std::string const& path) { return status_of(get(path)); }

void PublishedMeeting::publish(char const* publication) {
  must({{"type", "publish_meeting"}, {"publication", publication}});
}

std::string PublishedMeeting::links_as(std::string const& token) {
  return get("/archive/" + meeting() + "/links", "Authorization: Bearer " + token + "\r\n");
}

Json PublishedMeeting::links() {
  return Json::parse(body_of(links_as(server->part("facilitator", "#"))));
}

Json PublishedMeeting::archive() {
  publish("public");
  return Json::parse(body_of(get("/archive/" + meeting() + ".json")));
}

Json PublishedMeeting::box_of(Json const& archive, std::int64_t number) {
  for (auto const& box : archive.at("boxes")) {
    if (box.at("box") == number) return box;
  }
  ADD_FAILURE() << "no box " << number;
  return {};
}

Json PublishedMeeting::must(Json command) {
  auto const answer = hall->command(command);
  EXPECT_EQ(answer.at("type"), "ack") << command.dump() << answer.dump();
  return answer.value("answer", Json::object());
}

std::int64_t PublishedMeeting::add_item(Json item) {
  return must({{"type", "add_items"}, {"items", {std::move(item)}}}).at("items").at(0);
}

Json PublishedMeeting::option(std::int64_t number, std::string const& title) {
  return {{"option", number}, {"title", {{"sv", title}}}};
}

void PublishedMeeting::finish_box(std::int64_t box) {
  EXPECT_TRUE(hall->settled());
  must({{"type", "stop_ballot"}, {"box", box}});
  must({{"type", "show_result"}, {"box", box}});
}

// Eight, eight, five and three people in a group. The three are too few to be told apart, and the
// five are withheld with them.
void PublishedMeeting::hold_meeting() {
  std::vector<std::string> groups;
  groups.insert(groups.end(), 8, "vingaker");
  groups.insert(groups.end(), 8, "hogsjo");
  groups.insert(groups.end(), 5, "marmorbyn");
  groups.insert(groups.end(), 3, "viala");
  hall->join(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    hall->phones()[i]->command({{"type", "choose_group"}, {"group", groups[i]}});
  }
  EXPECT_TRUE(hall->settled());
  must({{"type", "start_meeting"}});

  dots = hall->open(add_item(
      {{"kind", "dots"},
       {"title", {{"sv", formula}, {"en", "Priorities"}}},
       {"rule", {{"kind", "dots"}, {"dots", 3}, {"max_per_option", 2}}},
       {"options",
        {option(1, "+46 70 123"), option(2, "-1+1"), option(3, "@SUM(A1)"), option(4, script),
         option(5, "\uFF1D1+1"), option(6, "Badplats; \"Sjön\", norra")}}}));
  for (std::size_t i = 0; i < hall->phones().size(); ++i) {
    auto const first = static_cast<std::int64_t>(1 + i % 5);
    hall->phones()[i]->cast(
        dots, {{"kind", "dots"},
               {"marks", {{{"option", first}, {"value", 2}}, {{"option", 6}, {"value", 1}}}}});
  }
  finish_box(dots);

  auto const poll = add_item({{"kind", "poll"},
                              {"title", {{"sv", "Fråga"}}},
                              {"rule", {{"kind", "poll"}, {"form", "one"}}},
                              {"options", {option(1, "Ja"), option(2, "Nej")}}});
  voided = hall->open(poll);
  for (auto const& phone : hall->phones()) {
    phone->cast(voided, {{"kind", "choice"}, {"options", {1}}});
  }
  EXPECT_TRUE(hall->settled());
  must({{"type", "stop_ballot"}, {"box", voided}});
  must({{"type", "void_ballot"}, {"box", voided}, {"reason", "Fel fråga " + image}});
  second = must({{"type", "open_ballot"}, {"item", poll}}).at("box");
  for (std::size_t i = 0; i < hall->phones().size(); ++i) {
    if (i == 23) {
      hall->phones()[i]->cast(second, {{"kind", "abstain"}});
    } else {
      hall->phones()[i]->cast(second, {{"kind", "choice"}, {"options", {i < 9 ? 1 : 2}}});
    }
  }
  finish_box(second);

  auto const skipped = add_item({{"kind", "info"}, {"title", {{"sv", "Rapport " + image}}}});
  must({{"type", "skip_item"}, {"item", skipped}, {"reason", "Ingen tid " + image}});
  // Until it is closed nobody reads it.
  read_while_live = status("/archive/" + meeting());
  must({{"type", "close_meeting"}});
}

}  // namespace torg::archive
