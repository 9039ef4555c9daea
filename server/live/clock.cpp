#include "live/clock.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/steady_timer.hpp>

namespace torg::live {
namespace {

std::int64_t monotonic_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

class SystemAlarm final : public Alarm {
 public:
  SystemAlarm(Clock const& clock, boost::asio::io_context& loop) : clock_(clock), timer_(loop) {}

  void set(std::int64_t at_ms, std::function<void()> ring) override {
    auto const wait_ms = std::max<std::int64_t>(0, at_ms - clock_.now_ms());
    timer_.expires_after(std::chrono::milliseconds(wait_ms));
    // The number tells a wake-up that was already queued when it was cancelled or replaced.
    timer_.async_wait([alive = std::weak_ptr<int>(number_), number = ++*number_,
                       ring = std::move(ring)](boost::system::error_code error) {
      auto const current = alive.lock();
      if (!error && current && *current == number) ring();
    });
  }

  void cancel() override {
    ++*number_;
    timer_.cancel();
  }

 private:
  Clock const& clock_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<int> number_ = std::make_shared<int>(0);
};

}  // namespace

SystemClock::SystemClock(std::int64_t not_before_ms)
    : wall_at_start_ms_(std::max<std::int64_t>(
          not_before_ms, std::chrono::duration_cast<std::chrono::milliseconds>(
                             std::chrono::system_clock::now().time_since_epoch())
                             .count())),
      monotonic_at_start_ms_(monotonic_ms()) {}

std::int64_t SystemClock::now_ms() const {
  return wall_at_start_ms_ + (monotonic_ms() - monotonic_at_start_ms_);
}

std::unique_ptr<Alarm> SystemClock::make_alarm(boost::asio::io_context& loop) const {
  return std::make_unique<SystemAlarm>(*this, loop);
}

}  // namespace torg::live
