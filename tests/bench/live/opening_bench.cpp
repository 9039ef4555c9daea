// The facilitator opens a ballot: from the command until the last of a thousand phones shows the
// box.
//
// Floor: fan_out_floor with a synced row before each message, of as many bytes as Torg's frame.
//
// Budget: p99 at most 2 x floor, aim 1.3.
#include <chrono>
#include <stdexcept>

#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr std::size_t phones = 1'000;
constexpr std::int64_t openings_in_round = 40;

class Arrivals final : public rehearsal::Crowd::Watcher {
 public:
  void expect(std::string mark) {
    mark_ = std::move(mark);
    there_ = 0;
  }
  std::size_t there() const { return there_; }
  std::size_t frame_bytes() const { return frame_bytes_; }

 private:
  void on_frame(std::size_t phone, rehearsal::FrameHead const& head,
                std::string_view text) override {
    if (phone >= phones || head.scope != "participant" || mark_.empty()) return;
    if (text.find(mark_) == std::string_view::npos) return;
    ++there_;
    frame_bytes_ = text.size();
  }

  std::string mark_;
  std::size_t there_ = 0;
  std::size_t frame_bytes_ = 0;
};

std::chrono::nanoseconds wait(Subject& subject, Arrivals const& arrivals, Clock::time_point begin) {
  if (!subject.loop().run_until([&] { return arrivals.there() >= phones; }, 20s)) {
    throw std::runtime_error("an open ballot did not reach every phone");
  }
  return Clock::now() - begin;
}

}  // namespace

void measure_openings(Report& report, std::size_t rounds) {
  rehearsal::Loop loop;
  Arrivals of_torg;
  TorgSubject torg(loop, of_torg);
  std::vector<std::int64_t> items;
  for (int i = 0; i < 20; ++i) items.push_back(torg.add_item(poll_item("A poll")));
  torg.begin();
  torg.join(phones);
  torg.quiet();
  Arrivals of_floor;
  FloorSubject floor(loop, of_floor, "fan_out_floor", {}, true);
  floor.join(phones);

  Row p99{"open_ballot to the last of 1000 phones, p99", "ms"};
  Row p50{"the same, p50", "ms"};
  std::int64_t seq = 0;
  std::size_t next = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    rehearsal::Histogram waits;
    for (std::int64_t i = 0; i < openings_in_round; ++i) {
      // The boxes of an item are its rounds; a new one opens when the last has been voided.
      auto const item = items[next++ % items.size()];
      torg.command({{"type", "start_item"}, {"item", item}});
      loop.run_for(30ms);
      of_torg.expect(R"("state":"open")");
      auto const begin = Clock::now();
      auto const opened = torg.command({{"type", "open_ballot"}, {"item", item}});
      waits.record(wait(torg, of_torg, begin));
      of_torg.expect({});
      auto const box = opened.at("answer").at("box");
      torg.command({{"type", "stop_ballot"}, {"box", box}});
      torg.command({{"type", "void_ballot"}, {"box", box}, {"reason", "measured"}});
      loop.run_for(30ms);
    }
    p99.torg.push_back(static_cast<double>(waits.quantile(0.99).count()) / 1e6);
    p50.torg.push_back(static_cast<double>(waits.quantile(0.5).count()) / 1e6);
    waits.clear();
    for (std::int64_t i = 0; i < openings_in_round; ++i) {
      ++seq;
      of_floor.expect(R"("seq":)" + std::to_string(seq) + ",");
      auto const begin = Clock::now();
      floor.crowd().send(0, R"({"fan":1,"size":)" + std::to_string(of_torg.frame_bytes()) +
                                R"(,"seq":)" + std::to_string(seq) + "}");
      waits.record(wait(floor, of_floor, begin));
      loop.run_for(60ms);
    }
    p99.floor.push_back(static_cast<double>(waits.quantile(0.99).count()) / 1e6);
    p50.floor.push_back(static_cast<double>(waits.quantile(0.5).count()) / 1e6);
  }
  p99.must = 2;
  p99.aim = 1.3;
  p99.note = std::to_string(of_torg.frame_bytes()) + " B";
  report.add(p99);
  report.add(p50);
}

}  // namespace torg::bench
