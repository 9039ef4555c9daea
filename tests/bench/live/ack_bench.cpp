// Two thousand phones vote: how long a vote waits for its ack, which means that it is on disk, and
// how many acks there can be.
//
// Floor: commit_floor, which writes what has gathered in one synced transaction and then tells each
// voter; it checks nothing and shows nobody anything.
//
// Budget: with 5 000 votes per second, p99 from when a vote was due to its ack at most 3 x floor,
// aim 1.5; with every phone voting again at its ack, at least half the acks per second of the
// floor, aim 0.8.
#include <chrono>
#include <stdexcept>

#include "bench/live/benches.hpp"
#include "bench/live/subject.hpp"

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr std::size_t phones = 2'000;
constexpr std::size_t votes_per_second = 5'000;
constexpr auto paced_time = 3s;
constexpr auto closed_loop_time = 1'500ms;

/// Votes again at every ack, while it is told to.
class Voters final : public rehearsal::Crowd::Watcher {
 public:
  bool insist = false;
  Subject* subject = nullptr;
  std::int64_t box = 0;

  protocol::Ballot ballot() { return protocol::ChoiceBallot{{1 + ++votes_ % 3}}; }

 private:
  void on_answer(std::size_t phone, rehearsal::MessageKind kind, std::string_view text) override {
    if (kind == rehearsal::MessageKind::reject) {
      throw std::runtime_error("a vote was refused: " + std::string(text));
    }
    if (insist) subject->crowd().cast(phone, box, ballot());
  }
  void on_lost(std::size_t, std::uint16_t code) override {
    throw std::runtime_error("a phone was lost, close code " + std::to_string(code));
  }

  std::int64_t votes_ = 0;
};

void all_answered(Subject& subject) {
  if (!subject.loop().run_until([&] { return subject.crowd().unanswered() == 0; }, 20s)) {
    throw std::runtime_error("votes were not answered");
  }
}

rehearsal::Histogram paced(Subject& subject, Voters& voters) {
  auto& crowd = subject.crowd();
  std::size_t phone = 0;
  crowd.clear_figures();
  constexpr auto pause = std::chrono::nanoseconds(1s) / votes_per_second;
  auto const end = Clock::now() + paced_time;
  for (auto due = Clock::now(); due < end;) {
    subject.loop().turn(std::max(due - Clock::now(), Clock::duration(0)));
    for (; due <= Clock::now() && due < end; due += pause) {
      // One that already has too many unanswered ballots leaves its turn to the next.
      for (std::size_t tries = 0; tries < phones; ++tries) {
        if (crowd.cast(phone++ % phones, voters.box, voters.ballot(), due)) break;
      }
    }
  }
  all_answered(subject);
  return crowd.figures().acks;
}

double closed_loop(Subject& subject, Voters& voters) {
  auto& crowd = subject.crowd();
  // A phone's allowance of messages is full again when it comes anew.
  for (std::size_t i = 0; i < phones; ++i) {
    crowd.dial(i);
    if (i % 500 == 499) subject.settle();
  }
  subject.settle();
  subject.loop().run_for(700ms);
  crowd.clear_figures();
  voters.insist = true;
  auto const begin = Clock::now();
  for (std::size_t i = 0; i < phones; ++i) crowd.cast(i, voters.box, voters.ballot());
  subject.loop().run_for(closed_loop_time);
  auto const time = std::chrono::duration<double>(Clock::now() - begin).count();
  auto const acked = static_cast<double>(crowd.figures().acked);
  voters.insist = false;
  all_answered(subject);
  return acked / time / 1e3;
}

double in_ms(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1e6; }

}  // namespace

void measure_acks(Report& report, std::size_t rounds) {
  rehearsal::Loop loop;
  Voters of_torg;
  TorgSubject torg(loop, of_torg);
  auto const item = torg.add_item(poll_item("A poll"));
  torg.begin();
  torg.join(phones);
  torg.command({{"type", "start_item"}, {"item", item}});
  of_torg.subject = &torg;
  of_torg.box =
      torg.command({{"type", "open_ballot"}, {"item", item}}).at("answer").at("box").get<int>();
  torg.quiet();
  Voters of_floor;
  FloorSubject floor(loop, of_floor, "commit_floor", {}, true);
  of_floor.subject = &floor;
  of_floor.box = 1;
  floor.join(phones);

  Row p99{"vote to durable ack, p99, 5000 votes/s over 2000 phones", "ms"};
  Row p50{"the same, p50", "ms"};
  Row acks{"durable acks, 2000 voters in closed loop", "thousand/s"};
  paced(torg, of_torg);  // first votes make rows, later ones replace them
  paced(floor, of_floor);
  for (std::size_t round = 0; round < rounds; ++round) {
    auto waits = paced(floor, of_floor);
    p99.floor.push_back(in_ms(waits.quantile(0.99)));
    p50.floor.push_back(in_ms(waits.quantile(0.5)));
    waits = paced(torg, of_torg);
    p99.torg.push_back(in_ms(waits.quantile(0.99)));
    p50.torg.push_back(in_ms(waits.quantile(0.5)));
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    acks.floor.push_back(closed_loop(floor, of_floor));
    acks.torg.push_back(closed_loop(torg, of_torg));
  }
  p99.must = 3;
  p99.aim = 1.5;
  report.add(p99);
  report.add(p50);
  acks.more_is_better = true;
  acks.must = 0.5;
  acks.aim = 0.8;
  report.add(acks);
}

}  // namespace torg::bench
