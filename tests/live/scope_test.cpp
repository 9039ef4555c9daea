#include "live/scope.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

namespace torg::test {
namespace {

using Json = nlohmann::json;
using live::Scope;
using live::ScopeName;

Scope make_scope(std::size_t remembered = 512, std::size_t cached = 16) {
  return Scope(ScopeName::participant, "e1", remembered, cached);
}

Json frame(Scope& scope, std::uint64_t from) {
  return Json::parse(scope.frame_from(from)->payload());
}

// What a client makes of a frame.
void take_in(domain::Sections& sections, Json const& frame) {
  if (frame["full"].get<bool>()) sections.clear();
  for (auto const& [key, value] : frame["set"].items()) sections[key] = value.dump();
  for (auto const& key : frame["remove"]) sections.erase(key.get<std::string>());
}

TEST(Scope, given_a_client_without_anything_when_it_asks_then_it_gets_the_full_view) {
  auto scope = make_scope();
  scope.update({{"agenda", "1"}, {"meeting", "2"}});
  auto const full = frame(scope, Scope::nothing);
  EXPECT_EQ(full["full"], true);
  EXPECT_EQ(full["seq"], 1);
  EXPECT_EQ(full["epoch"], "e1");
  EXPECT_EQ(full["scope"], "participant");
  EXPECT_EQ(full["set"], (Json{{"agenda", 1}, {"meeting", 2}}));
}

TEST(Scope, given_a_known_position_when_it_asks_then_it_gets_only_what_changed) {
  auto scope = make_scope();
  scope.update({{"agenda", "1"}, {"meeting", "2"}, {"timer", "3"}});
  scope.update({{"agenda", "4"}, {"meeting", "2"}});
  auto const delta = frame(scope, 1);
  EXPECT_EQ(delta["full"], false);
  EXPECT_EQ(delta["set"], (Json{{"agenda", 4}}));
  EXPECT_EQ(delta["remove"], Json({"timer"}));
  EXPECT_EQ(scope.frame_from(2), nullptr);
}

TEST(Scope, given_the_same_view_when_updated_then_nothing_happens) {
  auto scope = make_scope();
  EXPECT_NE(scope.update({}), nullptr);
  EXPECT_EQ(scope.update({}), nullptr);
  EXPECT_NE(scope.update({{"a", "1"}}), nullptr);
  EXPECT_EQ(scope.update({{"a", "1"}}), nullptr);
  EXPECT_EQ(scope.seq(), 2u);
}

TEST(Scope, given_a_position_of_another_epoch_or_from_the_future_then_it_is_of_no_use) {
  auto scope = make_scope();
  scope.update({{"a", "1"}});
  EXPECT_EQ(scope.position_of("e1", 1), 1u);
  EXPECT_EQ(scope.position_of("e0", 1), Scope::nothing);
  EXPECT_EQ(scope.position_of("e1", 2), Scope::nothing);
  EXPECT_EQ(scope.position_of("e1", -1), Scope::nothing);
}

TEST(Scope, given_equally_late_clients_when_they_catch_up_then_they_share_the_bytes) {
  auto scope = make_scope();
  for (int i = 0; i < 200; ++i) scope.update({{"a", std::to_string(i)}});
  EXPECT_EQ(scope.frame_from(100), scope.frame_from(100));
  // Very late positions are taken together.
  EXPECT_EQ(scope.frame_from(100), scope.frame_from(101));
  EXPECT_EQ(scope.frame_from(Scope::nothing), scope.frame_from(Scope::nothing));
  // The next to last is what everybody gets who is up to date.
  EXPECT_NE(scope.frame_from(199), scope.frame_from(100));
}

TEST(Scope, given_more_removals_than_remembered_when_a_client_is_behind_them_then_it_gets_full) {
  auto scope = make_scope(2);
  scope.update({{"a", "1"}, {"b", "1"}, {"c", "1"}, {"d", "1"}});  // 1
  scope.update({{"b", "1"}, {"c", "1"}, {"d", "1"}});              // 2 forgets a
  scope.update({{"c", "1"}, {"d", "1"}});                          // 3
  EXPECT_EQ(frame(scope, 1)["full"], false);
  scope.update({{"d", "1"}});  // 4: the removal of a is beyond the horizon
  EXPECT_EQ(frame(scope, 1)["full"], true);
  EXPECT_EQ(frame(scope, 2)["full"], false);
  EXPECT_EQ(frame(scope, 2)["remove"], (Json{"b", "c"}));
}

TEST(Scope, given_as_many_kinds_of_lateness_as_are_kept_then_one_more_takes_the_oldests_place) {
  auto scope = make_scope(512, 2);
  for (int i = 0; i < 8; ++i) scope.update({{"a", std::to_string(i)}});
  auto const first = scope.frame_from(6);
  auto const second = scope.frame_from(5);
  EXPECT_EQ(scope.frame_from(6), first);
  EXPECT_EQ(scope.frame_from(5), second);
  auto const third = scope.frame_from(4);
  EXPECT_EQ(scope.frame_from(5), second);
  EXPECT_EQ(scope.frame_from(4), third);
  EXPECT_NE(scope.frame_from(6), first);
  EXPECT_EQ(scope.frame_from(6)->bytes(), first->bytes());
}

TEST(Scope, given_a_section_that_went_and_came_back_when_catching_up_then_it_is_set_not_removed) {
  auto scope = make_scope();
  scope.update({{"a", "1"}, {"b", "1"}});
  scope.update({{"a", "1"}});
  scope.update({{"a", "1"}, {"b", "2"}});
  auto const delta = frame(scope, 1);
  EXPECT_EQ(delta["set"], (Json{{"b", 2}}));
  EXPECT_EQ(delta["remove"], Json::array());
}

TEST(Scope, given_a_copy_when_it_applies_the_changes_then_it_answers_alike) {
  auto scope = make_scope();
  auto copy = make_scope();
  copy.apply(*scope.update({{"a", "1"}}));
  auto const change = scope.update({{"b", "2"}});
  copy.apply(*change);
  EXPECT_EQ(copy.seq(), scope.seq());
  EXPECT_EQ(copy.sections(), scope.sections());
  // The shared frame is the one the change was published with.
  EXPECT_EQ(copy.frame_from(1), change->frame);
  EXPECT_EQ(copy.frame_from(0)->bytes(), scope.frame_from(0)->bytes());
}

TEST(Scope, given_any_history_when_a_client_follows_at_its_own_pace_then_it_ends_up_the_same) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    auto scope = make_scope(1 + random() % 12, 1 + random() % 4);
    domain::Sections view;
    std::vector<std::pair<domain::Sections, std::uint64_t>> clients(4);
    for (int step = 0; step < 60; ++step) {
      auto const key = std::string(1, static_cast<char>('a' + random() % 8));
      if (random() % 3 == 0) {
        view.erase(key);
      } else {
        view[key] = std::to_string(random() % 5);
      }
      scope.update(view);
      for (auto& [sections, seq] : clients) {
        if (random() % 4 != 0) continue;
        if (auto const next = scope.frame_from(seq))
          take_in(sections, Json::parse(next->payload()));
        seq = scope.seq();
        ASSERT_EQ(sections, view);
      }
    }
  }
}

}  // namespace
}  // namespace torg::test
