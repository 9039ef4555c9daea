#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "support/forwarding_store.hpp"

namespace torg::test {

/// A store that acknowledges too early: what is appended goes to the disk with the next call. It
/// stands for every way of answering before the sync, and shows whether a test can see the loss.
class EarlyStore final : public ForwardingStore {
 public:
  explicit EarlyStore(std::unique_ptr<store::Store> inner)
      : ForwardingStore(*inner), owned_(std::move(inner)) {}

  store::Result<std::vector<store::UnitOutcome>> append(
      std::span<const store::Unit> units) override {
    auto written = write_waiting();
    if (!written) return written.error();
    waiting_.assign(units.begin(), units.end());
    return std::vector<store::UnitOutcome>(units.size(), store::UnitOutcome::committed);
  }
  store::Result<void> reopen() override {
    waiting_.clear();
    return inner_.reopen();
  }
  store::Result<store::ScrubOutcome> scrub() override {
    auto written = write_waiting();
    if (!written) return written.error();
    return inner_.scrub();
  }
  store::Result<void> checkpoint() override {
    auto written = write_waiting();
    if (!written) return written;
    return inner_.checkpoint();
  }
  store::Result<void> save_snapshot(const store::StreamName& stream,
                                    const store::Snapshot& snapshot) override {
    auto written = write_waiting();
    if (!written) return written;
    return inner_.save_snapshot(stream, snapshot);
  }

 private:
  store::Result<void> write_waiting() {
    if (waiting_.empty()) return {};
    const auto batch = std::exchange(waiting_, {});
    auto appended = inner_.append(batch);
    if (!appended) return appended.error();
    return {};
  }

  std::unique_ptr<store::Store> owned_;
  std::vector<store::Unit> waiting_;
};

}  // namespace torg::test
