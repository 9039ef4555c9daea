#include "rehearsal/loop.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace torg::rehearsal {
namespace {

constexpr int events_per_turn = 512;
constexpr std::size_t scratch_bytes = 256 * 1024;

}  // namespace

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), scratch_(scratch_bytes) {
  if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

Loop::~Loop() { ::close(epoll_); }

bool Loop::watch(int descriptor, std::uint32_t events, Watched& watched) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &watched;
  return ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Loop::change(int descriptor, std::uint32_t events, Watched& watched) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &watched;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event);
}

void Loop::forget(int descriptor, Watched& watched) {
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
  for (std::size_t i = told_; i < ready_.size(); ++i) {
    if (ready_[i].watched == &watched) ready_[i].watched = nullptr;
  }
}

Loop::Task Loop::at(Moment moment, std::function<void()> run) {
  Task const task{moment, ++tasks_seen_};
  tasks_.emplace(task, std::move(run));
  return task;
}

Loop::Task Loop::after(std::chrono::nanoseconds pause, std::function<void()> run) {
  return at(Clock::now() + pause, std::move(run));
}

void Loop::cancel(Task const& task) { tasks_.erase(task); }

bool Loop::run_tasks() {
  bool any = false;
  auto const now = Clock::now();
  // What a task sets for now waits for the next turn, so that sockets are looked at in between.
  auto const last = tasks_seen_;
  for (auto next = tasks_.begin(); next != tasks_.end() && next->first.first <= now;
       next = tasks_.begin()) {
    if (next->first.second > last) break;
    auto const run = std::move(next->second);
    tasks_.erase(next);
    run();
    any = true;
  }
  return any;
}

bool Loop::turn(std::chrono::nanoseconds most) {
  auto wait = most;
  if (!tasks_.empty())
    wait = std::min<std::chrono::nanoseconds>(wait, tasks_.begin()->first.first - Clock::now());
  wait = std::max(wait, std::chrono::nanoseconds(0));
  timespec const at_most{static_cast<std::time_t>(wait.count() / 1'000'000'000),
                         static_cast<long>(wait.count() % 1'000'000'000)};
  std::array<epoll_event, events_per_turn> events;
  int const count = ::epoll_pwait2(epoll_, events.data(), events_per_turn, &at_most, nullptr);
  ready_.clear();
  for (int i = 0; i < count; ++i) {
    auto const& event = events[static_cast<std::size_t>(i)];
    ready_.push_back({static_cast<Watched*>(event.data.ptr), event.events});
  }
  for (told_ = 0; told_ < ready_.size();) {
    auto const next = ready_[told_++];
    if (next.watched) next.watched->on_ready(next.events);
  }
  bool const ran = run_tasks();
  return ran || count > 0;
}

bool Loop::run_until(std::function<bool()> const& done, std::chrono::nanoseconds most) {
  auto const end = Clock::now() + most;
  while (!done()) {
    auto const now = Clock::now();
    if (now >= end) return false;
    turn(std::min<std::chrono::nanoseconds>(end - now, std::chrono::milliseconds(50)));
  }
  return true;
}

void Loop::run_for(std::chrono::nanoseconds time) {
  run_until([] { return false; }, time);
}

}  // namespace torg::rehearsal
