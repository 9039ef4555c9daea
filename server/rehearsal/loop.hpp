#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "rehearsal/inflater.hpp"

namespace torg::rehearsal {

// Waits for sockets and times, on one thread. Belongs to the thread that calls turn().
class Loop {
 public:
  using Clock = std::chrono::steady_clock;
  using Moment = Clock::time_point;

  // Something with a descriptor. Told of epoll's events until it is forgotten.
  class Watched {
   public:
    virtual void on_ready(std::uint32_t events) = 0;

   protected:
    ~Watched() = default;
  };

  // A task that was set for a time; dropped once it has run.
  using Task = std::pair<Moment, std::uint64_t>;

  // Throws std::system_error when the system gives no epoll.
  Loop();
  ~Loop();
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  // False when the system refuses.
  bool watch(int descriptor, std::uint32_t events, Watched& watched);
  void change(int descriptor, std::uint32_t events, Watched& watched);
  // No event that has been read already reaches it after this.
  void forget(int descriptor, Watched& watched);

  Task at(Moment moment, std::function<void()> run);
  Task after(std::chrono::nanoseconds pause, std::function<void()> run);
  void cancel(Task const& task);

  // Handles what is ready, or waits for something, but no longer than `most`. True when something
  // was handled.
  bool turn(std::chrono::nanoseconds most);
  // Turns until `done` is true; false when that takes longer than `most`.
  bool run_until(std::function<bool()> const& done, std::chrono::nanoseconds most);
  void run_for(std::chrono::nanoseconds time);

  // Where a Wire reads into; nothing in it outlives the call that read it.
  std::vector<char>& scratch() { return scratch_; }
  // What its wires have compressed messages taken apart by.
  Inflater& inflater() { return inflater_; }

 private:
  struct Ready {
    Watched* watched;
    std::uint32_t events;
  };

  bool run_tasks();

  int epoll_;
  std::map<Task, std::function<void()>> tasks_;
  std::uint64_t tasks_seen_ = 0;
  std::vector<Ready> ready_;  // read from epoll and not yet told
  std::size_t told_ = 0;
  std::vector<char> scratch_;
  Inflater inflater_;
};

}  // namespace torg::rehearsal
