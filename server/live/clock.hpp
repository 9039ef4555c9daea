#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

namespace torg::live {

// One pending wake-up on one thread's loop.
class Alarm {
 public:
  virtual ~Alarm() = default;
  // Replaces what was set before. `ring` runs on the loop, at the time or soon after it.
  virtual void set(std::int64_t at_ms, std::function<void()> ring) = 0;
  // A wake-up that has not run yet does not run any more.
  virtual void cancel() = 0;
};

// Time as everything in a meeting sees it. Never goes backwards and does not jump when somebody
// sets the machine's clock.
class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01 UTC. May be called from any thread.
  virtual std::int64_t now_ms() const = 0;
  virtual std::unique_ptr<Alarm> make_alarm(boost::asio::io_context& loop) const = 0;
};

// The wall clock at the start of the process, but no earlier than it is told, plus the monotonic
// time since.
class SystemClock final : public Clock {
 public:
  explicit SystemClock(std::int64_t not_before_ms = 0);
  std::int64_t now_ms() const override;
  std::unique_ptr<Alarm> make_alarm(boost::asio::io_context& loop) const override;

 private:
  std::int64_t wall_at_start_ms_;
  std::int64_t monotonic_at_start_ms_;
};

}  // namespace torg::live
