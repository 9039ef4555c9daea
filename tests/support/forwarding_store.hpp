#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace torg::test {

/// A store that hands everything on to another, to be derived from by those that change something.
class ForwardingStore : public store::Store {
 public:
  explicit ForwardingStore(store::Store& inner) : inner_(inner) {}

  store::Result<std::vector<store::UnitOutcome>> append(
      std::span<const store::Unit> units) override {
    return inner_.append(units);
  }
  store::Result<void> reopen() override { return inner_.reopen(); }
  store::Result<store::ScrubOutcome> scrub() override { return inner_.scrub(); }
  store::Result<bool> scrub_pending() override { return inner_.scrub_pending(); }
  bool log_is_long() const override { return inner_.log_is_long(); }
  store::Result<void> checkpoint() override { return inner_.checkpoint(); }
  store::Result<void> save_snapshot(const store::StreamName& stream,
                                    const store::Snapshot& snapshot) override {
    return inner_.save_snapshot(stream, snapshot);
  }
  store::Result<std::unique_ptr<store::StoreReader>> open_reader() override {
    return inner_.open_reader();
  }
  store::Result<std::vector<store::StoredEvent>> read_stream(const store::StreamName& stream,
                                                             std::uint64_t after_version,
                                                             std::size_t limit) override {
    return inner_.read_stream(stream, after_version, limit);
  }
  store::Result<store::StreamHead> stream_head(const store::StreamName& stream) override {
    return inner_.stream_head(stream);
  }
  store::Result<std::vector<store::StoredContent>> read_contents(
      const store::StreamName& stream) override {
    return inner_.read_contents(stream);
  }
  store::Result<std::vector<store::StreamName>> list_streams(std::string_view prefix) override {
    return inner_.list_streams(prefix);
  }
  store::Result<std::optional<store::BoxRecord>> read_box(const store::StreamName& stream,
                                                          std::uint32_t box) override {
    return inner_.read_box(stream, box);
  }
  store::Result<std::optional<store::StandingBallot>> find_ballot(
      const store::StreamName& stream, std::uint32_t box, const store::Digest& key) override {
    return inner_.find_ballot(stream, box, key);
  }
  store::Result<std::vector<store::BoxSummary>> boxes_of(const store::StreamName& stream) override {
    return inner_.boxes_of(stream);
  }
  store::Result<std::vector<store::StreamName>> streams_with_open_boxes() override {
    return inner_.streams_with_open_boxes();
  }
  store::Result<std::optional<store::Credential>> find_credential(
      const store::Digest& hash) override {
    return inner_.find_credential(hash);
  }
  store::Result<std::vector<store::Credential>> credentials_of(
      const store::StreamName& stream) override {
    return inner_.credentials_of(stream);
  }
  store::Result<std::vector<store::RememberedCommand>> remembered_commands(
      const store::StreamName& stream) override {
    return inner_.remembered_commands(stream);
  }
  store::Result<std::optional<store::Snapshot>> load_snapshot(
      const store::StreamName& stream) override {
    return inner_.load_snapshot(stream);
  }
  store::Result<std::optional<std::string>> get_meta(std::string_view key) override {
    return inner_.get_meta(key);
  }
  store::Result<store::StreamCheck> verify_stream(const store::StreamName& stream) override {
    return inner_.verify_stream(stream);
  }
  store::Result<void> backup(const std::filesystem::path& target) override {
    return inner_.backup(target);
  }

 protected:
  store::Store& inner_;
};

}  // namespace torg::test
