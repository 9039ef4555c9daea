#include "archive/closed_demo.hpp"

#include <cstddef>
#include <stdexcept>
#include <utility>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::archive {
namespace {

using bench::Json;

class DemoDay {
 public:
  DemoDay() : server_(TORG_EXECUTABLE, folder_.path()) {
    server_.start();
    hall_ = std::make_unique<bench::Hall>(server_);
  }

  void hold() {
    come_in();
    vote("dots", voters, [](std::size_t i) {
      return Json{{"kind", "dots"},
                  {"marks",
                   {{{"option", 1 + i % 4}, {"value", 3}}, {{"option", 9}, {"value", 1 + i % 2}}}}};
    });
    vote("split", voters, [](std::size_t i) {
      if (i == 20) return Json{{"kind", "abstain"}};
      return Json{
          {"kind", "split"},
          {"marks",
           {{{"option", 2 + i % 3}, {"value", 95'000}}, {{"option", 5}, {"value", 5'000}}}}};
    });
    vote("fund", voters, [](std::size_t i) {
      return Json{{"kind", "choice"}, {"options", {1 + i % 5, 7 + i % 2}}};
    });
    auto const choice = [](std::size_t i) {
      return Json{{"kind", "choice"}, {"options", {1 + i % 3}}};
    };
    auto const voided = cast(hall_->open(item_of("poll")), 3, choice);
    must({{"type", "stop_ballot"}, {"box", voided}});
    must({{"type", "void_ballot"}, {"box", voided}, {"reason", "Fel fråga"}});
    auto const again = must({{"type", "open_ballot"}, {"item", item_of("poll")}}).at("box");
    finish(cast(again, in_large_groups, choice));
    write_proposals();
    must({{"type", "skip_item"}, {"item", last_item()}, {"reason", "Ingen tid"}});
    must({{"type", "close_meeting"}});
  }

  ClosedDemo read(std::function<void(std::string const&)> const& while_serving) {
    ClosedDemo demo;
    auto* const screen = hall_->enter(server_.part("screen", "#"), server_.meeting());
    for (auto* const person : {hall_->phones().front().get(), screen, &hall_->facilitator()}) {
      demo.fingerprints.push_back(fingerprint_of(*person));
    }
    must({{"type", "publish_meeting"}, {"publication", "public"}});
    demo.fingerprint_after_publishing = fingerprint_of(*screen);
    std::string const path = "/archive/" + server_.meeting();
    demo.address = "http://127.0.0.1:" + std::to_string(server_.port()) + path + ".json";
    demo.json = bench::get(server_.port(), path + ".json");
    demo.page = bench::get(server_.port(), path);
    demo.public_key = Json::parse(demo.json).at("journal").at("public_key");
    if (while_serving) while_serving(demo.address);
    hall_.reset();
    server_.stop();
    server_.start();
    demo.json_after_restart = bench::get(server_.port(), path + ".json");
    server_.stop();
    return demo;
  }

 private:
  static constexpr std::size_t voters = 24;
  static constexpr std::size_t in_large_groups = 16;

  static char const* group_of(std::size_t phone) {
    return phone < 8 ? "vingaker" : phone < 16 ? "hogsjo" : phone < 21 ? "marmorbyn" : "viala";
  }

  void come_in() {
    hall_->join(voters);
    for (std::size_t i = 0; i < voters; ++i) {
      hall_->phones()[i]->command({{"type", "choose_group"}, {"group", group_of(i)}});
    }
    settle();
    must({{"type", "start_meeting"}});
  }

  void write_proposals() {
    auto const ideas = item_of("ideas");
    must({{"type", "start_item"}, {"item", ideas}});
    auto& author = *hall_->phones()[20];
    auto const write = [&](char const* title) {
      auto const ack = hall_->command(
          author,
          {{"type", "submit_proposal"}, {"item", ideas}, {"language", "sv"}, {"title", title}});
      return ack.at("answer").at("proposals").at(0);
    };
    must({{"type", "release_proposal"}, {"proposal", write("Fler bänkar vid sjön")}});
    must({{"type", "hide_proposal"}, {"proposal", write("Anna i femman är dum")}});
  }

  void vote(char const* kind, std::size_t phones, std::function<Json(std::size_t)> const& ballot) {
    finish(cast(hall_->open(item_of(kind)), phones, ballot));
  }
  std::int64_t cast(std::int64_t box, std::size_t phones,
                    std::function<Json(std::size_t)> const& ballot) {
    for (std::size_t i = 0; i < phones; ++i) hall_->phones()[i]->cast(box, ballot(i));
    settle();
    return box;
  }
  void finish(std::int64_t box) {
    must({{"type", "stop_ballot"}, {"box", box}});
    must({{"type", "show_result"}, {"box", box}});
  }

  Json must(Json command) {
    auto const answer = hall_->command(command);
    if (answer.at("type") != "ack") throw std::runtime_error(command.dump() + answer.dump());
    return answer.value("answer", Json::object());
  }
  void settle() {
    if (!hall_->settled()) throw std::runtime_error("not settled");
  }

  Json const& entries() { return hall_->facilitator().section("agenda")->at("entries"); }
  std::int64_t item_of(std::string const& kind) {
    std::int64_t item = 0;
    for (auto const& line : entries()) {
      if (line.at("kind") == kind) item = line.at("item");
    }
    return item;
  }
  std::int64_t last_item() { return entries().back().at("item"); }

  std::string fingerprint_of(bench::Person& person) {
    std::string shown;
    hall_->wait([&] {
      auto const* const meeting = person.section("meeting");
      shown = meeting != nullptr ? meeting->value("fingerprint", "") : std::string();
      return !shown.empty();
    });
    return shown;
  }

  test::TempFolder folder_;
  test::TorgProcess server_;
  std::unique_ptr<bench::Hall> hall_;
};

}  // namespace

ClosedDemo hold_closed_demo(std::function<void(std::string const&)> const& while_serving) {
  DemoDay day;
  day.hold();
  return day.read(while_serving);
}

}  // namespace torg::archive
