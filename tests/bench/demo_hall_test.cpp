// Three hundred phones go through the demo's votes; every ballot is found again in the archive.
// TORG_PHONES takes another number.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>

#include "bench/hall.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

std::size_t phone_count() {
  char const* const asked = std::getenv("TORG_PHONES");
  return asked ? static_cast<std::size_t>(std::stoul(asked)) : 300;
}

Json marks_ballot(char const* kind, std::map<std::int64_t, std::int64_t> const& values) {
  Json marks = Json::array();
  for (auto const& [option, value] : values) {
    if (value > 0) marks.push_back({{"option", option}, {"value", value}});
  }
  return {{"kind", kind}, {"marks", marks}};
}

class DemoHall : public testing::Test {
 protected:
  DemoHall() { server_.start(); }

  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  Json dots_ballot() {
    std::map<std::int64_t, std::int64_t> values;
    for (int dot = 0; dot < 5; ++dot) {
      auto& value = values[static_cast<std::int64_t>(1 + pick(14))];
      value = std::min<std::int64_t>(value + 1, 3);
    }
    return marks_ballot("dots", values);
  }

  // 100 000 kr in steps of 5 000: at most 40 000 for the first, at least 5 000 for the fifth.
  Json split_ballot() {
    std::map<std::int64_t, std::int64_t> values{{5, 5'000}};
    for (std::int64_t left = 95'000; left > 0; left -= 5'000) {
      auto option = static_cast<std::int64_t>(1 + pick(5));
      if (option == 1 && values[1] >= 40'000) option = 2;
      values[option] += 5'000;
    }
    return marks_ballot("split", values);
  }

  // At most five of the fourteen projects.
  Json fund_ballot() {
    std::set<std::int64_t> chosen;
    for (std::size_t more = pick(6); more > 0; --more) {
      chosen.insert(static_cast<std::int64_t>(1 + pick(14)));
    }
    return {{"kind", "choice"}, {"options", chosen}};
  }

  void expect_counted(Json const& archive, std::int64_t box_number) {
    Json const* box = nullptr;
    for (auto const& candidate : archive.at("boxes")) {
      if (candidate.at("box") == box_number) box = &candidate;
    }
    ASSERT_NE(box, nullptr);
    std::multiset<std::string> cast;
    for (auto const& phone : hall_.phones()) {
      auto const& vote = phone->casts().at(box_number);
      EXPECT_EQ(vote.acked, vote.sent) << vote.refused;
      cast.insert(vote.ballot.dump());
    }
    std::multiset<std::string> counted;
    for (auto const& row : box->at("ballots")) {
      counted.insert(Json::parse(row.at("ballot").get<std::string>()).at("ballot").dump());
    }
    EXPECT_EQ(counted, cast);
    EXPECT_EQ(box->at("result").at("cast"), hall_.phones().size());
  }

  test::TempFolder folder_;
  test::TorgProcess server_{TORG_EXECUTABLE, folder_.path()};
  Hall hall_{server_};
  std::mt19937 random_{20261020};
};

TEST_F(DemoHall, given_a_full_hall_when_it_votes_then_every_ballot_is_in_the_archive) {
  hall_.join(phone_count());
  std::vector<std::string> const groups{"vingaker", "hogsjo", "marmorbyn", "viala"};
  for (auto const& phone : hall_.phones()) {
    phone->command({{"type", "choose_group"}, {"group", groups[pick(groups.size())]}});
  }
  ASSERT_TRUE(hall_.settled());
  ASSERT_EQ(hall_.command({{"type", "start_meeting"}}).at("type"), "ack");

  auto const dots = hall_.open(hall_.item_of("dots"));
  for (auto const& phone : hall_.phones()) {
    // Everybody changes their mind once, as people do.
    phone->cast(dots, dots_ballot());
    phone->cast(dots, dots_ballot());
  }
  ASSERT_TRUE(hall_.settled());
  std::map<std::int64_t, std::int64_t> sums;
  for (auto const& phone : hall_.phones()) {
    for (auto const& mark : phone->casts().at(dots).ballot.at("marks")) {
      sums[mark.at("option").get<std::int64_t>()] += mark.at("value").get<std::int64_t>();
    }
  }
  ASSERT_EQ(hall_.command({{"type", "stop_ballot"}, {"box", dots}}).at("type"), "ack");
  ASSERT_EQ(hall_.command({{"type", "show_result"}, {"box", dots}}).at("type"), "ack");
  auto const key = "result/" + std::to_string(dots);
  ASSERT_TRUE(hall_.wait([&] {
    return std::all_of(hall_.phones().begin(), hall_.phones().end(),
                       [&](auto const& phone) { return phone->section(key) != nullptr; });
  }));
  for (auto const& row : hall_.phones().front()->section(key)->at("result").at("rows")) {
    EXPECT_EQ(row.at("dots"), sums[row.at("option").get<std::int64_t>()]);
  }

  auto const poll = hall_.open(hall_.item_of("poll"));
  for (auto const& phone : hall_.phones()) {
    phone->cast(poll, {{"kind", "choice"}, {"options", Json::array({1 + pick(3)})}});
  }
  auto const settled_poll = hall_.settled();
  ASSERT_TRUE(settled_poll);
  hall_.command({{"type", "stop_ballot"}, {"box", poll}});
  hall_.command({{"type", "show_result"}, {"box", poll}});

  auto const split = hall_.open(hall_.item_of("split"));
  for (auto const& phone : hall_.phones()) phone->cast(split, split_ballot());
  ASSERT_TRUE(hall_.settled());
  hall_.command({{"type", "stop_ballot"}, {"box", split}});
  hall_.command({{"type", "show_result"}, {"box", split}});

  auto const fund = hall_.open(hall_.item_of("fund"));
  for (auto const& phone : hall_.phones()) phone->cast(fund, fund_ballot());
  ASSERT_TRUE(hall_.settled());
  std::map<std::int64_t, std::int64_t> supporters;
  for (auto const& phone : hall_.phones()) {
    for (auto const& option : phone->casts().at(fund).ballot.at("options")) {
      ++supporters[option.get<std::int64_t>()];
    }
  }
  hall_.command({{"type", "stop_ballot"}, {"box", fund}});
  hall_.command({{"type", "show_result"}, {"box", fund}});

  ASSERT_EQ(hall_.command({{"type", "close_meeting"}}).at("type"), "ack");
  ASSERT_EQ(hall_.command({{"type", "publish_meeting"}, {"publication", "public"}}).at("type"),
            "ack");
  auto const archive = Json::parse(get(server_.port(), "/archive/" + server_.meeting() + ".json"));
  for (auto const box : {dots, poll, split, fund}) expect_counted(archive, box);
  for (auto const& box : archive.at("boxes")) {
    if (box.at("box") == dots) {
      EXPECT_EQ(recount(box), sums);
    } else if (box.at("box") == split) {
      std::int64_t pot = 0;
      for (auto const& row : box.at("result").at("rows"))
        pot += row.at("amount").get<std::int64_t>();
      EXPECT_EQ(pot, 100'000);
    } else if (box.at("box") == fund) {
      std::int64_t spent = 0;
      for (auto const& row : box.at("result").at("rows")) {
        EXPECT_EQ(row.at("supporters"), supporters[row.at("option").get<std::int64_t>()]);
        if (row.contains("funded")) spent += row.at("cost").get<std::int64_t>();
      }
      EXPECT_EQ(box.at("result").at("spent"), spent);
      EXPECT_LE(spent, 450'000);
      EXPECT_GT(spent, 0);
      EXPECT_TRUE(box.contains("comparison"));
    }
  }
}

}  // namespace
}  // namespace torg::bench
