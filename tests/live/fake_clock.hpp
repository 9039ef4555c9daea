#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/clock.hpp"

namespace torg::test {

/// Time that passes only when the test says so.
class FakeClock final : public live::Clock {
 public:
  std::int64_t now_ms() const override {
    std::scoped_lock const lock(state_->mutex);
    return state_->now_ms;
  }

  std::unique_ptr<live::Alarm> make_alarm(boost::asio::io_context& loop) const override {
    return std::make_unique<FakeAlarm>(state_, loop);
  }

  void advance(std::int64_t ms) {
    std::scoped_lock const lock(state_->mutex);
    state_->now_ms += ms;
    for (auto& [alarm, pending] : state_->pending) {
      if (!pending.ring || pending.at_ms > state_->now_ms) continue;
      post(pending);
    }
  }

 private:
  struct Pending {
    boost::asio::io_context* loop = nullptr;
    std::int64_t at_ms = 0;
    std::function<void()> ring;
    std::shared_ptr<std::function<void()>> posted;  // emptied by cancel()
  };
  struct State {
    std::mutex mutex;
    std::int64_t now_ms = 1'800'000'000'000;
    std::map<void const*, Pending> pending;
  };

  static void post(Pending& pending) {
    pending.posted = std::make_shared<std::function<void()>>(std::exchange(pending.ring, nullptr));
    boost::asio::post(*pending.loop, [ring = pending.posted] {
      auto const run = std::exchange(*ring, nullptr);
      if (run) run();
    });
  }

  class FakeAlarm final : public live::Alarm {
   public:
    FakeAlarm(std::shared_ptr<State> state, boost::asio::io_context& loop)
        : state_(std::move(state)), loop_(loop) {}
    ~FakeAlarm() override { cancel(); }

    void set(std::int64_t at_ms, std::function<void()> ring) override {
      cancel();
      std::scoped_lock const lock(state_->mutex);
      auto& pending = state_->pending[this];
      pending = {&loop_, at_ms, std::move(ring), nullptr};
      if (at_ms <= state_->now_ms) post(pending);
    }
    void cancel() override {
      std::scoped_lock const lock(state_->mutex);
      auto const found = state_->pending.find(this);
      if (found == state_->pending.end()) return;
      if (found->second.posted) *found->second.posted = nullptr;
      state_->pending.erase(found);
    }

   private:
    std::shared_ptr<State> state_;
    boost::asio::io_context& loop_;
  };

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace torg::test
