#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "hall.hpp"

namespace torg::test {
namespace {

TEST(Hub,
     given_a_busy_connection_when_several_changes_come_then_it_gets_one_frame_with_the_newest) {
  Hall hall;
  Client facilitator;
  Client slow;
  Client fast;
  hall.lead(facilitator);
  hall.join(slow, Hall::token(1));
  hall.join(fast, Hall::token(2));
  hall.hurry(1'000);
  hall.must(facilitator, {{"type", "start_meeting"}});

  slow.make_busy();
  hall.must(facilitator, {{"type", "start_timer"}, {"duration_ms", 60'000}});
  auto const before = slow.frames["participant"].size();
  for (int i = 0; i < 5; ++i) {
    hall.must(facilitator, {{"type", "extend_timer"}, {"add_ms", 60'000}});
    hall.hurry(300);
  }
  EXPECT_EQ(slow.frames["participant"].size(), before);
  EXPECT_NE(slow.section("participant", "timer"), fast.section("participant", "timer"));

  slow.drain();
  EXPECT_EQ(slow.frames["participant"].size(), before + 1);
  EXPECT_EQ(slow.section("participant", "timer"), fast.section("participant", "timer"));
  EXPECT_EQ(slow.positions()["participant"], fast.positions()["participant"]);
}

TEST(Hub, given_two_equally_late_connections_when_they_catch_up_then_they_share_the_bytes) {
  Hall hall;
  Client facilitator;
  Client one;
  Client other;
  hall.lead(facilitator);
  hall.join(one, Hall::token(1));
  hall.join(other, Hall::token(2));
  hall.hurry(1'000);
  one.make_busy();
  other.make_busy();
  hall.must(facilitator, {{"type", "start_meeting"}});
  for (int i = 0; i < 3; ++i) {
    hall.must(facilitator, {{"type", "start_timer"}, {"duration_ms", 60'000 + i}});
  }
  one.drain();
  other.drain();
  EXPECT_EQ(one.frames["participant"].back(), other.frames["participant"].back());
  EXPECT_EQ(one.section("participant", "meeting")["phase"], "live");
}

TEST(Hub, given_a_known_position_when_a_phone_comes_back_then_it_gets_only_what_changed) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  hall.hurry(1'000);
  auto const positions = phone.positions();
  phone.disconnect();
  hall.hurry(1'000);
  hall.must(facilitator, {{"type", "start_meeting"}});
  auto const frames = phone.frames["participant"].size();

  phone.connect(*hall.directory);
  phone.hello({{"kind", "token"}, {"token", Hall::token(1)}}, hall.meeting, positions);
  hall.until([&] { return phone.frames["participant"].size() > frames; });
  auto const delta = Json::parse(phone.frames["participant"].back()->payload());
  EXPECT_EQ(delta["full"], false);
  EXPECT_TRUE(delta["set"].contains("meeting"));
  EXPECT_EQ(phone.section("participant", "meeting")["phase"], "live");

  // After a restart the position says nothing.
  auto const stale = phone.positions();
  hall.restart();
  phone.connect(*hall.directory);
  phone.hello({{"kind", "token"}, {"token", Hall::token(1)}}, hall.meeting, stale);
  hall.until([&] { return phone.frames["participant"].size() > frames + 1; });
  EXPECT_EQ(Json::parse(phone.frames["participant"].back()->payload())["full"], true);
}

TEST(Hub, given_a_hall_that_fills_when_changes_come_fast_then_frames_are_merged_by_window) {
  Hall hall;
  Client facilitator;
  Client watcher;
  hall.lead(facilitator);
  hall.join(watcher, Hall::token(0));
  hall.hurry(1'000);
  auto const before = facilitator.frames["facilitator"].size();
  std::vector<std::unique_ptr<Client>> phones;
  for (int i = 1; i <= 20; ++i) {
    phones.push_back(std::make_unique<Client>());
    hall.join(*phones.back(), Hall::token(i));
    hall.settle();
  }
  // No time has passed: the first change went out at once, the others wait for the window.
  EXPECT_LE(facilitator.frames["facilitator"].size(), before + 2);
  hall.hurry(hall.limits.facilitator_window_ms);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["joined"], 21);
  EXPECT_LE(facilitator.frames["facilitator"].size(), before + 3);
}

TEST(Hub, given_many_connections_when_some_leave_during_the_walk_then_all_others_are_current) {
  live::Limits limits;
  limits.fan_out_slice_us = 0;  // one look at the time for every 32 connections
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  auto const phones = hall.join_phones(150);
  hall.hurry(1'000);
  auto const id = facilitator.command({{"type", "start_meeting"}});
  for (int i = 0; !facilitator.answered(id) || i < 60; ++i) {
    hall.loops.front()->restart();
    hall.loops.front()->poll_one();
    if (i % 3 == 0 && i / 3 < 40) phones[static_cast<std::size_t>(i / 3)]->disconnect();
  }
  hall.settle();
  for (std::size_t i = 60; i < phones.size(); ++i) {
    EXPECT_EQ(phones[i]->section("participant", "meeting")["phase"], "live") << i;
  }
}

TEST(Hub, given_a_phone_that_votes_again_and_again_then_its_own_view_follows_once_a_window) {
  Hall hall(1);
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  auto const key = "own_ballot/" + std::to_string(box);
  hall.hurry(hall.limits.participant_window_ms);
  auto const before = phone.frames["person"].size();
  for (std::int64_t revision = 1; revision <= 20; ++revision) {
    hall.must(phone, Hall::vote(box, 1 + revision % 2, revision));
  }
  // No time has passed: the first vote is shown at once, the last when the window is over.
  EXPECT_EQ(phone.frames["person"].size(), before + 1);
  EXPECT_EQ(phone.section("person", key)["revision"], 1);
  hall.hurry(hall.limits.participant_window_ms);
  EXPECT_EQ(phone.frames["person"].size(), before + 2);
  EXPECT_EQ(phone.section("person", key)["revision"], 20);
}

TEST(Hub, given_a_ballot_that_opens_when_many_are_there_then_all_see_it_before_views_of_their_own) {
  live::Limits limits;
  limits.fan_out_slice_us = 0;
  Hall hall(1, limits);
  Client facilitator;
  hall.lead(facilitator);
  auto const phones = hall.join_phones(150);
  auto const first = hall.open_poll(facilitator);
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", first}});
  hall.must(facilitator, {{"type", "void_ballot"}, {"box", first}, {"reason", "once more"}});
  hall.hurry(1'000);
  auto const shared = "box/" + std::to_string(first + 1);
  auto const own = "own_ballot/" + std::to_string(first + 1);
  facilitator.command({{"type", "open_ballot"}, {"item", hall.item}});
  std::size_t with_own = 0;
  auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (with_own < phones.size() && std::chrono::steady_clock::now() < give_up) {
    hall.loops.front()->restart();
    if (hall.loops.front()->poll_one() == 0) std::this_thread::yield();
    std::size_t with_shared = 0;
    with_own = 0;
    for (auto const& phone : phones) {
      with_shared += phone->section("participant", shared).is_null() ? 0 : 1;
      with_own += phone->section("person", own).is_null() ? 0 : 1;
    }
    ASSERT_TRUE(with_own == 0 || with_shared == phones.size()) << with_own << ", " << with_shared;
  }
  EXPECT_EQ(with_own, phones.size());
}

TEST(Hub,
     given_an_item_with_a_ballot_when_another_is_started_then_the_own_ballot_goes_and_returns) {
  Hall hall(1);
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  auto const poll = hall.item;
  auto const key = "own_ballot/" + std::to_string(box);
  hall.must(phone, Hall::vote(box, 2));
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
  hall.must(facilitator, {{"type", "show_result"}, {"box", box}});
  auto const others = hall.must(
      facilitator,
      {{"type", "add_items"}, {"items", {{{"kind", "break"}, {"title", {{"sv", "Paus"}}}}}}});
  hall.must(facilitator, {{"type", "start_item"}, {"item", others["items"][0]}});
  EXPECT_TRUE(phone.section("person", key).is_null());
  hall.must(facilitator, {{"type", "start_item"}, {"item", poll}});
  EXPECT_EQ(phone.section("person", key)["state"], "counted");
}

TEST(Hub, given_one_participant_in_two_places_when_it_votes_in_one_then_both_show_it) {
  Hall hall(2);
  Client facilitator;
  hall.lead(facilitator);
  Client pocket;
  Client table;
  hall.join(pocket, Hall::token(1), 0);
  hall.join(table, Hall::token(1), 1);
  auto const box = hall.open_poll(facilitator);
  auto const key = "own_ballot/" + std::to_string(box);
  EXPECT_EQ(table.section("person", key)["state"], "none");
  hall.must(pocket, Hall::vote(box, 2));
  EXPECT_EQ(pocket.section("person", key)["state"], "standing");
  EXPECT_EQ(table.section("person", key)["ballot"]["options"], Json({2}));
  EXPECT_EQ(pocket.section("person", key)["voter_key"], table.section("person", key)["voter_key"]);
}

}  // namespace
}  // namespace torg::test
