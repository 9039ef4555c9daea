#include <gtest/gtest.h>

#include "hall.hpp"

namespace torg::test {
namespace {

TEST(Meeting, given_the_link_when_a_phone_joins_then_it_sees_the_meeting_and_the_wall_counts_it) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  hall.join(phone, Hall::token(1));
  hall.settle();
  EXPECT_EQ(phone.welcome["role"], "participant");
  EXPECT_EQ(phone.welcome["meeting"], hall.meeting);
  EXPECT_EQ(phone.welcome["scopes"], Json({"participant", "person"}));
  EXPECT_EQ(phone.section("participant", "meeting")["title"]["sv"], "Prov");
  EXPECT_EQ(phone.section("person", "me")["participant"], phone.welcome["participant"]);
  hall.hurry(hall.limits.facilitator_window_ms);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["joined"], 1);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["connected"], 1);
}

TEST(Meeting, given_a_phone_that_was_in_when_it_comes_back_then_it_is_the_same_participant) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  auto const first = phone.welcome["participant"];
  hall.join(phone, Hall::token(1));
  EXPECT_EQ(phone.welcome["participant"], first);
  hall.restart();
  phone.connect(*hall.directory);
  phone.hello({{"kind", "token"}, {"token", Hall::token(1)}}, hall.meeting);
  hall.until([&] { return !phone.welcome.is_null(); });
  EXPECT_EQ(phone.welcome["participant"], first);
}

TEST(Meeting, given_a_slow_disk_when_a_command_is_decided_then_nobody_hears_of_it_yet) {
  Hall hall;
  Client facilitator;
  Client phone;
  hall.lead(facilitator);
  hall.join(phone, Hall::token(1));
  hall.settle();
  auto const frames = phone.frames["participant"].size();
  hall.gate->shut();
  auto const id = facilitator.command({{"type", "start_meeting"}});
  for (int i = 0; i < 200; ++i) {
    hall.run_ready();
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  EXPECT_FALSE(facilitator.answered(id));
  EXPECT_EQ(phone.frames["participant"].size(), frames);
  EXPECT_EQ(phone.section("participant", "meeting")["phase"], "open");
  hall.gate->open();
  hall.until([&] { return facilitator.acked(id); });
  hall.settle();
  EXPECT_EQ(phone.section("participant", "meeting")["phase"], "live");
}

TEST(Meeting, given_a_command_in_flight_when_it_is_sent_again_then_it_is_done_once) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  Json const add{{"type", "add_items"},
                 {"items", {{{"kind", "break"}, {"title", {{"sv", "Paus"}}}}}}};
  facilitator.command(add, "same");
  hall.run_ready();
  facilitator.command(add, "same");
  hall.run_ready();
  hall.gate->open();
  hall.until([&] { return facilitator.answer_counts["same"] == 2; });
  auto const answer = facilitator.answers["same"]["answer"];
  hall.settle();
  EXPECT_EQ(facilitator.section("facilitator", "agenda")["entries"].size(), 2u);

  hall.restart();
  Client again;
  again.connect(*hall.directory);
  // The same facilitator as before, with the token it had.
  again.hello({{"kind", "token"}, {"token", hall.links.facilitator_token}}, hall.meeting);
  hall.until([&] { return !again.welcome.is_null(); });
  hall.settle();
  EXPECT_EQ(again.section("facilitator", "agenda")["entries"].size(), 2u);
}

TEST(Meeting, given_a_restart_when_a_command_is_sent_again_then_the_first_answer_comes) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  Client facilitator;
  hall.lead(facilitator);
  auto const token = hall.links.facilitator_token;
  Json const add{{"type", "add_items"},
                 {"items", {{{"kind", "break"}, {"title", {{"sv", "Paus"}}}}}}};
  hall.do_command(facilitator, add, "once");
  auto const answer = facilitator.answers["once"];
  hall.restart();
  facilitator.connect(*hall.directory);
  facilitator.hello({{"kind", "token"}, {"token", token}}, hall.meeting);
  hall.until([&] { return !facilitator.welcome.is_null(); });
  facilitator.answers.clear();
  hall.do_command(facilitator, add, "once");
  EXPECT_EQ(facilitator.answers["once"], answer);
  hall.settle();
  EXPECT_EQ(facilitator.section("facilitator", "agenda")["entries"].size(), 2u);
}

