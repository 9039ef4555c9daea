// Two hundred phones vote each second: from when a vote was due until the last phone shows a
// turnout that counts it.
//
// Torg merges changes within a window of a quarter of a second, so a vote waits up to that long.
// Floor: fan_out_floor with a synced row before the message, from the command to the last phone.
//
// Budget: p99 at most the window and 1.5 x floor, aim 1.2.
#include <chrono>
#include <stdexcept>
#include <vector>

#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr std::size_t votes_per_second = 200;
constexpr double window_ms = 250;

/// When the last phone reached each number that stands behind a mark.
class Levels final : public rehearsal::Crowd::Watcher {
 public:
  Levels(std::size_t phones, std::string mark) : mark_(std::move(mark)), at_(phones, 0) {}

  void begin(std::size_t level) {
    if (begun_.size() <= level) begun_.resize(level + 1);
    if (reached_.size() <= level) reached_.resize(level + 1);
    begun_[level] = due_;
    highest_ = std::max(highest_, level);
  }
  void set_due(Clock::time_point due) { due_ = due; }
  bool all_there() const { return complete_ == highest_; }
  rehearsal::Histogram waits;

 private:
  void on_frame(std::size_t phone, rehearsal::FrameHead const& head,
                std::string_view text) override {
    if (phone >= at_.size() || head.scope != "participant") return;
    auto const found = rehearsal::number_after(text, mark_);
    if (!found) return;
    auto const now = Clock::now();
    auto const level = std::min(static_cast<std::size_t>(*found), highest_);
    for (auto& at = at_[phone]; at < level;) {
      if (++reached_[++at] < at_.size()) continue;
      complete_ = at;
      waits.record(now - begun_[at]);
    }
  }

  std::string mark_;
  std::vector<std::size_t> at_;       // each phone's level
  std::vector<std::size_t> reached_;  // phones at each level or above
  std::vector<Clock::time_point> begun_;
  Clock::time_point due_;
  std::size_t highest_ = 0;
  std::size_t complete_ = 0;
};

double p99_ms(rehearsal::Histogram const& waits) {
  return static_cast<double>(waits.quantile(0.99).count()) / 1e6;
}

void measure_hall(Report& report, std::size_t rounds, std::size_t phones) {
  rehearsal::Loop loop;
  Levels of_torg(phones, R"("cast":)");
  TorgSubject torg(loop, of_torg);
  auto const item = torg.add_item(poll_item("A poll"));
  torg.begin();
  torg.join(phones);
  torg.command({{"type", "start_item"}, {"item", item}});
  auto const opened = torg.command({{"type", "open_ballot"}, {"item", item}});
  auto const box = opened.at("answer").at("box").get<std::int64_t>();
  torg.go_home();
  Levels of_floor(phones, R"("seq":)");
  FloorSubject floor(loop, of_floor, "fan_out_floor", {}, true);
  floor.join(phones);
  floor.go_home();

  Row row{"vote to turnout on the last of " + std::to_string(phones) + " phones, p99", "ms"};
  // Turnout grows only with a first vote, so a round has as many voters as there are for it.
  auto const votes = std::min<std::size_t>(phones / rounds, 3 * votes_per_second);
  std::size_t voted = 0;
  std::size_t sent = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    floor.come_back();
    of_floor.waits.clear();
    for (int i = 0; i < 30; ++i) {
      of_floor.set_due(Clock::now());
      of_floor.begin(++sent);
      floor.crowd().send(0, R"({"fan":1,"size":180,"seq":)" + std::to_string(sent) + "}");
      if (!loop.run_until([&] { return of_floor.all_there(); }, 20s)) {
        throw std::runtime_error("a message did not reach every phone");
      }
    }
    row.floor.push_back(p99_ms(of_floor.waits));
    floor.go_home();

    torg.come_back();
    of_torg.waits.clear();
    auto due = Clock::now();
    for (std::size_t i = 0; i < votes; ++i) {
      while (Clock::now() < due) loop.turn(due - Clock::now());
      of_torg.set_due(due);
      of_torg.begin(voted + 1);
      torg.crowd().cast(voted++, box, protocol::ChoiceBallot{{1}}, due);
      due += std::chrono::nanoseconds(1s) / votes_per_second;
    }
    if (!loop.run_until([&] { return of_torg.all_there(); }, 20s)) {
      throw std::runtime_error("turnout did not reach every phone");
    }
    row.torg.push_back(p99_ms(of_torg.waits));
    torg.go_home();
  }
  row.allowance = window_ms;
  row.must = 1.5;
  row.aim = 1.2;
  report.add(row);
}

}  // namespace

void measure_turnout(Report& report, std::size_t rounds) {
  for (std::size_t const phones : {1'000, 10'000}) measure_hall(report, rounds, phones);
}

}  // namespace torg::bench
