// Voting codes over a live meeting: who holds one, what moves with it, and what is stored of it.

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "hall.hpp"
#include "store/secrets.hpp"
#include "support/forwarding_store.hpp"
#include "support/memory_store.hpp"
#include "support/sqlite_house.hpp"

namespace torg::test {
namespace {

std::string const first_code = "K7QD3MXF9TRA";
std::string const second_code = "ZP4W8NHB2VJ5";
std::string const third_code = "ABCDEFGHJKMN";

Json take(std::string const& code) { return {{"type", "take_voting_code"}, {"code", code}}; }

// A meeting with two codes and an open poll that is voted on with them.
struct CodesHall {
  explicit CodesHall(live::Limits limits = {}) : hall(1, limits) { set_up(); }
  explicit CodesHall(Hall::OpenStore open) : hall(1, {}, std::move(open)) { set_up(); }

  void set_up() {
    hall.lead(facilitator);
    auto const issued = hall.must(
        facilitator, {{"type", "issue_voting_codes"}, {"codes", {first_code, second_code}}});
    EXPECT_EQ(issued["seats"], Json({1, 2}));
  }

  // Opens the poll of item `hall.item`, anew if it has been open; returns the box.
  std::int64_t open() {
    auto const items =
        hall.must(facilitator, {{"type", "add_items"},
                                {"items",
                                 {{{"kind", "poll"},
                                   {"title", {{"sv", "Fråga"}}},
                                   {"electorate", "codes"},
                                   {"rule", {{"kind", "poll"}, {"form", "one"}}},
                                   {"options",
                                    {{{"option", 1}, {"title", {{"sv", "Ja"}}}},
                                     {{"option", 2}, {"title", {{"sv", "Nej"}}}}}}}}}});
    if (facilitator.section("facilitator", "meeting")["phase"] != "live") {
      hall.must(facilitator, {{"type", "start_meeting"}});
    }
    hall.item = items["items"][0].get<std::int64_t>();
    hall.must(facilitator, {{"type", "start_item"}, {"item", hall.item}});
    return hall.must(facilitator, {{"type", "open_ballot"}, {"item", hall.item}})["box"];
  }