TEST(Meeting, given_a_commit_that_failed_but_happened_when_looked_for_then_it_is_acknowledged) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.faulty->fail_append(1, FaultyStore::Moment::after_it_happened);
  auto const id = hall.do_command(facilitator, {{"type", "start_meeting"}});
  EXPECT_TRUE(facilitator.acked(id)) << facilitator.answers[id];
  hall.settle();
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["phase"], "live");
}

TEST(Meeting,
     given_a_commit_that_failed_when_not_found_then_the_outcome_is_unknown_and_a_resend_works) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened);
  auto const id = hall.do_command(facilitator, {{"type", "start_meeting"}});
  EXPECT_EQ(facilitator.error(id), "outcome_unknown");
  hall.settle();
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["phase"], "open");
  facilitator.answers.clear();
  hall.do_command(facilitator, {{"type", "start_meeting"}}, id);
  EXPECT_TRUE(facilitator.acked(id)) << facilitator.answers[id];
}

TEST(Meeting,
     given_commands_upon_one_that_failed_when_it_is_not_found_then_none_of_them_is_refused) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  Json const add{{"type", "add_items"},
                 {"items", {{{"kind", "break"}, {"title", {{"sv", "Paus"}}}}}}};
  // The first is alone in its batch; the others are decided upon it and gather in the next.
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened);
  std::vector<std::string> ids{facilitator.command({{"type", "start_meeting"}})};
  hall.run_ready();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ids.push_back(facilitator.command(add));
  ids.push_back(facilitator.command(add));
  hall.run_ready();
  hall.gate->open();
  for (auto const& id : ids) {
    hall.until([&] { return facilitator.answered(id); });
    EXPECT_TRUE(facilitator.acked(id) || facilitator.error(id) == "outcome_unknown")
        << facilitator.answers[id];
  }
  // What anybody is shown is what is on the disk.
  hall.settle();
  auto const shown = facilitator.section("facilitator", "agenda");
  hall.restart();
  Client later;
  hall.lead(later);
  hall.settle();
  EXPECT_EQ(later.section("facilitator", "agenda")["entries"].size(), shown["entries"].size());
}

TEST(Meeting, given_a_full_disk_when_nothing_was_stored_then_that_is_said) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened, store::StoreErrc::full);
  auto const id = hall.do_command(facilitator, {{"type", "start_meeting"}});
  EXPECT_EQ(facilitator.error(id), "storage_full");
}

TEST(Meeting, given_a_disk_that_is_gone_for_a_while_when_it_is_back_then_the_meeting_goes_on) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.faulty->fail_reopens(20);
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened);
  auto const id = hall.do_command(facilitator, {{"type", "start_meeting"}});
  EXPECT_EQ(facilitator.error(id), "outcome_unknown");
  auto const next = hall.do_command(facilitator, {{"type", "start_meeting"}});
  EXPECT_FALSE(facilitator.acked(next));
  // Twenty attempts fail, then the disk is back and everything works without anybody's doing.
  bool acked = false;
  for (int attempt = 0; attempt < 50 && !acked; ++attempt) {
    hall.hurry(1'000);
    auto const again = hall.do_command(facilitator, {{"type", "start_meeting"}});
    acked = facilitator.acked(again);
  }
  EXPECT_TRUE(acked);
}

