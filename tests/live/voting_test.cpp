#include <gtest/gtest.h>

#include <random>
#include <set>

#include "hall.hpp"

namespace torg::test {
namespace {

std::map<std::int64_t, std::int64_t> votes_shown(Client& client, std::int64_t box) {
  std::map<std::int64_t, std::int64_t> votes;
  auto const result = client.section("participant", "result/" + std::to_string(box));
  for (auto const& row : result["result"]["rows"]) votes[row["option"]] = row["votes"];
  return votes;
}

TEST(Voting, given_an_open_box_when_phones_vote_then_turnout_alone_is_shown_until_the_result_is) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  auto const phones = hall.join_phones(3);
  auto const box = hall.open_poll(facilitator);
  for (int i = 0; i < 3; ++i) hall.must(*phones[i], Hall::vote(box, i == 0 ? 1 : 2));
  hall.hurry(1'000);
  auto const number = std::to_string(box);
  EXPECT_EQ(facilitator.section("facilitator", "turnout/" + number)["cast"], 3);
  EXPECT_TRUE(facilitator.section("facilitator", "result/" + number).is_null());

  // Changing one's mind replaces the ballot.
  hall.must(*phones[0], Hall::vote(box, 2, 2));
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
  auto const late = hall.do_command(*phones[1], Hall::vote(box, 1, 9));
  EXPECT_EQ(phones[1]->error(late), "box_not_open");
  hall.must(facilitator, {{"type", "show_result"}, {"box", box}});
  hall.settle();
  EXPECT_EQ(votes_shown(*phones[2], box), (std::map<std::int64_t, std::int64_t>{{1, 0}, {2, 3}}));
  EXPECT_EQ(phones[0]->section("person", "own_ballot/" + number)["state"], "counted");
}

TEST(Voting, given_an_old_revision_when_it_arrives_late_then_it_is_superseded) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.must(phone, Hall::vote(box, 1, 5));
  EXPECT_EQ(phone.error(hall.do_command(phone, Hall::vote(box, 2, 4))), "ballot_superseded");
  EXPECT_TRUE(phone.acked(hall.do_command(phone, Hall::vote(box, 1, 5))));
}

TEST(Voting,
     given_a_vote_on_its_way_to_the_disk_when_sent_again_then_it_is_acknowledged_when_there) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.gate->shut();
  auto const first = phone.command(Hall::vote(box, 1));
  hall.run_ready();
  auto const again = phone.command(Hall::vote(box, 1));
  for (int i = 0; i < 50; ++i) {
    hall.run_ready();
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  EXPECT_FALSE(phone.answered(first));
  EXPECT_FALSE(phone.answered(again));
  hall.gate->open();
  hall.until([&] { return phone.acked(first) && phone.acked(again); });
}

TEST(Voting,
     given_ballots_in_an_open_box_when_the_server_is_killed_then_they_are_kept_and_it_goes_on) {
  Hall hall;
  Client facilitator;
  Client one;
  hall.lead(facilitator);
  hall.join(one, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.must(one, Hall::vote(box, 1));
  auto const key = "own_ballot/" + std::to_string(box);
  auto const before = one.section("person", key);

  one.disconnect();
  facilitator.disconnect();
  hall.restart();
  hall.lead(facilitator);
  hall.join(one, Hall::token(1));
  hall.settle();
  EXPECT_EQ(one.section("person", key), before);
  Client two;
  hall.join(two, Hall::token(2));
  hall.must(two, Hall::vote(box, 1));
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});

  // A stopped box survives too.
  one.disconnect();
  two.disconnect();
  facilitator.disconnect();
  hall.restart();
  hall.lead(facilitator);
  hall.join(one, Hall::token(1));
  hall.must(facilitator, {{"type", "show_result"}, {"box", box}});
  hall.settle();
  EXPECT_EQ(votes_shown(one, box), (std::map<std::int64_t, std::int64_t>{{1, 2}, {2, 0}}));
}

TEST(Voting,
     given_a_lost_key_folder_when_the_server_starts_then_open_boxes_are_stopped_and_sealed) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.must(phone, Hall::vote(box, 2));
  phone.disconnect();
  facilitator.disconnect();
  auto const old = hall.links;
  hall.crash_losing_the_keys();
  EXPECT_EQ(hall.key_ring->state(), store::KeyState::ready);
  EXPECT_NE(hall.links.join_secret, old.join_secret);
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  hall.settle();
  EXPECT_EQ(phone.section("participant", "box/" + std::to_string(box))["state"], "sealed");
  hall.must(facilitator, {{"type", "show_result"}, {"box", box}});
  hall.settle();
  EXPECT_EQ(votes_shown(phone, box), (std::map<std::int64_t, std::int64_t>{{1, 0}, {2, 1}}));
}

