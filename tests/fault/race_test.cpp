// Votes race the stop and the seal of their box over real sockets, and some networks break at that
// very moment. TORG_RACES takes another number of rounds; 1 000 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_command.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

int race_count() {
  char const* const asked = std::getenv("TORG_RACES");
  return asked ? std::stoi(asked) : 100;
}

constexpr int rounds_of_an_item = 40;
constexpr std::size_t voters = 16;

class Race : public testing::Test {
 protected:
  Race() {
    server_.start();
    hall_.join(voters);
    EXPECT_EQ(hall_.command({{"type", "start_meeting"}}).at("type"), "ack");
  }

  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  std::int64_t new_poll() {
    Json options = Json::array();
    for (int i = 1; i <= 3; ++i) options.push_back({{"option", i}, {"title", {{"sv", "Val"}}}});
    auto const added = hall_.command({{"type", "add_items"},
                                      {"items",
                                       {{{"kind", "poll"},
                                         {"title", {{"sv", "Fråga"}}},
                                         {"rule", {{"kind", "poll"}, {"form", "one"}}},
                                         {"options", options}}}}});
    return added.at("answer").at("items").at(0);
  }

  void cast(std::size_t phone, std::int64_t box) {
    auto const option = 1 + pick(3);
    hall_.phones()[phone]->cast(box, {{"kind", "choice"}, {"options", {option}}});
    cast_[{phone, hall_.phones()[phone]->casts().at(box).sent}] = option;
  }

  /// This option, in a revision that is not older.
  bool was_cast(std::size_t phone, std::int64_t revision, std::int64_t option) const {
    return std::ranges::any_of(cast_, [&](auto const& entry) {
      return entry.first.first == phone && entry.first.second >= revision && entry.second == option;
    });
  }

  /// Everybody votes and half of them again while the box is stopped and sealed.
  void race(std::int64_t box) {
    cast_.clear();
    cut_.clear();
    for (std::size_t i = 0; i < voters; ++i) {
      if (pick(4) != 0) cast(i, box);
    }
    hall_.run_for(pick(3));
    bool stopped = false;
    bool shown = false;
    hall_.facilitator().command({{"type", "stop_ballot"}, {"box", box}},
                                [&](Json const&) { stopped = true; });
    // Not waiting for the answer: the count starts while ballots are still under way.
    hall_.facilitator().command({{"type", "show_result"}, {"box", box}},
                                [&](Json const& answer) { shown = answer.at("type") == "ack"; });
    for (std::size_t i = 0; i < voters; ++i) {
      if (pick(2) != 0) cast(i, box);
      if (pick(8) == 0) {
        hall_.phones()[i]->cut(1);
        cut_.insert(i);
      }
    }
    ASSERT_TRUE(hall_.wait([&] { return stopped && shown; }));
    ASSERT_TRUE(hall_.settled());
  }

  void expect_the_truth(std::int64_t box) {
    auto const key = "result/" + std::to_string(box);
    ASSERT_TRUE(hall_.wait([&] { return hall_.facilitator().section(key) != nullptr; }));
    std::map<std::int64_t, std::int64_t> expected;
    std::int64_t counted = 0;
    auto const own = "own_ballot/" + std::to_string(box);
    for (std::size_t i = 0; i < voters; ++i) {
      Person const& phone = *hall_.phones()[i];
      auto const state = [&] {
        auto const* const section = phone.section(own);
        return section ? section->value("state", "") : std::string();
      };
      // Everybody can find out what became of the ballot, also without an answer.
      ASSERT_TRUE(hall_.wait([&] { return state() == "counted" || state() == "not_counted"; }))
          << "phone " << i << ": " << state();
      auto const found = phone.casts().find(box);
      std::int64_t const acked = found == phone.casts().end() ? 0 : found->second.acked;
      refused_ += found != phone.casts().end() && !found->second.refused.empty() ? 1 : 0;
      if (acked > 0) {
        EXPECT_EQ(state(), "counted");
      }
      // A ballot that was cut off from its answer may have come in all the same.
      if (acked == 0 && !cut_.contains(i)) {
        EXPECT_EQ(state(), "not_counted");
      }
      if (state() != "counted") continue;
      ++counted;
      std::int64_t const option = phone.section(own)->at("ballot").at("options").at(0);
      ++expected[option];
      if (cut_.contains(i)) {
        EXPECT_TRUE(was_cast(i, acked, option));
      } else {
        EXPECT_EQ(option, cast_.at({i, acked}));
      }
    }
    auto const& result = hall_.facilitator().section(key)->at("result");
    EXPECT_EQ(result.at("cast"), counted);
    for (auto const& row : result.at("rows")) {
      auto const option = row.at("option").get<std::int64_t>();
      EXPECT_EQ(row.at("votes"), expected[option]) << "option " << option;
    }
  }

  test::TempFolder folder_{test::TempFolder::Place::memory};
  test::TorgProcess server_{TORG_EXECUTABLE, folder_.path(), {"--demo", "--threads", "2"}};
  Hall hall_{server_};
  std::mt19937 random_{14};
  std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> cast_;  // phone, revision to option
  std::set<std::size_t> cut_;
  int refused_ = 0;
};

TEST_F(Race, given_votes_racing_stop_and_seal_then_acknowledged_is_counted_and_refused_is_not) {
  std::int64_t item = 0;
  for (int round = 0; round < race_count() && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    if (round % rounds_of_an_item == 0) {
      item = new_poll();
      ASSERT_EQ(hall_.command({{"type", "start_item"}, {"item", item}}).at("type"), "ack");
    }
    auto const opened = hall_.command({{"type", "open_ballot"}, {"item", item}});
    ASSERT_EQ(opened.at("type"), "ack") << opened.dump();
    std::int64_t const box = opened.at("answer").at("box");
    race(box);
    expect_the_truth(box);
  }
  // The race has to be close: some come too late.
  EXPECT_GT(refused_, race_count() / 10);
  RecordProperty("refused", std::to_string(refused_));
  ASSERT_EQ(server_.stop(), 0);
  test::TorgCommand verify({"verify", "--data", (folder_ / "data").string()});
  EXPECT_EQ(verify.exit_code(), 0) << verify.err();
}

}  // namespace
}  // namespace torg::bench
