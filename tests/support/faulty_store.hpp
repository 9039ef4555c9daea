#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/store.hpp"

namespace torg::test {

/// A store that fails on demand in the ways a disk does: an append may answer an error although it
/// happened, or because it did not. After that it wants to be reopened, like the real one.
class FaultyStore final : public store::Store {
 public:
  enum class Moment { before_it_happened, after_it_happened };

  explicit FaultyStore(store::Store& inner) : inner_(inner) {}

  /// The `countdown`-th append from now fails; 1 is the next.
  void fail_append(int countdown, Moment moment, store::StoreErrc code = store::StoreErrc::io) {
    countdown_ = countdown;
    moment_ = moment;
    code_ = code;
  }
  void fail_reopens(int count) { failing_reopens_ = count; }

  int appends() const { return appends_; }
  int reopens() const { return reopens_; }
  bool is_open() const { return open_; }

  store::Result<std::vector<store::UnitOutcome>> append(
      std::span<const store::Unit> units) override {
    if (!open_) return closed();
    ++appends_;
    if (countdown_ == 0 || --countdown_ > 0) return inner_.append(units);
    open_ = false;
    if (moment_ == Moment::after_it_happened) {
      auto done = inner_.append(units);
      if (!done) return done;
    }
    return store::StoreError{code_, 0, "an injected fault"};
  }

  store::Result<void> reopen() override {
    ++reopens_;
    open_ = false;
    if (failing_reopens_ > 0) {
      --failing_reopens_;
      return store::StoreError{code_, 0, "an injected fault"};
    }
    auto done = inner_.reopen();
    open_ = done.has_value();
    return done;
  }

  store::Result<store::ScrubOutcome> scrub() override {
    if (!open_) return closed();
    return inner_.scrub();
  }
  store::Result<bool> scrub_pending() override {
    if (!open_) return closed();
    return inner_.scrub_pending();
  }
  bool log_is_long() const override { return inner_.log_is_long(); }
  store::Result<void> checkpoint() override {
    if (!open_) return closed();
    return inner_.checkpoint();
  }
  store::Result<void> save_snapshot(const store::StreamName& stream,
                                    const store::Snapshot& snapshot) override {
    if (!open_) return closed();
    return inner_.save_snapshot(stream, snapshot);
  }
  store::Result<std::unique_ptr<store::StoreReader>> open_reader() override {
    return inner_.open_reader();
  }

  store::Result<std::vector<store::StoredEvent>> read_stream(const store::StreamName& stream,
                                                             std::uint64_t after_version,
                                                             std::size_t limit) override {
    if (!open_) return closed();
    return inner_.read_stream(stream, after_version, limit);
  }
  store::Result<store::StreamHead> stream_head(const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.stream_head(stream);
  }
  store::Result<std::vector<store::StoredContent>> read_contents(
      const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.read_contents(stream);
  }
  store::Result<std::vector<store::StreamName>> list_streams(std::string_view prefix) override {
    if (!open_) return closed();
    return inner_.list_streams(prefix);
  }
  store::Result<std::optional<store::BoxRecord>> read_box(const store::StreamName& stream,
                                                          std::uint32_t box) override {
    if (!open_) return closed();
    return inner_.read_box(stream, box);
  }
  store::Result<std::optional<store::StandingBallot>> find_ballot(
      const store::StreamName& stream, std::uint32_t box, const store::Digest& voter_key) override {
    if (!open_) return closed();
    return inner_.find_ballot(stream, box, voter_key);
  }
  store::Result<std::vector<store::BoxSummary>> boxes_of(const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.boxes_of(stream);
  }
  store::Result<std::vector<store::StreamName>> streams_with_open_boxes() override {
    if (!open_) return closed();
    return inner_.streams_with_open_boxes();
  }
  store::Result<std::optional<store::Credential>> find_credential(
      const store::Digest& hash) override {
    if (!open_) return closed();
    return inner_.find_credential(hash);
  }
  store::Result<std::vector<store::Credential>> credentials_of(
      const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.credentials_of(stream);
  }
  store::Result<std::vector<store::RememberedCommand>> remembered_commands(
      const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.remembered_commands(stream);
  }
  store::Result<std::optional<store::Snapshot>> load_snapshot(
      const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.load_snapshot(stream);
  }
  store::Result<std::optional<std::string>> get_meta(std::string_view key) override {
    if (!open_) return closed();
    return inner_.get_meta(key);
  }
  store::Result<store::StreamCheck> verify_stream(const store::StreamName& stream) override {
    if (!open_) return closed();
    return inner_.verify_stream(stream);
  }
  store::Result<void> backup(const std::filesystem::path& target) override {
    if (!open_) return closed();
    return inner_.backup(target);
  }

 private:
  static store::StoreError closed() {
    return {store::StoreErrc::must_reopen, 0, "an injected fault is not reopened yet"};
  }

  store::Store& inner_;
  Moment moment_ = Moment::before_it_happened;
  store::StoreErrc code_ = store::StoreErrc::io;
  int countdown_ = 0;
  int failing_reopens_ = 0;
  int appends_ = 0;
  int reopens_ = 0;
  bool open_ = true;
};

}  // namespace torg::test