TEST(Meeting, given_an_open_link_when_the_organiser_revokes_it_then_its_connection_closes) {
  Hall hall;
  Client first;
  hall.lead(first);
  Client organiser;
  organiser.connect(*hall.directory);
  organiser.hello({{"kind", "token"}, {"token", hall.links.organiser_token}});
  hall.until([&] { return !organiser.welcome.is_null(); });
  EXPECT_EQ(organiser.welcome["role"], "organiser");
  hall.must(organiser, {{"type", "issue_facilitator_link"},
                        {"meeting", hall.meeting},
                        {"facilitator_token", Hall::token(99)},
                        {"revoke_others", true}});
  hall.until([&] { return first.closed.has_value(); });
  EXPECT_EQ(first.closed, protocol::CloseCode::revoked);

  Client back;
  back.connect(*hall.directory);
  back.hello({{"kind", "token"}, {"token", hall.links.facilitator_token}}, hall.meeting);
  hall.until([&] { return back.closed.has_value(); });
  EXPECT_EQ(back.closed, protocol::CloseCode::revoked);

  Client successor;
  successor.connect(*hall.directory);
  successor.hello({{"kind", "token"}, {"token", Hall::token(99)}}, hall.meeting);
  hall.until([&] { return !successor.welcome.is_null(); });
  EXPECT_EQ(successor.welcome["role"], "facilitator");
}

TEST(Meeting, given_a_token_that_has_a_role_when_another_is_to_be_issued_then_it_is_refused) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  auto const used = hall.do_command(
      facilitator, {{"type", "issue_screen_link"}, {"token", hall.links.facilitator_token}});
  EXPECT_EQ(facilitator.error(used), "duplicate");
  // A screen's link may be issued again.
  hall.must(facilitator, {{"type", "issue_screen_link"}, {"token", hall.links.screen_token}});
  hall.must(facilitator, {{"type", "issue_screen_link"}, {"token", Hall::token(7)}});
  Client screen;
  screen.connect(*hall.directory);
  screen.hello({{"kind", "token"}, {"token", Hall::token(7)}}, hall.meeting);
  hall.until([&] { return !screen.welcome.is_null(); });
  EXPECT_EQ(screen.welcome["role"], "screen");
}

TEST(Meeting,
     given_a_meeting_that_nobody_is_in_when_time_passes_then_it_is_unloaded_and_loads_again) {
  Hall hall;
  {
    Client facilitator;
    hall.lead(facilitator);
    hall.must(facilitator, {{"type", "start_meeting"}});
  }
  hall.settle();
  hall.hurry(2 * hall.limits.unload_idle_ms);
  hall.hurry(2 * hall.limits.unload_idle_ms);
  {
    std::scoped_lock const lock(hall.disk->mutex);
    auto const& stream = hall.disk->data.streams.at("meeting/" + hall.meeting);
    ASSERT_TRUE(stream.snapshot.has_value());
    EXPECT_EQ(stream.snapshot->version, stream.events.back().version);
  }
  Client facilitator;
  hall.lead(facilitator);
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["phase"], "live");
}

TEST(Meeting, given_several_threads_when_phones_are_on_all_of_them_then_all_see_the_same) {
  Hall hall(2);
  Client facilitator;
  hall.lead(facilitator, 0);
  auto const phones = hall.join_phones(6);
  hall.hurry(hall.limits.participant_window_ms);
  hall.must(facilitator, {{"type", "start_meeting"}});
  hall.settle();
  for (auto const& phone : phones) {
    EXPECT_EQ(phone->section("participant", "meeting")["phase"], "live");
    // Encoded once, for both threads.
    EXPECT_EQ(phone->frames["participant"].back(), phones.front()->frames["participant"].back());
  }
}

TEST(Meeting, given_the_screen_when_it_connects_then_it_draws_the_way_in) {
  Hall hall;
  Client screen;
  screen.connect(*hall.directory);
  screen.hello({{"kind", "token"}, {"token", hall.links.screen_token}}, hall.meeting);
  hall.until([&] { return screen.scopes.contains("screen"); });
  auto const join = screen.section("screen", "join");
  EXPECT_EQ(join["url"], "http://192.168.1.20:8080/M/" + hall.links.join_secret);
  EXPECT_EQ(join["address"], "192.168.1.20:8080");
  EXPECT_EQ(join["code"], hall.links.join_code);
  // 46 characters in alphanumeric mode at level M need version 3: 29 modules.
  EXPECT_EQ(join["qr"]["size"], 29);
  EXPECT_EQ(join["qr"]["rows"].size(), 29u);
  auto const id = hall.do_command(screen, {{"type", "start_meeting"}});
  EXPECT_EQ(screen.error(id), "not_permitted");
}