TEST(Voting, given_a_planned_end_when_it_comes_then_the_box_stops_by_itself) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
  hall.must(facilitator, {{"type", "reopen_ballot"}, {"box", box}, {"closes_in_ms", 10'000}});
  hall.hurry(9'000);
  hall.must(phone, Hall::vote(box, 1));
  hall.hurry(1'000);
  EXPECT_EQ(phone.section("participant", "box/" + std::to_string(box))["state"], "stopped");
}

TEST(Voting, given_a_planned_end_that_passed_while_the_server_was_down_then_the_box_is_stopped) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  auto const box = hall.open_poll(facilitator);
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
  hall.must(facilitator, {{"type", "reopen_ballot"}, {"box", box}, {"closes_in_ms", 10'000}});
  facilitator.disconnect();
  hall.clock.advance(20'000);
  hall.restart();
  hall.lead(facilitator);
  hall.settle();
  EXPECT_EQ(facilitator.section("facilitator", "box/" + std::to_string(box))["state"], "stopped");
}

TEST(Voting, given_open_boxes_when_the_meeting_closes_then_they_are_sealed_and_the_forum_knows) {
  Hall hall;
  Client organiser;
  organiser.connect(*hall.directory);
  organiser.hello({{"kind", "token"}, {"token", hall.links.organiser_token}});
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.must(phone, Hall::vote(box, 1));
  hall.must(facilitator, {{"type", "close_meeting"}});
  hall.hurry(1'000);
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["phase"], "closed");
  EXPECT_TRUE(facilitator.section("facilitator", "meeting").contains("fingerprint"));
  EXPECT_TRUE(facilitator.section("facilitator", "join").is_null());
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"][0]["phase"], "closed");
  std::scoped_lock const lock(hall.disk->mutex);
  auto const& stored =
      hall.disk->data.streams.at("meeting/" + hall.meeting).boxes.at(static_cast<unsigned>(box));
  EXPECT_EQ(stored.state, store::BoxState::sealed);
  EXPECT_EQ(stored.sealed.size(), 1u);
  EXPECT_TRUE(stored.wrapped_secret.empty());
  EXPECT_EQ(hall.disk->data.streams.at("forum").events.back().type, "MeetingFinished");
}

TEST(Voting, given_a_ballot_sent_twice_when_the_disk_is_out_of_reach_then_neither_is_acknowledged) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  auto const box = hall.open_poll(facilitator);
  hall.faulty->fail_reopens(1'000);
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened, store::StoreErrc::full);
  hall.gate->shut();
  auto const first = phone.command(Hall::vote(box, 1));
  hall.run_ready();
  auto const again = phone.command(Hall::vote(box, 1));
  hall.run_ready();
  hall.gate->open();
  hall.until([&] { return phone.answered(first) && phone.answered(again); });
  EXPECT_FALSE(phone.acked(first));
  EXPECT_FALSE(phone.acked(again));
  EXPECT_EQ(phone.error(again), "storage_full");
}

TEST(Voting, given_a_failed_commit_of_ballots_when_looked_for_then_what_is_there_is_acknowledged) {
  for (auto const moment :
       {FaultyStore::Moment::before_it_happened, FaultyStore::Moment::after_it_happened}) {
    Hall hall;
    Client facilitator;
    hall.lead(facilitator);
    auto const phones = hall.join_phones(5);
    auto const box = hall.open_poll(facilitator);
    hall.faulty->fail_append(1, moment);
    std::vector<std::string> ids;
    for (auto& phone : phones) ids.push_back(phone->command(Hall::vote(box, 1)));
    std::int64_t acked = 0;
    for (std::size_t i = 0; i < phones.size(); ++i) {
      hall.until([&] { return phones[i]->answered(ids[i]); });
      if (phones[i]->acked(ids[i])) {
        ++acked;
      } else {
        EXPECT_EQ(phones[i]->error(ids[i]), "outcome_unknown");
        EXPECT_EQ(moment, FaultyStore::Moment::before_it_happened);
      }
    }
    hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
    hall.must(facilitator, {{"type", "show_result"}, {"box", box}});
    hall.settle();
    EXPECT_EQ(votes_shown(*phones[0], box)[1], acked);
  }
}

// Row 14 in short: whatever order things come in, an acknowledged ballot is counted and a refused
// one is not.
TEST(Voting, given_votes_racing_stop_and_show_then_acknowledged_means_counted_and_refused_not) {
  std::mt19937 random(20261123);
  Hall hall(2);
  Client facilitator;
  hall.lead(facilitator);
  constexpr int voters = 12;
  auto const phones = hall.join_phones(voters);
  for (int round = 0; round < 25; ++round) {
    auto const box = hall.open_poll(facilitator);
    std::map<int, std::vector<std::pair<std::string, std::int64_t>>> sent;  // id and option
    std::string stop;
    std::string show;
    int const stop_after = static_cast<int>(random() % 40);
    for (int step = 0; step < 60; ++step) {
      auto const voter = static_cast<int>(random() % voters);
      auto const option = static_cast<std::int64_t>(1 + random() % 2);
      auto const revision = static_cast<std::int64_t>(sent[voter].size()) + 1;
      sent[voter].emplace_back(phones[voter]->command(Hall::vote(box, option, revision)), option);
      if (step == stop_after) stop = facilitator.command({{"type", "stop_ballot"}, {"box", box}});
      if (!stop.empty() && show.empty() && random() % 3 == 0) {
        show = facilitator.command({{"type", "show_result"}, {"box", box}});
      }
      if (random() % 4 == 0) hall.run_ready();
    }
    if (show.empty()) show = facilitator.command({{"type", "show_result"}, {"box", box}});
    hall.until([&] { return facilitator.answered(show); });
    ASSERT_TRUE(facilitator.acked(show)) << facilitator.answers[show];
    std::map<std::int64_t, std::int64_t> expected{{1, 0}, {2, 0}};
    for (auto const& [voter, ballots] : sent) {
      std::int64_t standing = 0;
      for (auto const& [id, option] : ballots) {
        hall.until([&] { return phones[voter]->answered(id); });
        if (phones[voter]->acked(id)) {
          standing = option;
        } else {
          EXPECT_TRUE(phones[voter]->error(id) == "box_not_open" ||
                      phones[voter]->error(id) == "too_many_unanswered")
              << phones[voter]->answers[id];
        }
      }
      if (standing != 0) ++expected[standing];
    }
    hall.settle();
    ASSERT_EQ(votes_shown(*phones[0], box), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace torg::test
