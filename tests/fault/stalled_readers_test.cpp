// Phones that send nothing more and read nothing, while the meeting publishes a hundred times a
// second. TORG_STALLED takes another number of them and TORG_STALLED_SECONDS the time; 1 000 for
// 600 seconds are the full form.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
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

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::size_t reading_phones = 60;
constexpr std::size_t publishers = 4;

class StalledReaders : public testing::Test {
 protected:
  StalledReaders() {
    rehearsal::raise_open_files();
    server_.start();
    hall_.join(reading_phones);
    EXPECT_EQ(hall_.command({{"type", "start_meeting"}}).at("type"), "ack");
    for (std::size_t i = 0; i < publishers; ++i) {
      facilitators_.push_back(hall_.enter(server_.part("facilitator", "#"), server_.meeting()));
    }
  }

  /// A change that everybody sees at once; 25 a second from each of four facilitators.
  void publish() {
    facilitators_[++published_ % publishers]->command(
        {{"type", "start_timer"}, {"duration_ms", 60'000 + 10 * published_}});
  }

  /// A hundred publishes a second for so long; how late each came at the slowest phone, in ms.
  std::vector<double> publish_for(std::chrono::milliseconds length) {
    std::vector<double> late;
    auto const until = Steady::now() + length;
    auto next = Steady::now();
    auto next_probe = next;
    while (Steady::now() < until) {
      publish();
      if (Steady::now() >= next_probe) {
        next_probe += 200ms;
        late.push_back(probe());
      }
      next = std::max(next + 10ms, Steady::now() - 50ms);
      auto const pause =
          std::chrono::duration_cast<std::chrono::milliseconds>(next - Steady::now());
      hall_.run_for(static_cast<int>(std::max<std::int64_t>(0, pause.count())));
      while (!stalled_.empty() && next_look_ < Steady::now()) look_at_stalled();
    }
    std::sort(late.begin(), late.end());
    return late;
  }

  /// From an item's start to the last phone that shows it.
  double probe() {
    auto const& entries = hall_.facilitator().section("agenda")->at("entries");
    std::int64_t const item = entries.at(1 + ++probes_ % 2).at("item");
    auto const began = Steady::now();
    hall_.facilitator().command({{"type", "start_item"}, {"item", item}});
    EXPECT_TRUE(hall_.wait(
        [&] {
          return std::ranges::all_of(hall_.phones(), [&](auto const& phone) {
            auto const* const agenda = phone->section("agenda");
            return agenda && agenda->value("current", 0) == item;
          });
        },
        10));
    return std::chrono::duration<double, std::milli>(Steady::now() - began).count();
  }

  void stall(int count) {
    std::string const secret = server_.part("participant", "/M/");
    for (int i = 0; i < count; ++i) {
      // A receive buffer as small as can be, so that the server's send buffer fills at once.
      auto& socket =
          stalled_.emplace_back(std::make_unique<test::RawWebsocket>(server_.port(), 2'048, 2));
      socket->upgrade();
      socket->say({{"type", "hello"},
                   {"protocol", 1},
                   {"credential", {{"kind", "join"}, {"secret", secret}, {"token", new_token()}}}});
      if (i % 20 == 19) hall_.run_for(1);
    }
    stalled_at_ = Steady::now();
    most_memory_ = test::resident_bytes(server_.process());
  }
  void look_at_stalled() {
    next_look_ = Steady::now() + 100ms;
    most_memory_ = std::max(most_memory_, test::resident_bytes(server_.process()));
    if (!cut_after_ && test::open_descriptors(server_.process()) <= descriptors_before_) {
      cut_after_ = std::chrono::duration<double>(Steady::now() - stalled_at_).count();
    }
  }

  test::TempFolder folder_{test::TempFolder::Place::memory};
  test::TorgProcess server_{TORG_EXECUTABLE, folder_.path()};
  Hall hall_{server_};
  std::vector<Person*> facilitators_;
  std::vector<std::unique_ptr<test::RawWebsocket>> stalled_;
  std::int64_t published_ = 0;
  std::int64_t probes_ = 0;
  Steady::time_point stalled_at_;
  Steady::time_point next_look_;
  std::size_t descriptors_before_ = 0;
  std::size_t most_memory_ = 0;
  std::optional<double> cut_after_;
};

double p99(std::vector<double> const& sorted) { return sorted[(sorted.size() - 1) * 99 / 100]; }

TEST_F(StalledReaders,
       given_a_busy_meeting_when_many_stop_reading_then_they_are_cut_and_cost_little) {
  auto const count = test::number_from("TORG_STALLED", 150);
  auto const seconds = test::number_from("TORG_STALLED_SECONDS", 34);
  bool const full = seconds >= 600;

  auto const before = publish_for(full ? 60s : 6s);
  descriptors_before_ = test::open_descriptors(server_.process());
  auto const memory_before = test::resident_bytes(server_.process());
  stall(count);
  auto const with = publish_for(std::chrono::seconds(seconds));

  ASSERT_TRUE(cut_after_) << "they are still connected";
  EXPECT_LE(*cut_after_, 30 + 1) << "seconds after they stalled";
  auto const each =
      (most_memory_ - std::min(most_memory_, memory_before)) / static_cast<std::size_t>(count);
  EXPECT_LT(each, 64u << 10) << "bytes for each connection that does not read";
  RecordProperty("cut_after_s", std::to_string(*cut_after_));
  RecordProperty("bytes_each", std::to_string(each));
  RecordProperty("p99_before_ms", std::to_string(p99(before)));
  RecordProperty("p99_with_ms", std::to_string(p99(with)));
  // Thirty probes say nothing of a twentieth; the full form's three hundred do.
  if (full) {
    EXPECT_LE(p99(with), 1.2 * p99(before));
  }
  for (auto const& phone : hall_.phones()) EXPECT_EQ(phone->welcomes(), 1);
}

}  // namespace
}  // namespace torg::bench