Json by_code(Hall const& hall, int token, std::vector<std::string> const& kept) {
  return {{"kind", "code"},
          {"code", hall.links.join_code},
          {"token", Hall::token(token)},
          {"kept", kept}};
}

TEST(Meeting,
     given_a_phone_that_came_by_the_link_when_it_types_the_code_then_it_is_one_participant) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  hall.join(phone, Hall::token(1));
  auto const first = phone.welcome["participant"];
  for (int round = 0; round < 2; ++round) {
    phone.connect(*hall.directory);
    phone.hello(by_code(hall, 2, {Hall::token(8), Hall::token(1)}));
    hall.until([&] { return !phone.welcome.is_null(); });
    EXPECT_EQ(phone.welcome["participant"], first);
    EXPECT_EQ(phone.welcome["kept"], 1);
    hall.restart();
    hall.lead(facilitator);
  }
  EXPECT_EQ(facilitator.section("facilitator", "presence")["joined"], 1);

  // The token that stayed unused is nobody.
  phone.connect(*hall.directory);
  phone.hello({{"kind", "token"}, {"token", Hall::token(2)}}, hall.meeting);
  hall.until([&] { return phone.closed.has_value(); });
  EXPECT_EQ(phone.closed, protocol::CloseCode::bad_credential);
}

TEST(Meeting, given_a_link_still_being_joined_when_the_code_is_typed_then_it_is_one_participant) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  hall.gate->shut();
  Client scanned;
  scanned.connect(*hall.directory);
  scanned.hello({{"kind", "join"}, {"secret", hall.links.join_secret}, {"token", Hall::token(1)}});
  Client typed;
  typed.connect(*hall.directory);
  typed.hello(by_code(hall, 2, {Hall::token(1)}));
  for (int i = 0; i < 100; ++i) hall.run_ready();
  hall.gate->open();
  hall.until([&] { return !scanned.welcome.is_null() && !typed.welcome.is_null(); });
  EXPECT_EQ(typed.welcome["participant"], scanned.welcome["participant"]);
}

TEST(Meeting, given_kept_tokens_that_are_no_participants_when_the_code_is_typed_then_it_is_new) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  Client phone;
  phone.connect(*hall.directory);
  phone.hello(by_code(hall, 2, {hall.links.facilitator_token, Hall::token(9)}));
  hall.until([&] { return !phone.welcome.is_null(); });
  EXPECT_EQ(phone.welcome["role"], "participant");
  EXPECT_FALSE(phone.welcome.contains("kept"));
  hall.join(phone, Hall::token(2));
  hall.hurry(hall.limits.facilitator_window_ms);
  EXPECT_EQ(facilitator.section("facilitator", "presence")["joined"], 1);
}

TEST(Meeting, given_a_kept_participant_when_the_code_is_wrong_then_it_does_not_help) {
  Hall hall;
  Client phone;
  hall.join(phone, Hall::token(1));
  phone.connect(*hall.directory);
  auto credential = by_code(hall, 2, {Hall::token(1)});
  credential["code"] = hall.links.join_code == "AAAAAA" ? "BBBBBB" : "AAAAAA";
  phone.hello(credential);
  hall.until([&] { return phone.closed.has_value(); });
  EXPECT_EQ(phone.closed, protocol::CloseCode::bad_credential);
}

TEST(Meeting, given_a_new_join_code_when_it_is_renewed_then_the_old_link_lets_nobody_in) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  auto const old = hall.links;
  hall.must(facilitator, {{"type", "renew_join_code"}});
  Client phone;
  hall.join(phone, Hall::token(1));
  EXPECT_EQ(phone.closed, protocol::CloseCode::bad_credential);
  auto const join = facilitator.section("screen", "join");
  EXPECT_NE(join["code"], old.join_code);
  Client other;
  other.connect(*hall.directory);
  other.hello({{"kind", "code"}, {"code", join["code"]}, {"token", Hall::token(2)}});
  hall.until([&] { return !other.welcome.is_null(); });
  EXPECT_EQ(other.welcome["role"], "participant");
}

}  // namespace
}  // namespace torg::test
