// Broken frames and messages without end while people vote. TORG_MALFORMED takes another number;
// 100 000 are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "bench/hall.hpp"
#include "fault/full_form.hpp"
#include "rehearsal/open_files.hpp"
#include "support/process_facts.hpp"
#include "support/raw_websocket.hpp"
#include "support/temp_folder.hpp"
#include "support/torg_process.hpp"

namespace torg::bench {
namespace {

using test::RawWebsocket;

/// Says what it should not, on connections of its own, in a thread of its own.
class Vandal {
 public:
  Vandal(std::uint16_t port, std::string secret, int messages, std::uint32_t seed)
      : port_(port), secret_(std::move(secret)), random_(seed), thread_([this, messages] {
          while (said_ < messages) vandalise();
        }) {}
  ~Vandal() { thread_.join(); }

  int said() const { return said_; }

 private:
  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  std::string noise(std::size_t longest) {
    std::string bytes(1 + pick(longest), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random_());
    return bytes;
  }

  std::string broken_message() {
    static std::string const sound[] = {
        R"({"type":"command","id":"x","command":{"type":"cast_ballot","box":1,"revision":1,)"
        R"("tag":"AAAAAAAAAAAAAAAAAAAAAA","ballot":{"kind":"choice","options":[1]}}})",
        R"({"type":"hello","protocol":1,"credential":{"kind":"join","secret":"X","token":"Y"}})",
        R"({"type":"command","id":"y","command":{"type":"choose_group","group":"vingaker"}})"};
    std::string text = sound[pick(3)];
    switch (pick(6)) {
      case 0:
        return text.substr(0, pick(text.size()));
      case 1:
        text[pick(text.size())] = static_cast<char>(random_());
        return text;
      case 2:
        text.insert(pick(text.size()), noise(8));
        return text;
      case 3:
        return std::string(1 + pick(2'000), '[');
      case 4:
        return R"({"type":"command","id":")" + std::string(pick(3'000), 'i') + "\"}";
      default:
        return noise(300);
    }
  }

  /// One connection, from its beginning to the server's goodbye.
  void vandalise() {
    RawWebsocket socket(port_, 0, 2);
    if (pick(8) == 0) {
      socket.send(noise(200));
      ++said_;
      socket.ends(std::chrono::milliseconds(200));
      return;
    }
    socket.upgrade();
    if (pick(2) == 0) {
      socket.say({{"type", "hello"},
                  {"protocol", 1},
                  {"credential", {{"kind", "join"}, {"secret", secret_}, {"token", new_token()}}}});
    }
    for (auto left = 1 + pick(25); left > 0; --left) {
      ++said_;
      bool sent = true;
      switch (pick(5)) {
        case 0:
          sent = socket.send_frame(
              static_cast<unsigned>(pick(16)), noise(130),
              {pick(2) == 0, pick(2) == 0, static_cast<unsigned>(pick(8)), pick(2) == 0});
          break;
        case 1:
          sent = socket.send(noise(60));
          break;
        default:
          sent = socket.send_frame(RawWebsocket::text, broken_message());
      }
      if (!sent) break;
    }
    socket.finish();
    socket.ends(std::chrono::seconds(2));
  }

  std::uint16_t port_;
  std::string secret_;
  std::mt19937 random_;
  std::atomic<int> said_ = 0;
  std::thread thread_;
};

TEST(Malformed, given_broken_messages_without_end_when_people_vote_then_nobody_is_disturbed) {
  constexpr std::size_t voters = 100;
  rehearsal::raise_open_files();
  test::TempFolder folder{test::TempFolder::Place::memory};
  test::TorgProcess server(TORG_EXECUTABLE, folder.path());
  server.start();
  Hall hall(server);
  hall.join(voters);
  ASSERT_EQ(hall.command({{"type", "start_meeting"}}).at("type"), "ack");
  auto const box = hall.open(hall.item_of("poll"));
  int turn = 0;
  auto const vote = [&] {
    auto const& phone = hall.phones()[static_cast<std::size_t>(++turn) % voters];
    phone->cast(box, {{"kind", "choice"}, {"options", {1 + turn % 3}}});
    hall.run_for(2);
  };
  auto const count = test::number_from("TORG_MALFORMED", 8'000);
  std::string const secret = server.part("participant", "/M/");
  auto const all_said = [](auto const& vandals) {
    int said = 0;
    for (auto const& vandal : vandals) said += vandal->said();
    return said;
  };

  // What every path needs once is allocated before the memory is looked at.
  {
    std::vector<std::unique_ptr<Vandal>> first;
    first.push_back(std::make_unique<Vandal>(server.port(), secret, 1'000, 1));
    while (all_said(first) < 1'000) vote();
  }
  auto const memory_before = test::resident_bytes(server.process());
  {
    std::vector<std::unique_ptr<Vandal>> vandals;
    for (std::uint32_t seed = 2; seed < 6; ++seed) {
      vandals.push_back(std::make_unique<Vandal>(server.port(), secret, count / 4, seed));
    }
    while (all_said(vandals) < count / 4 * 4) vote();
  }
  ASSERT_TRUE(hall.settled()) << "the server is gone, or somebody waits in vain";
  auto const memory_after = test::resident_bytes(server.process());
  EXPECT_LT(memory_after, memory_before + (10u << 20));
  RecordProperty("grown_bytes", std::to_string(static_cast<long>(memory_after) -
                                               static_cast<long>(memory_before)));
  for (auto const& phone : hall.phones()) {
    EXPECT_EQ(phone->welcomes(), 1) << "a good phone was dropped";
    EXPECT_EQ(phone->casts().at(box).refused, "");
  }
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace torg::bench
