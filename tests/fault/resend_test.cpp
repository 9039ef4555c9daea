// Every command is sent again one to five times: at once, after a lost connection, after a restart,
// and without having waited for the answer. The journals have to be those of a meeting in which
// each was sent once. TORG_RESENDS takes another number of commands; 10 000 are the full form.

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "live/hall.hpp"
#include "support/random_command.hpp"

namespace torg::test {
namespace {

int command_count() {
  char const* const asked = std::getenv("TORG_RESENDS");
  return asked ? std::stoi(asked) : 500;
}

enum Sender : std::size_t { facilitator, organiser, first_phone, second_phone, senders };

struct Order {
  Sender by = facilitator;
  Json command;
};

/// A meeting and its people, who can lose their connections and the server.
class People {
 public:
  People() : meeting_(hall.meeting) {
    tokens_ = {hall.links.facilitator_token, hall.links.organiser_token, Hall::token(1),
               Hall::token(2)};
    for (auto const phone : {first_phone, second_phone}) hall.join(clients[phone], tokens_[phone]);
    connect(facilitator);
    connect(organiser);
    give({facilitator, {{"type", "start_meeting"}}}, "start");
  }

  void connect(Sender who) {
    clients[who].connect(*hall.directory);
    clients[who].hello({{"kind", "token"}, {"token", tokens_[who]}},
                       who == organiser ? std::string() : meeting_);
    hall.until([&] { return !clients[who].welcome.is_null(); }, "for a welcome");
  }

  void restart() {
    for (auto& client : clients) client.disconnect();
    hall.restart();
    for (std::size_t who = 0; who < senders; ++who) connect(static_cast<Sender>(who));
  }

  /// Sends it once and waits for the answer.
  Json give(Order const& order, std::string const& id) {
    auto& client = clients[order.by];
    client.answers.erase(id);
    hall.do_command(client, order.command, id);
    return client.answers[id];
  }

  /// The kinds of events of all streams, in order; but not the links that every start makes.
  std::map<std::string, std::vector<std::string>> journals() {
    hall.settle();
    std::map<std::string, std::vector<std::string>> out;
    std::scoped_lock const lock(hall.disk->mutex);
    for (auto const& [name, stream] : hall.disk->data.streams) {
      // Meetings have random names.
      auto const key = name == "forum" || name == "meeting/" + meeting_ ? name.substr(0, 5) : "";
      for (auto const& event : stream.events) {
        if (event.type == "FacilitatorLinkIssued" || event.type == "ScreenLinkIssued") continue;
        out[key].push_back(event.type);
      }
    }
    return out;
  }
  Json agenda() {
    hall.settle();
    return clients[facilitator].section("facilitator", "agenda");
  }

  Hall hall;
  std::array<Client, senders> clients;

 private:
  std::array<std::string, senders> tokens_;
  std::string meeting_;  // a restart leads into the newest that was made
};

class Resending {
 public:
  explicit Resending(std::uint32_t seed) : random_(seed) {}

  /// `count` commands to a meeting that gets each once, and to one that gets it again and again.
  void run(int count) {
    for (int number = 1; number <= count && !testing::Test::HasFailure(); ++number) {
      auto const order = next(number);
      auto const id = "c" + std::to_string(number);
      SCOPED_TRACE(order.command.dump());
      auto const expected = once_.give(order, id);
      auto const first = send_repeatedly(order, id);
      EXPECT_EQ(first.value("type", ""), expected.value("type", "")) << expected << first;
      accepted += expected.value("type", "") == "ack" ? 1 : 0;
      once_.hall.hurry(300);
      again_.hall.hurry(300);
    }
    EXPECT_EQ(again_.journals(), once_.journals());
    EXPECT_EQ(again_.agenda(), once_.agenda());
  }

  int accepted = 0;
  int restarts = 0;
  int reconnects = 0;
  int unanswered = 0;
  int resent = 0;

 private:
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  Order next(int number) {
    switch (pick(12)) {
      case 0:
        return {facilitator, {{"type", "renew_join_code"}}};
      case 1:
        return {facilitator,
                {{"type", "issue_screen_link"}, {"token", Hall::token(1000 + number)}}};
      case 2:
        return {organiser,
                {{"type", "create_meeting"},
                 {"source", "blank"},
                 {"title", {{"sv", "Nytt"}}},
                 {"facilitator_token", Hall::token(5000 + number)}}};
      case 3:
        return {organiser,
                {{"type", "edit_forum"}, {"name", {{"sv", "F" + std::to_string(number)}}}}};
      case 4:
      case 5:
        return {pick(2) == 0 ? first_phone : second_phone, Hall::vote(box(), 1 + pick(2), number)};
      default: {
        auto const which = pick(random_command_kinds);
        auto const who = pick(2) == 0 ? first_phone : second_phone;
        return {is_of_phones(which) ? who : facilitator,
                Json::parse(random_command(which, 1 + pick(6), 1 + pick(6), pick(7)))};
      }
    }
  }

  /// The newest box that anybody can see.
  std::int64_t box() {
    std::int64_t newest = 1;
    for (auto const& [key, section] : once_.clients[facilitator].scopes["facilitator"].sections) {
      if (section.is_object() && section.contains("box")) {
        newest = std::max(newest, section["box"].get<std::int64_t>());
      }
    }
    return newest;
  }

  Json send_repeatedly(Order const& order, std::string const& id) {
    auto& client = again_.clients[order.by];
    std::optional<Json> first;
    for (int left = 1 + pick(5); left >= 0; --left) {
      ++resent;
      if (left > 0 && pick(4) == 0) {
        // The network is gone before the answer comes, or before the command is through.
        client.answers.erase(id);
        client.command(order.command, id);
        for (int turns = pick(4); turns > 0; --turns) again_.hall.run_ready();
        client.disconnect();
        again_.connect(order.by);
        ++reconnects;
        ++unanswered;
        continue;
      }
      if (pick(6) == 0) {
        client.disconnect();
        again_.connect(order.by);
        ++reconnects;
      }
      if (pick(60) == 0) {
        again_.restart();
        ++restarts;
      }
      auto const answer = again_.give(order, id);
      if (!first) first = answer;
      if (first->value("type", "") == "ack") {
        EXPECT_EQ(answer, *first) << "another answer than at first";
      } else {
        EXPECT_EQ(answer.value("type", ""), "reject");
      }
    }
    return *first;
  }

  std::mt19937 random_;
  People once_;
  People again_;
};

TEST(Resend, given_every_command_sent_again_and_again_then_it_has_its_effect_once) {
  constexpr int commands_of_a_meeting = 250;
  int accepted = 0;
  int restarts = 0;
  int unanswered = 0;
  int resent = 0;
  int left = command_count();
  for (std::uint32_t seed = 1; left > 0 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Resending meeting(seed);
    meeting.run(std::min(left, commands_of_a_meeting));
    left -= commands_of_a_meeting;
    accepted += meeting.accepted;
    restarts += meeting.restarts;
    unanswered += meeting.unanswered;
    resent += meeting.resent;
  }
  EXPECT_GT(accepted, command_count() / 4);
  EXPECT_GT(restarts, 0);
  EXPECT_GT(unanswered, 0);
  RecordProperty("accepted", std::to_string(accepted));
  RecordProperty("sent", std::to_string(resent));
  RecordProperty("restarts", std::to_string(restarts));
}

}  // namespace
}  // namespace torg::test
