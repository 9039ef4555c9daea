// One change on every phone, closed loop: the next command goes out when the last phone has what
// came of the one before.
//
// Floor: fan_out_floor, one send of the same number of bytes to each socket. A facilitator's
// command is durable before anyone sees it, which the floor does not do; so that it can be told
// how much of the difference that is, the floor with a synced row before each message is reported
// too.
//
// Budget: server CPU per delivery at 500 to 10 000 phones at most 1.2 x floor, aim 0.6 us of it in
// user space; deliveries per second at least 0.9 x floor. Sixteen commands at once with 2 000
// phones: what all sixteen say is on every phone in a quarter of the floor's time, aim 1 / 6.5.
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/live/benches.hpp"
#include "bench/live/changes.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr std::size_t text_characters = 1'400;

Next fan_of_floor(FloorSubject& floor, std::size_t bytes) {
  return [&floor, bytes](std::int64_t seq) {
    floor.crowd().send(0, R"({"fan":1,"size":)" + std::to_string(bytes) + R"(,"seq":)" +
                              std::to_string(seq) + "}");
  };
}

void measure_size(Report& report, std::size_t rounds, std::size_t phones, bool long_frames) {
  rehearsal::Loop loop;
  Arrivals of_torg;
  TorgSubject torg(loop, of_torg);
  auto const first = torg.add_item(info_item("First", text_characters));
  auto const second = torg.add_item(info_item("Second", text_characters));
  torg.begin();
  torg.command({{"type", "start_item"}, {"item", first}});
  torg.join(phones);
  torg.lead(facilitators);
  torg.quiet();
  Leader leader(torg);
  std::int64_t said = 0;
  Next const next = [&](std::int64_t) {
    ++said;
    if (long_frames) {
      leader.say({{"type", "start_item"}, {"item", said % 2 == 0 ? first : second}});
    } else {
      leader.say({{"type", "start_timer"}, {"duration_ms", 60'000 + 1'000 * (said % 2)}});
    }
  };
  one_change(torg, of_torg, next);
  torg.quiet();
  auto const bytes = of_torg.frame_bytes();
  torg.go_home();

  Arrivals of_floor;
  FloorSubject floor(loop, of_floor, "fan_out_floor");
  floor.join(phones + facilitators);
  floor.go_home();
  Arrivals of_durable;
  FloorSubject durable(loop, of_durable, "fan_out_floor", {}, true);
  durable.join(phones + facilitators);
  durable.go_home();

  std::vector<Speed> floors;
  std::vector<Speed> durables;
  std::vector<Speed> torgs;
  for (std::size_t round = 0; round < rounds; ++round) {
    floors.push_back(run_round(floor, of_floor, fan_of_floor(floor, bytes)));
    torgs.push_back(run_round(torg, of_torg, next));
    durables.push_back(run_round(durable, of_durable, fan_of_floor(durable, bytes)));
  }
  auto const name = std::to_string(phones) + " phones, " + std::to_string(bytes) + " B";
  Row cpu{"server CPU per delivery, " + name, "us"};
  cpu.floor = figures_of(floors, &Speed::server_us);
  cpu.torg = figures_of(torgs, &Speed::server_us);
  cpu.must = 1.2;
  cpu.aim = 1.0;
  cpu.note = "floor with a synced row " +
             std::to_string(median(figures_of(durables, &Speed::server_us))).substr(0, 4);
  report.add(cpu);
  Row user{"user space of it, " + name, "us"};
  user.torg = figures_of(torgs, &Speed::user_us);
  user.note = "floor " + std::to_string(median(figures_of(floors, &Speed::user_us))).substr(0, 4);
  user.aim = 0.6;
  report.add(user);
  Row speed{"fan-out in closed loop, " + name, "thousand/s"};
  auto const in_thousands = [&](std::vector<Speed> const& speeds) {
    auto out = figures_of(speeds, &Speed::deliveries_per_second);
    for (auto& figure : out) figure /= 1e3;
    return out;
  };
  speed.floor = in_thousands(floors);
  speed.torg = in_thousands(torgs);
  speed.more_is_better = true;
  speed.must = 0.9;
  speed.aim = 1.0;
  speed.note = "floor with a synced row " +
               std::to_string(median(in_thousands(durables))).substr(0, 5) + "; generator " +
               std::to_string(median(figures_of(floors, &Speed::generator_us))).substr(0, 4) +
               " us per delivery";
  report.add(speed);
}

}  // namespace

void measure_fan_out(Report& report, std::size_t rounds) {
  for (std::size_t const phones : {500, 2'000, 10'000}) {
    measure_size(report, rounds, phones, false);
  }
  measure_size(report, rounds, 10'000, true);
}

void measure_bursts(Report& report, std::size_t rounds) {
  constexpr std::size_t phones = 2'000;
  constexpr std::size_t burst = 16;
  constexpr auto bursts_in_round = 20;
  // A meeting merges what it decides into one frame, so its frames cannot be counted: a burst is
  // over when every phone shows what the last command asked for.
  constexpr char timer_mark[] = R"("ends_at_ms":)";
  rehearsal::Loop loop;
  Arrivals of_torg;
  TorgSubject torg(loop, of_torg);
  torg.begin();
  torg.join(phones);
  torg.lead(facilitators);
  torg.quiet();
  Leader leader(torg);
  Arrivals of_floor;
  FloorSubject floor(loop, of_floor, "fan_out_floor");
  floor.join(phones + facilitators);

  auto const wait = [&](Arrivals const& arrivals) {
    if (!loop.run_until([&] { return arrivals.all(); }, 20s)) {
      throw std::runtime_error("a burst did not reach every phone");
    }
  };
  Row row{"burst of 16, 2000 phones", "thousand/s"};
  std::int64_t sent = 0;
  std::int64_t step = 0;
  std::size_t bursts = 0;
  auto const speed = [&](Clock::time_point begin) {
    auto const time = std::chrono::duration<double>(Clock::now() - begin).count();
    return static_cast<double>(phones * burst * bursts_in_round) / time / 1e3;
  };
  for (std::size_t round = 0; round < rounds; ++round) {
    auto begin = Clock::now();
    for (int i = 0; i < bursts_in_round; ++i) {
      auto const from = sent + 1;
      sent += burst;
      of_floor.expect(phones, timer_mark, sent);
      floor.crowd().send(0, R"({"fan":16,"size":150,"seq":)" + std::to_string(from) + "}");
      wait(of_floor);
    }
    row.floor.push_back(speed(begin));

    begin = Clock::now();
    for (int i = 0; i < bursts_in_round; ++i) {
      // Each timer ends a second after the one before, and so cannot be taken for it.
      auto const now = std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::system_clock::now().time_since_epoch());
      for (std::size_t k = 0; k < burst; ++k) {
        ++step;
        leader.say({{"type", "start_timer"}, {"duration_ms", 60'000 + step * 1'000}}, bursts);
      }
      ++bursts;
      of_torg.expect(phones, timer_mark, now.count() + 60'000 + step * 1'000);
      wait(of_torg);
    }
    row.torg.push_back(speed(begin));
  }
  row.more_is_better = true;
  row.must = 4;
  row.aim = 6.5;
  report.add(row);
}

}  // namespace torg::bench
