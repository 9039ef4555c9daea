#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sqlite/backup.hpp"
#include "store/sqlite/ballot_boxes.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/credentials.hpp"
#include "store/sqlite/journal.hpp"
#include "store/sqlite/meta.hpp"
#include "store/sqlite/remembered_commands.hpp"
#include "store/sqlite/snapshots.hpp"
#include "store/store.hpp"

namespace torg::store::sqlite {

/// The reading half of the interface over one connection, for the store and for readers alike.
/// Without a connection every call answers must_reopen.
template <class Interface>
class Reads : public Interface {
 public:
  Reads() = default;
  explicit Reads(Connection db) : db_(std::move(db)) {}

  Result<std::vector<StoredEvent>> read_stream(const StreamName& stream,
                                               std::uint64_t after_version,
                                               std::size_t limit) override {
    if (!db_) return closed();
    return sqlite::read_stream(*db_, stream, after_version, limit);
  }

  Result<StreamHead> stream_head(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::stream_head(*db_, stream);
  }

  Result<std::vector<StoredContent>> read_contents(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::read_contents(*db_, stream);
  }

  Result<std::vector<StreamName>> list_streams(std::string_view prefix) override {
    if (!db_) return closed();
    return sqlite::list_streams(*db_, prefix);
  }

  Result<std::optional<BoxRecord>> read_box(const StreamName& stream, std::uint32_t box) override {
    if (!db_) return closed();
    return sqlite::read_box(*db_, stream, box);
  }

  Result<std::optional<StandingBallot>> find_ballot(const StreamName& stream, std::uint32_t box,
                                                    const Digest& voter_key) override {
    if (!db_) return closed();
    return sqlite::find_ballot(*db_, stream, box, voter_key);
  }

  Result<std::vector<BoxSummary>> boxes_of(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::boxes_of(*db_, stream);
  }

  Result<std::vector<StreamName>> streams_with_open_boxes() override {
    if (!db_) return closed();
    return sqlite::streams_with_open_boxes(*db_);
  }

  Result<std::optional<Credential>> find_credential(const Digest& hash) override {
    if (!db_) return closed();
    return sqlite::find_credential(*db_, hash);
  }

  Result<std::vector<Credential>> credentials_of(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::credentials_of(*db_, stream);
  }

  Result<std::vector<RememberedCommand>> remembered_commands(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::remembered_commands(*db_, stream);
  }

  Result<std::optional<Snapshot>> load_snapshot(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::load_snapshot(*db_, stream);
  }

  Result<std::optional<std::string>> get_meta(std::string_view key) override {
    if (!db_) return closed();
    return sqlite::get_meta(*db_, key);
  }

  Result<StreamCheck> verify_stream(const StreamName& stream) override {
    if (!db_) return closed();
    return sqlite::verify_stream(*db_, stream);
  }

  Result<void> backup(const std::filesystem::path& target) override {
    if (!db_) return closed();
    return back_up(*db_, target);
  }

 protected:
  static StoreError closed() {
    return {StoreErrc::must_reopen, 0, "a write failed and the store has not been reopened"};
  }

  std::optional<Connection> db_;
};

}  // namespace torg::store::sqlite
