#include "bench/live/changes.hpp"

#include <time.h>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace torg::bench {
namespace {

using namespace std::chrono_literals;
using Clock = rehearsal::Loop::Clock;

constexpr auto round_time = 800ms;
constexpr auto warm_up = 150ms;

std::chrono::nanoseconds own_processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double in_us(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1e3; }

constexpr char seq_mark[] = R"("seq":)";

}  // namespace

void Arrivals::expect(std::size_t phones, std::string mark, std::int64_t at_least) {
  phones_ = phones;
  newest_.resize(phones, -1);
  mark_ = std::move(mark);
  at_least_ = at_least;
  there_ = 0;
  for (auto const number : newest_) there_ += number >= at_least ? 1 : 0;
}

void Arrivals::on_frame(std::size_t phone, rehearsal::FrameHead const& head,
                        std::string_view text) {
  if (head.scope != "participant") return;
  seq_ = head.seq;
  frame_bytes_ = text.size();
  if (phone >= newest_.size()) return;
  auto const number = rehearsal::number_after(text, mark_);
  if (!number) return;
  auto& newest = newest_[phone];
  if (newest < at_least_ && *number >= at_least_) ++there_;
  newest = std::max(newest, *number);
}

void one_change(Subject& subject, Arrivals& arrivals, Next const& next) {
  auto const seq = arrivals.seq() + 1;
  arrivals.expect(subject.phones(), seq_mark, seq);
  next(seq);
  if (!subject.loop().run_until([&] { return arrivals.all(); }, 20s)) {
    throw std::runtime_error("a change did not reach every phone");
  }
}

Speed run_round(Subject& subject, Arrivals& arrivals, Next const& next) {
  subject.come_back();
  arrivals.forget();
  for (auto const end = Clock::now() + warm_up; Clock::now() < end;) {
    one_change(subject, arrivals, next);
  }
  auto const frames = subject.crowd().figures().frames;
  auto const server = subject.process().processor_time();
  auto const user = subject.process().user_time();
  auto const own = own_processor_time();
  auto const begin = Clock::now();
  while (Clock::now() < begin + round_time) one_change(subject, arrivals, next);
  auto const time = std::chrono::duration<double>(Clock::now() - begin).count();
  auto const delivered = static_cast<double>(subject.crowd().figures().frames - frames);
  Speed const speed{delivered / time,
                    in_us(subject.process().processor_time() - server) / delivered,
                    in_us(subject.process().user_time() - user) / delivered,
                    in_us(own_processor_time() - own) / delivered};
  subject.go_home();
  return speed;
}

std::vector<double> figures_of(std::vector<Speed> const& speeds, double Speed::* which) {
  std::vector<double> out;
  for (auto const& speed : speeds) out.push_back(speed.*which);
  return out;
}

void Leader::say(Json const& command, std::size_t facilitator) {
  Json const message{
      {"type", "command"}, {"id", "f" + std::to_string(++said_)}, {"command", command}};
  if (!torg_.crowd().send(torg_.phones() + facilitator % facilitators, message.dump())) {
    throw std::runtime_error("a facilitator was sent away");
  }
}

}  // namespace torg::bench
