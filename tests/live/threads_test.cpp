#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "client.hpp"
#include "hall.hpp"

namespace torg::test {
namespace {

/// The same house with real threads, for the thread sanitizer to watch.
class Busy {
 public:
  explicit Busy(Hall& hall) : hall_(hall) {
    for (auto& loop : hall.loops) {
      loop->restart();
      guards_.push_back(boost::asio::make_work_guard(*loop));
      threads_.emplace_back([&loop] { loop->run(); });
    }
  }
  ~Busy() {
    for (auto& loop : hall_.loops) loop->stop();
    for (auto& thread : threads_) thread.join();
  }

  // Runs on the thread of a connection and waits for it.
  template <class Call>
  auto on(std::size_t thread, Call call) {
    std::promise<decltype(call())> done;
    auto result = done.get_future();
    boost::asio::post(*hall_.loops[thread], [&] {
      if constexpr (std::is_void_v<decltype(call())>) {
        call();
        done.set_value();
      } else {
        done.set_value(call());
      }
    });
    return result.get();
  }
  template <class Condition>
  bool eventually(std::size_t thread, Condition condition) {
    for (int attempt = 0; attempt < 20'000; ++attempt) {
      if (on(thread, condition)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

 private:
  Hall& hall_;
  std::vector<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> guards_;
  std::vector<std::thread> threads_;
};

TEST(Threads, given_two_busy_threads_when_phones_vote_come_and_go_then_every_ballot_is_counted) {
  Hall hall(2);
  Client facilitator;
  hall.lead(facilitator);
  auto const box = hall.open_poll(facilitator);
  constexpr int voters = 24;
  std::vector<std::unique_ptr<Client>> phones;
  for (int i = 0; i < voters; ++i) phones.push_back(std::make_unique<Client>());
  {
    Busy busy(hall);
    for (int i = 0; i < voters; ++i) {
      auto const thread = static_cast<std::size_t>(i % 2);
      auto& phone = *phones[static_cast<std::size_t>(i)];
      busy.on(thread, [&] {
        phone.connect(*hall.directory, thread);
        phone.hello(
            {{"kind", "join"}, {"secret", hall.links.join_secret}, {"token", Hall::token(i)}});
      });
    }
    for (int round = 1; round <= 20; ++round) {
      for (int i = 0; i < voters; ++i) {
        auto const thread = static_cast<std::size_t>(i % 2);
        auto& phone = *phones[static_cast<std::size_t>(i)];
        busy.on(thread, [&] {
          if (i % 6 == 5 && round % 5 == 0) {
            phone.connect(*hall.directory, thread);
            phone.hello({{"kind", "token"}, {"token", Hall::token(i)}}, hall.meeting,
                        phone.positions());
          }
          phone.command(Hall::vote(box, 1 + i % 2, round), "r" + std::to_string(round));
        });
      }
    }
    for (int i = 0; i < voters; ++i) {
      auto const thread = static_cast<std::size_t>(i % 2);
      auto& phone = *phones[static_cast<std::size_t>(i)];
      EXPECT_TRUE(busy.eventually(thread, [&] { return phone.acked("r20"); })) << i;
    }
    busy.on(0, [&] { facilitator.command({{"type", "stop_ballot"}, {"box", box}}, "stop"); });
    busy.on(0, [&] { facilitator.command({{"type", "show_result"}, {"box", box}}, "show"); });
    EXPECT_TRUE(busy.eventually(0, [&] { return facilitator.acked("show"); }));
    auto const key = "result/" + std::to_string(box);
    EXPECT_TRUE(
        busy.eventually(1, [&] { return !phones[1]->section("participant", key).is_null(); }));
  }
  auto const rows = phones[1]->section("participant", "result/" + std::to_string(box))["result"];
  EXPECT_EQ(rows["rows"][0]["votes"], voters / 2);
  EXPECT_EQ(rows["rows"][1]["votes"], voters / 2);
}

}  // namespace
}  // namespace torg::test
