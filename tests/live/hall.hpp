#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>

#include "client.hpp"
#include "fake_clock.hpp"
#include "gated_store.hpp"
#include "live/meeting_directory.hpp"
#include "store/secrets.hpp"
#include "support/faulty_store.hpp"
#include "support/memory_store.hpp"
#include "support/temp_folder.hpp"

namespace torg::test {

/// A server without a network: the live floor over a store, with a clock that the test moves. The
/// loops run when the test says until(); the writer has its thread as ever.
class Hall {
 public:
  /// Opens the store that the next start uses, over the data that the last one left.
  using OpenStore = std::function<std::unique_ptr<store::Store>()>;

  explicit Hall(std::size_t threads = 1, live::Limits limits = {}) : Hall(threads, limits, {}) {}
  /// Over another store than one in memory.
  Hall(std::size_t threads, live::Limits limits, OpenStore open)
      : limits(limits), open_(std::move(open)) {
    if (!open_) open_ = [this] { return std::make_unique<MemoryStore>(disk); };
    for (std::size_t i = 0; i < threads; ++i) {
      loops.push_back(std::make_unique<boost::asio::io_context>());
    }
    start();
  }
  ~Hall() { crash(); }

  // As after kill -9: what was committed is there, nothing else.
  void restart() {
    crash();
    start();
  }

  // As after restoring a backup on another machine: the database is there, the key folder is not.
  void crash_losing_the_keys() {
    crash();
    std::filesystem::remove(keys_folder / "torg.key");
    start();
  }

  // Nothing runs any more, but what connections still hold on to is there until the end.
  void crash() {
    if (!base) return;
    gate->open();
    writer->stop(0);
    // Nobody but the writer used it, and its files are to be free for the next.
    base.reset();
    auto const threads = loops.size();
    past_.push_back({std::move(loops), std::move(faulty), std::move(gate), std::move(key_ring),
                     std::move(writer), std::move(directory)});
    loops.clear();
    for (std::size_t i = 0; i < threads; ++i) {
      loops.push_back(std::make_unique<boost::asio::io_context>());
    }
  }

  template <class Condition>
  void until(Condition condition, char const* what = "") {
    auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
      if (run_ready() == 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
      if (std::chrono::steady_clock::now() > give_up) {
        ADD_FAILURE() << "waited in vain " << what;
        return;
      }
    }
  }

  // Lets everything that is under way arrive.
  void settle() {
    for (int round = 0; round < 6; ++round) {
      bool written = false;
      writer->run(*loops.front(), [](store::Store&) { return 0; }, [&](int) { written = true; });
      until([&] { return written; });
      while (run_ready() > 0) {
      }
    }
  }

  std::size_t run_ready() {
    std::size_t ran = 0;
    for (auto& loop : loops) {
      loop->restart();
      ran += loop->poll();
    }
    return ran;
  }

  void hurry(std::int64_t ms) {
    settle();
    clock.advance(ms);
    settle();
  }

  // A facilitator that is in, of the first meeting.
  void lead(Client& client, std::size_t thread = 0) {
    client.connect(*directory, thread);
    client.hello({{"kind", "token"}, {"token", links.facilitator_token}}, meeting);
    until([&] { return !client.welcome.is_null(); }, "for the facilitator's welcome");
    until([&] { return client.scopes.contains("screen"); });
  }
  void join(Client& client, std::string const& token, std::size_t thread = 0) {
    client.connect(*directory, thread);
    client.hello({{"kind", "join"}, {"secret", links.join_secret}, {"token", token}});
    until([&] { return !client.welcome.is_null() || client.closed; }, "for the phone's welcome");
  }
  // The first phones, on the threads in turn.
  std::vector<std::unique_ptr<Client>> join_phones(int count) {
    std::vector<std::unique_ptr<Client>> phones;
    for (int i = 0; i < count; ++i) {
      phones.push_back(std::make_unique<Client>());
      join(*phones.back(), token(i), static_cast<std::size_t>(i) % loops.size());
    }
    return phones;
  }
  std::string do_command(Client& client, Json command, std::string id = {}) {
    auto const used = client.command(std::move(command), std::move(id));
    until([&] { return client.answered(used); }, "for an answer");
    return used;
  }
  // The same, and it has to be accepted.
  Json must(Client& client, Json command) {
    auto const name = command["type"].get<std::string>();
    auto const id = do_command(client, std::move(command));
    EXPECT_TRUE(client.acked(id)) << name << ": " << client.answers[id].dump();
    settle();
    return client.answers[id].value("answer", Json::object());
  }
  // Brings the meeting to an open poll; returns the box.
  std::int64_t open_poll(Client& facilitator) {
    auto const items = must(facilitator, {{"type", "add_items"},
                                          {"items",
                                           {{{"kind", "poll"},
                                             {"title", {{"sv", "Fråga"}}},
                                             {"rule", {{"kind", "poll"}, {"form", "one"}}},
                                             {"options",
                                              {{{"option", 1}, {"title", {{"sv", "Ja"}}}},
                                               {{"option", 2}, {"title", {{"sv", "Nej"}}}}}}}}}});
    if (facilitator.section("facilitator", "meeting")["phase"] != "live") {
      must(facilitator, {{"type", "start_meeting"}});
    }
    item = items["items"][0].get<std::int64_t>();
    must(facilitator, {{"type", "start_item"}, {"item", item}});
    return must(facilitator, {{"type", "open_ballot"}, {"item", item}})["box"];
  }