  Json own_ballot(Client& client, std::int64_t box) {
    return client.section("person", "own_ballot/" + std::to_string(box));
  }
  Json turnout(std::int64_t box) {
    hall.hurry(1'000);
    return facilitator.section("facilitator", "turnout/" + std::to_string(box));
  }
  Json seat(std::size_t place) {
    hall.hurry(1'000);
    return facilitator.section("facilitator", "voting_codes")["seats"][place];
  }

  // Ends the box; under which names its ballots are kept then.
  std::set<std::string> sealed_names(std::int64_t box) {
    hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
    hall.must(facilitator, {{"type", "seal_ballot"}, {"box", box}});
    MemoryStore store(hall.disk);
    auto const stored =
        store.read_box("meeting/" + hall.meeting, static_cast<std::uint32_t>(box)).value();
    std::set<std::string> names;
    for (auto const& ballot : stored->sealed) {
      names.insert(store::to_base64url(ballot.voter_key));
    }
    return names;
  }

  Hall hall;
  Client facilitator;
};

TEST(VotingCodes, given_a_box_of_codes_when_phones_vote_then_only_those_with_a_code_can) {
  CodesHall at;
  Client with;
  Client without;
  at.hall.join(with, Hall::token(1));
  at.hall.join(without, Hall::token(2));
  auto const box = at.open();
  at.hall.must(with, take(first_code));
  EXPECT_EQ(with.section("person", "me")["seat"], 1);
  EXPECT_FALSE(without.section("person", "me").contains("seat"));
  EXPECT_FALSE(at.own_ballot(with, box).contains("voter_key"));
  EXPECT_TRUE(at.own_ballot(without, box).is_null());

  at.hall.must(with, Hall::vote(box, 1));
  at.hall.hurry(1'000);
  EXPECT_TRUE(at.own_ballot(with, box).contains("voter_key"));
  auto const refused = at.hall.do_command(without, Hall::vote(box, 1));
  EXPECT_EQ(without.error(refused), "voting_code_needed");
  EXPECT_EQ(at.turnout(box),
            (Json{{"box", box}, {"cast", 1}, {"entitled", 2}, {"want_more_time", 0}}));
}

TEST(VotingCodes, given_a_slip_when_it_is_scanned_then_it_lets_in_and_is_taken) {
  CodesHall at;
  at.hall.must(at.facilitator, {{"type", "renew_join_code"}});
  Client phone;
  phone.connect(*at.hall.directory);
  phone.hello({{"kind", "voting_code"}, {"code", second_code}, {"token", Hall::token(1)}});
  at.hall.until([&] { return !phone.welcome.is_null() || phone.closed; });
  EXPECT_EQ(phone.welcome["role"], "participant");
  EXPECT_EQ(phone.welcome["meeting"], at.hall.meeting);
  at.hall.must(phone, take(second_code));
  EXPECT_EQ(phone.section("person", "me")["seat"], 2);
}

TEST(VotingCodes,
     given_a_ballot_when_its_code_moves_then_the_new_phone_learns_only_that_it_stands) {
  CodesHall at;
  Client old;
  Client fresh;
  at.hall.join(old, Hall::token(1));
  at.hall.join(fresh, Hall::token(2));
  auto const box = at.open();
  at.hall.must(old, take(first_code));
  at.hall.must(old, Hall::vote(box, 2, 5));
  EXPECT_EQ(at.seat(0), (Json{{"seat", 1}, {"state", "held"}, {"moves", 0}, {"reissues", 0}}));

  at.hall.must(fresh, take(first_code));
  at.hall.hurry(1'000);
  EXPECT_FALSE(old.section("person", "me").contains("seat"));
  EXPECT_TRUE(at.own_ballot(old, box).is_null());
  EXPECT_EQ(
      at.own_ballot(fresh, box),
      (Json{{"box", box}, {"state", "standing"}, {"revision", 5}, {"asked_more_time", false}}));
  EXPECT_EQ(at.seat(0), (Json{{"seat", 1}, {"state", "held"}, {"moves", 1}, {"reissues", 0}}));
  EXPECT_EQ(old.error(at.hall.do_command(old, Hall::vote(box, 1, 6))), "voting_code_needed");

  // It is the same ballot, so an older revision is an older ballot.
  EXPECT_EQ(fresh.error(at.hall.do_command(fresh, Hall::vote(box, 1, 5))), "ballot_superseded");
  at.hall.must(fresh, Hall::vote(box, 1, 6));
  at.hall.hurry(1'000);
  EXPECT_EQ(at.own_ballot(fresh, box)["ballot"]["options"], Json({1}));
  EXPECT_TRUE(at.own_ballot(fresh, box).contains("voter_key"));
  EXPECT_EQ(at.turnout(box)["cast"], 1);
}

TEST(VotingCodes,
     given_a_ballot_that_was_not_replaced_when_sealed_then_it_counts_and_stays_hidden) {
  CodesHall at;
  Client old;
  Client fresh;
  at.hall.join(old, Hall::token(1));
  at.hall.join(fresh, Hall::token(2));
  auto const box = at.open();
  at.hall.must(old, take(first_code));
  at.hall.must(old, Hall::vote(box, 2));
  at.hall.must(fresh, take(first_code));
  at.hall.must(at.facilitator, {{"type", "stop_ballot"}, {"box", box}});
  at.hall.must(at.facilitator, {{"type", "show_result"}, {"box", box}});
  at.hall.settle();
  EXPECT_EQ(
      at.own_ballot(fresh, box),
      (Json{{"box", box}, {"state", "counted"}, {"revision", 0}, {"asked_more_time", false}}));
}

TEST(VotingCodes, given_a_seat_in_other_hands_when_it_votes_anew_then_its_ballot_has_a_new_name) {
  CodesHall at;
  Client old;
  Client fresh;
  at.hall.join(old, Hall::token(1));
  at.hall.join(fresh, Hall::token(2));
  auto const box = at.open();
  at.hall.must(old, take(first_code));
  at.hall.must(old, Hall::vote(box, 1, 1));
  at.hall.hurry(1'000);
  auto const left_behind = at.own_ballot(old, box)["voter_key"];
  at.hall.must(fresh, take(first_code));
  at.hall.must(fresh, Hall::vote(box, 2, 2));
  at.hall.hurry(1'000);
  auto const name = at.own_ballot(fresh, box)["voter_key"];
  EXPECT_NE(name, left_behind);
  EXPECT_EQ(at.sealed_names(box), std::set<std::string>{name});
}

TEST(VotingCodes, given_a_seat_in_other_hands_that_do_not_vote_then_its_ballot_keeps_its_name) {
  CodesHall at;
  Client old;
  Client fresh;
  at.hall.join(old, Hall::token(1));
  at.hall.join(fresh, Hall::token(2));
  auto const box = at.open();
  at.hall.must(old, take(first_code));
  at.hall.must(old, Hall::vote(box, 1, 1));
  at.hall.hurry(1'000);
  auto const name = at.own_ballot(old, box)["voter_key"];
  at.hall.must(fresh, take(first_code));
  EXPECT_EQ(at.sealed_names(box), std::set<std::string>{name});
}

TEST(VotingCodes, given_codes_issued_while_the_box_stands_then_they_vote_from_the_next_one_on) {
  CodesHall at;
  Client late;
  at.hall.join(late, Hall::token(1));
  auto const box = at.open();
  at.hall.must(at.facilitator, {{"type", "issue_voting_codes"}, {"codes", {third_code}}});
  at.hall.must(late, take(third_code));
  EXPECT_EQ(late.error(at.hall.do_command(late, Hall::vote(box, 1))), "not_entitled");
  EXPECT_TRUE(at.own_ballot(late, box).is_null());
  EXPECT_EQ(at.turnout(box)["entitled"], 2);
  at.hall.must(at.facilitator, {{"type", "stop_ballot"}, {"box", box}});
  at.hall.must(at.facilitator, {{"type", "show_result"}, {"box", box}});
  auto const next = at.open();
  at.hall.must(late, Hall::vote(next, 1));
  EXPECT_EQ(at.turnout(next)["entitled"], 3);
}

TEST(VotingCodes, given_a_code_that_was_let_go_when_another_phone_takes_it_then_it_has_moved) {
  CodesHall at;
  Client first;
  Client second;
  at.hall.join(first, Hall::token(1));
  at.hall.join(second, Hall::token(2));
  at.hall.must(first, take(first_code));
  at.hall.must(first, take(second_code));
  EXPECT_EQ(at.seat(0)["state"], "free");
  at.hall.must(second, take(first_code));
  EXPECT_EQ(at.seat(0)["moves"], 1);
  at.hall.must(at.facilitator,
               {{"type", "reissue_voting_code"}, {"seat", 1}, {"code", third_code}});
  EXPECT_EQ(at.seat(0), (Json{{"seat", 1}, {"state", "free"}, {"moves", 1}, {"reissues", 1}}));
}

TEST(VotingCodes,
     given_a_phone_with_a_code_when_it_is_revoked_then_it_loses_its_vote_within_a_second) {
  CodesHall at;
  Client phone;
  at.hall.join(phone, Hall::token(1));
  auto const box = at.open();
  at.hall.must(phone, take(first_code));
  at.hall.must(phone, Hall::vote(box, 1));

  at.hall.must(at.facilitator, {{"type", "revoke_voting_code"}, {"seat", 1}});
  EXPECT_EQ(phone.error(at.hall.do_command(phone, Hall::vote(box, 2, 2))), "voting_code_needed");
  at.hall.hurry(999);
  EXPECT_FALSE(phone.section("person", "me").contains("seat"));
  EXPECT_TRUE(at.own_ballot(phone, box).is_null());
  EXPECT_FALSE(phone.closed) << "it may still look on";
  EXPECT_EQ(phone.error(at.hall.do_command(phone, take(first_code))), "unknown_voting_code");
  // What was cast stands, so it counts among those who may vote.
  EXPECT_EQ(at.turnout(box)["cast"], 1);
  EXPECT_EQ(at.turnout(box)["entitled"], 2);
  EXPECT_EQ(at.seat(0)["state"], "revoked");

  Client stranger;
  stranger.connect(*at.hall.directory);
  stranger.hello({{"kind", "voting_code"}, {"code", first_code}, {"token", Hall::token(3)}});
  at.hall.until([&] { return stranger.closed.has_value(); });
  EXPECT_EQ(stranger.closed, protocol::CloseCode::bad_credential);
}

TEST(VotingCodes, given_a_lost_slip_when_another_code_is_issued_then_the_same_ballot_goes_on) {
  CodesHall at;
  Client thief;
  Client owner;
  at.hall.join(thief, Hall::token(1));
  at.hall.join(owner, Hall::token(2));
  auto const box = at.open();
  at.hall.must(thief, take(first_code));
  at.hall.must(thief, Hall::vote(box, 1, 3));
  at.hall.must(at.facilitator,
               {{"type", "reissue_voting_code"}, {"seat", 1}, {"code", third_code}});
  EXPECT_EQ(thief.error(at.hall.do_command(thief, Hall::vote(box, 1, 4))), "voting_code_needed");
  EXPECT_EQ(thief.error(at.hall.do_command(thief, take(first_code))), "unknown_voting_code");
  at.hall.must(owner, take(third_code));
  at.hall.must(owner, Hall::vote(box, 2, 4));
  EXPECT_EQ(at.turnout(box)["cast"], 1);
  EXPECT_EQ(at.turnout(box)["entitled"], 2);
}

TEST(VotingCodes,
     given_a_reissue_on_its_way_to_the_disk_when_the_old_code_is_typed_then_it_is_too_late) {
  CodesHall at;
  Client thief;
  at.hall.join(thief, Hall::token(1));
  at.open();
  at.hall.gate->shut();
  auto const reissue =
      at.facilitator.command({{"type", "reissue_voting_code"}, {"seat", 1}, {"code", third_code}});
  at.hall.run_ready();
  auto const late = thief.command(take(first_code));
  at.hall.run_ready();
  at.hall.gate->open();
  at.hall.until([&] { return at.facilitator.answered(reissue) && thief.answered(late); });
  EXPECT_TRUE(at.facilitator.acked(reissue));
  EXPECT_EQ(thief.error(late), "unknown_voting_code");
}

TEST(VotingCodes, given_one_phone_and_two_slips_then_it_votes_with_the_one_typed_last) {
  CodesHall at;
  Client phone;
  at.hall.join(phone, Hall::token(1));
  auto const box = at.open();
  at.hall.must(phone, take(first_code));
  at.hall.must(phone, Hall::vote(box, 1));
  at.hall.must(phone, take(second_code));
  at.hall.hurry(1'000);
  EXPECT_EQ(phone.section("person", "me")["seat"], 2);
  EXPECT_EQ(at.own_ballot(phone, box)["state"], "none");
  EXPECT_EQ(at.seat(0)["state"], "free");
  at.hall.must(phone, Hall::vote(box, 2));
  EXPECT_EQ(at.turnout(box)["cast"], 2);
}

TEST(VotingCodes, given_a_restart_then_codes_holders_and_what_is_hidden_are_as_before) {
  CodesHall at;
  Client old;
  Client fresh;
  at.hall.join(old, Hall::token(1));
  at.hall.join(fresh, Hall::token(2));
  auto const box = at.open();
  at.hall.must(old, take(first_code));
  at.hall.must(old, Hall::vote(box, 2, 5));
  at.hall.must(fresh, take(first_code));
  at.hall.hurry(1'000);
  auto const before = at.own_ballot(fresh, box);
  for (Client* const client : {&old, &fresh, &at.facilitator}) client->disconnect();
  at.hall.restart();
  at.hall.lead(at.facilitator);
  at.hall.join(fresh, Hall::token(2));
  at.hall.join(old, Hall::token(1));
  at.hall.settle();
  EXPECT_EQ(fresh.section("person", "me")["seat"], 1);
  EXPECT_FALSE(old.section("person", "me").contains("seat"));
  EXPECT_EQ(at.own_ballot(fresh, box), before);
  EXPECT_EQ(at.seat(0), (Json{{"seat", 1}, {"state", "held"}, {"moves", 1}, {"reissues", 0}}));
  at.hall.must(old, take(second_code));
  at.hall.must(old, Hall::vote(box, 1));
  EXPECT_EQ(at.turnout(box)["cast"], 2);
}

TEST(VotingCodes, given_a_commit_that_failed_when_a_code_is_taken_then_nobody_holds_it) {
  CodesHall at;
  Client phone;
  at.hall.join(phone, Hall::token(1));
  at.open();
  at.hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened);
  auto const id = at.hall.do_command(phone, take(first_code));
  EXPECT_FALSE(phone.acked(id));
  EXPECT_EQ(at.seat(0)["state"], "free");
  at.hall.must(phone, take(first_code));
  EXPECT_EQ(at.seat(0), (Json{{"seat", 1}, {"state", "held"}, {"moves", 0}, {"reissues", 0}}));
}

TEST(VotingCodes, given_codes_that_are_known_when_issued_again_then_they_are_refused) {
  CodesHall at;
  auto const issue = [&](std::string const& code) {
    return at.facilitator.answers[at.hall.do_command(
        at.facilitator, {{"type", "issue_voting_codes"}, {"codes", {third_code, code}}})];
  };
  EXPECT_EQ(issue(first_code)["error"],
            (Json{{"code", "duplicate"}, {"field", "command.codes.1"}}));
  at.hall.must(at.facilitator, {{"type", "revoke_voting_code"}, {"seat", 1}});
  EXPECT_EQ(issue(first_code)["error"]["code"], "duplicate");
  EXPECT_EQ(issue("MNPQRSTVWXYZ")["answer"]["seats"], Json({3, 4}));
}

TEST(VotingCodes, given_a_phone_that_guesses_when_its_share_is_spent_then_it_alone_waits) {
  live::Limits limits;
  limits.wrong_voting_codes_per_phone = 3;
  CodesHall at(limits);
  Client guesser;
  Client phone;
  at.hall.join(guesser, Hall::token(1));
  at.hall.join(phone, Hall::token(2));
  for (int i = 0; i < 3; ++i) {
    auto const id = at.hall.do_command(guesser, take(third_code));
    EXPECT_EQ(guesser.error(id), "unknown_voting_code");
  }
  EXPECT_EQ(guesser.error(at.hall.do_command(guesser, take(first_code))), "too_many_wrong_codes");
  at.hall.must(phone, take(first_code));
  at.hall.hurry(3'600'000);
  at.hall.must(guesser, take(second_code));
}

TEST(VotingCodes, given_an_address_that_guesses_when_its_share_is_spent_then_others_come_in) {
  live::Limits limits;
  limits.wrong_voting_codes_per_source = 2;
  CodesHall at(limits);
  auto const come = [&](Client& client, std::string const& code, std::string const& source) {
    client.connect(*at.hall.directory, 0, source);
    client.hello({{"kind", "voting_code"}, {"code", code}, {"token", Hall::token(4)}});
    at.hall.until([&] { return client.closed.has_value() || !client.welcome.is_null(); });
  };
  Client guesser;
  for (int i = 0; i < 2; ++i) {
    come(guesser, third_code, "10.9.9.9");
    EXPECT_EQ(guesser.closed, protocol::CloseCode::bad_credential);
  }
  come(guesser, first_code, "10.9.9.9");
  EXPECT_EQ(guesser.closed, protocol::CloseCode::code_paused);
  Client phone;
  come(phone, first_code, "10.0.0.2");
  EXPECT_EQ(phone.welcome["role"], "participant");
  // Neither link nor join code are touched by it.
  Client scanning;
  at.hall.join(scanning, Hall::token(5));
  EXPECT_EQ(scanning.welcome["role"], "participant");
}

TEST(VotingCodes, given_codes_in_use_then_the_files_hold_none_and_the_journal_names_nobody) {
  SqliteHouse house;
  std::vector<store::StoredEvent> events;
  {
    CodesHall at([&]() -> std::unique_ptr<store::Store> {
      return std::make_unique<ForwardingStore>(house.store());
    });
    Client old;
    Client fresh;
    at.hall.join(old, Hall::token(1));
    at.hall.join(fresh, Hall::token(2));
    at.open();
    at.hall.must(old, take(first_code));
    at.hall.must(fresh, take(first_code));
    at.hall.must(at.facilitator,
                 {{"type", "reissue_voting_code"}, {"seat", 2}, {"code", third_code}});
    at.hall.settle();
    events = house.store().read_stream("meeting/" + at.hall.meeting, 0, 1'000).value();
  }
  for (auto const& code : {first_code, second_code, third_code}) {
    EXPECT_EQ(occurrences_in_folder(house.data_dir(), code), 0u);
  }
  int told = 0;
  for (auto const& event : events) {
    if (!event.type.starts_with("VotingCode")) continue;
    ++told;
    EXPECT_FALSE(Json::parse(event.payload).contains("participant")) << event.payload;
  }
  EXPECT_EQ(told, 4);
}

TEST(VotingCodes, given_a_meeting_that_closes_then_who_held_what_is_forgotten) {
  CodesHall at;
  Client phone;
  at.hall.join(phone, Hall::token(1));
  at.open();
  at.hall.must(phone, take(first_code));
  auto const key = "seat_holders/meeting/" + at.hall.meeting;
  EXPECT_NE(at.hall.disk->data.meta.at(key), "");
  at.hall.must(at.facilitator, {{"type", "close_meeting"}});
  EXPECT_EQ(at.hall.disk->data.meta.at(key), "");
}

}  // namespace
}  // namespace torg::test
