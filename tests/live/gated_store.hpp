#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "support/forwarding_store.hpp"

namespace torg::test {

/// A store whose appends wait while the gate is shut, so that a test can look at the time between
/// a decision and its being durable.
class GatedStore final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void shut() {
    std::scoped_lock const lock(mutex_);
    open_ = false;
  }
  void open() {
    {
      std::scoped_lock const lock(mutex_);
      open_ = true;
    }
    opened_.notify_all();
  }

  store::Result<std::vector<store::UnitOutcome>> append(
      std::span<const store::Unit> units) override {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return open_; });
    lock.unlock();
    return inner_.append(units);
  }
  bool log_is_long() const override { return long_log || inner_.log_is_long(); }
  store::Result<void> checkpoint() override {
    if (at_checkpoint) at_checkpoint();
    return inner_.checkpoint();
  }

  // Set before the first append.
  std::atomic<bool> long_log = false;
  std::function<void()> at_checkpoint;

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = true;
};

}  // namespace torg::test