  static std::string token(int number) {
    auto text = std::to_string(number);
    return std::string(22 - text.size(), 'T') + text;
  }
  static Json vote(std::int64_t box, std::int64_t option, std::int64_t revision = 1,
                   std::string tag = "AAAAAAAAAAAAAAAAAAAAAA") {
    return {{"type", "cast_ballot"},
            {"box", box},
            {"revision", revision},
            {"tag", std::move(tag)},
            {"ballot", {{"kind", "choice"}, {"options", {option}}}}};
  }

  live::Limits limits;
  TempFolder keys_folder;
  std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>();
  std::vector<std::unique_ptr<boost::asio::io_context>> loops;
  FakeClock clock;
  live::SystemEntropy entropy;
  std::unique_ptr<store::Store> base;
  std::unique_ptr<FaultyStore> faulty;
  std::unique_ptr<GatedStore> gate;
  std::unique_ptr<store::KeyRing> key_ring;
  std::unique_ptr<live::Writer> writer;
  std::unique_ptr<live::MeetingDirectory> directory;
  live::Links links;
  std::string meeting;
  std::int64_t item = 0;
  bool with_demo = true;

 private:
  // In the order in which it may be destroyed, last first.
  struct Past {
    std::vector<std::unique_ptr<boost::asio::io_context>> loops;
    std::unique_ptr<FaultyStore> faulty;
    std::unique_ptr<GatedStore> gate;
    std::unique_ptr<store::KeyRing> key_ring;
    std::unique_ptr<live::Writer> writer;
    std::unique_ptr<live::MeetingDirectory> directory;
  };

  void start() {
    base = open_();
    faulty = std::make_unique<FaultyStore>(*base);
    gate = std::make_unique<GatedStore>(*faulty);
    key_ring =
        std::make_unique<store::KeyRing>(store::KeyRing::open(keys_folder.path(), *base).value());
    writer = std::make_unique<live::Writer>(*gate, limits);
    std::vector<boost::asio::io_context*> loop_pointers;
    for (auto& loop : loops) loop_pointers.push_back(loop.get());
    protocol::MeetingTemplate demo;
    demo.title = {{"sv", "Prov"}};
    demo.languages = {"sv"};
    protocol::ItemDefinition first;
    first.kind = protocol::ItemKind::info;
    first.title = {{"sv", "Välkommen"}};
    demo.items = {first};
    live::ServerFacts facts;
    facts.public_url = "http://192.168.1.20:8080";
    facts.version = "1";
    directory = std::make_unique<live::MeetingDirectory>(
        live::Surroundings{loop_pointers, *writer, *key_ring, clock, entropy, limits, facts, demo});
    bool done = false;
    directory->start({{{"sv", "Forum"}}, {}, with_demo}, 0,
                     [&](store::Result<live::StartResult> started) {
                       ASSERT_TRUE(started) << started.error().detail;
                       meeting = started->meeting.value_or("");
                       done = true;
                     });
    until([&] { return done; }, "for the start");
    done = false;
    std::optional<std::string> of;
    if (!meeting.empty()) of = meeting;
    directory->issue_links(of, 0, [&](boost::system::result<live::Links, protocol::Error> issued) {
      ASSERT_TRUE(issued);
      // The organiser has one link for good.
      auto const organiser = links.organiser_token;
      links = *issued;
      if (links.organiser_token.empty()) links.organiser_token = organiser;
      done = true;
    });
    until([&] { return done; }, "for the links");
  }

  OpenStore open_;
  std::vector<Past> past_;
};

}  // namespace torg::test
