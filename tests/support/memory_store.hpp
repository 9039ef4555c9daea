#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "store/journal_chain.hpp"
#include "store/store.hpp"

namespace torg::test {

/// What a MemoryStore keeps when it is closed, as a disk would.
struct MemoryDisk {
  struct Box {
    store::BoxState state = store::BoxState::open;
    std::string wrapped_secret;
    std::map<store::Digest, store::StandingBallot> standing;
    std::vector<store::SealedBallot> sealed;
    std::uint64_t turnout = 0;
    std::string result;
    std::optional<store::Digest> digest;

    bool is_live() const {
      return state == store::BoxState::open || state == store::BoxState::stopped;
    }
    std::uint64_t count() const {
      if (!is_live()) return turnout;
      return static_cast<std::uint64_t>(std::count_if(
          standing.begin(), standing.end(), [](const auto& row) { return !row.second.withdrawn; }));
    }
  };
  struct Stream {
    std::vector<store::StoredEvent> events;
    std::map<std::string, store::StoredContent> contents;
    std::vector<store::RememberedCommand> commands;
    std::map<std::uint32_t, Box> boxes;
    std::optional<store::Snapshot> snapshot;
  };
  struct Data {
    std::map<std::string, Stream, std::less<>> streams;
    std::map<store::Digest, store::Credential> credentials;
    std::map<std::string, std::string, std::less<>> meta;
    bool remains = false;
  };

  std::mutex mutex;
  Data data;
};

/// The reading half, over a disk that may be shared.
template <class Interface>
class MemoryReads : public Interface {
 public:
  explicit MemoryReads(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)) {}

  store::Result<std::vector<store::StoredEvent>> read_stream(const store::StreamName& stream,
                                                             std::uint64_t after_version,
                                                             std::size_t limit) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::StoredEvent> events;
    if (const auto* found = find(stream)) {
      for (const auto& event : found->events) {
        if (event.version > after_version && events.size() < limit) events.push_back(event);
      }
    }
    return events;
  }

  store::Result<store::StreamHead> stream_head(const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    return head_of(stream);
  }

  store::Result<std::vector<store::StoredContent>> read_contents(
      const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::StoredContent> contents;
    if (const auto* found = find(stream)) {
      for (const auto& [ref, content] : found->contents) contents.push_back(content);
    }
    return contents;
  }

  store::Result<std::vector<store::StreamName>> list_streams(std::string_view prefix) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::StreamName> names;
    for (const auto& [name, stream] : disk_->data.streams) {
      if (!stream.events.empty() && name.starts_with(prefix)) names.push_back(name);
    }
    return names;
  }

  store::Result<std::optional<store::BoxRecord>> read_box(const store::StreamName& stream,
                                                          std::uint32_t number) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* box = find_box(stream, number);
    if (box == nullptr) return std::optional<store::BoxRecord>{};
    store::BoxRecord record;
    record.box = number;
    record.state = box->state;
    record.turnout = box->count();
    record.wrapped_secret = box->wrapped_secret;
    for (const auto& [key, ballot] : box->standing) record.standing.push_back(ballot);
    record.sealed = box->sealed;
    record.result = box->result;
    record.digest = box->digest;
    return std::optional<store::BoxRecord>{std::move(record)};
  }

  store::Result<std::optional<store::StandingBallot>> find_ballot(
      const store::StreamName& stream, std::uint32_t number,
      const store::Digest& voter_key) override {
    const std::scoped_lock lock(disk_->mutex);
    std::optional<store::StandingBallot> ballot;
    if (const auto* box = find_box(stream, number)) {
      const auto row = box->standing.find(voter_key);
      if (row != box->standing.end()) ballot = row->second;
    }
    return ballot;
  }

  store::Result<std::vector<store::BoxSummary>> boxes_of(const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::BoxSummary> boxes;
    if (const auto* found = find(stream)) {
      for (const auto& [number, box] : found->boxes) {
        boxes.push_back({number, box.state, box.count()});
      }
    }
    return boxes;
  }

  store::Result<std::vector<store::StreamName>> streams_with_open_boxes() override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::StreamName> streams;
    for (const auto& [name, stream] : disk_->data.streams) {
      const bool open = std::any_of(stream.boxes.begin(), stream.boxes.end(), [](const auto& box) {
        return box.second.state == store::BoxState::open;
      });
      if (open) streams.push_back(name);
    }
    return streams;
  }

  store::Result<std::optional<store::Credential>> find_credential(
      const store::Digest& hash) override {
    const std::scoped_lock lock(disk_->mutex);
    std::optional<store::Credential> credential;
    const auto row = disk_->data.credentials.find(hash);
    if (row != disk_->data.credentials.end()) credential = row->second;
    return credential;
  }

  store::Result<std::vector<store::Credential>> credentials_of(
      const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::Credential> credentials;
    for (const auto& [hash, credential] : disk_->data.credentials) {
      if (credential.stream == stream) credentials.push_back(credential);
    }
    return credentials;
  }

  store::Result<std::vector<store::RememberedCommand>> remembered_commands(
      const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(stream);
    return found != nullptr ? found->commands : std::vector<store::RememberedCommand>{};
  }

  store::Result<std::optional<store::Snapshot>> load_snapshot(
      const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(stream);
    return found != nullptr ? found->snapshot : std::optional<store::Snapshot>{};
  }

  store::Result<std::optional<std::string>> get_meta(std::string_view key) override {
    const std::scoped_lock lock(disk_->mutex);
    std::optional<std::string> value;
    const auto row = disk_->data.meta.find(key);
    if (row != disk_->data.meta.end()) value = row->second;
    return value;
  }

  store::Result<store::StreamCheck> verify_stream(const store::StreamName& stream) override {
    const std::scoped_lock lock(disk_->mutex);
    store::StreamCheck check;
    check.head.chain = store::chain_start(stream);
    const auto* found = find(stream);
    if (found == nullptr) return check;
    for (const auto& event : found->events) {
      check.head.chain =
          store::chain_next(check.head.chain, ++check.head.version, event.type, event.payload);
      if (check.head.chain != event.chain && !check.fault) {
        check.fault = store::StreamFault::chain_broken;
        check.version = check.head.version;
      }
    }
    for (const auto& [ref, content] : found->contents) {
      ++(content.erased ? check.contents_erased : check.contents_present);
    }
    return check;
  }

  /// Memory has no file to copy.
  store::Result<void> backup(const std::filesystem::path& target) override {
    return store::StoreError{store::StoreErrc::not_writable, 0, target.string()};
  }

 protected:
  const MemoryDisk::Stream* find(std::string_view name) const {
    const auto row = disk_->data.streams.find(name);
    return row != disk_->data.streams.end() ? &row->second : nullptr;
  }

  const MemoryDisk::Box* find_box(std::string_view stream, std::uint32_t number) const {
    const auto* found = find(stream);
    if (found == nullptr) return nullptr;
    const auto row = found->boxes.find(number);
    return row != found->boxes.end() ? &row->second : nullptr;
  }

  store::StreamHead head_of(std::string_view stream) const {
    const auto* found = find(stream);
    if (found == nullptr || found->events.empty()) return {0, store::chain_start(stream)};
    return {found->events.back().version, found->events.back().chain};
  }

  std::shared_ptr<MemoryDisk> disk_;
};

/// The second implementation of the store's contract: plain maps, for tests that need no disk.
class MemoryStore final : public MemoryReads<store::Store> {
 public:
  explicit MemoryStore(std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>())
      : MemoryReads(std::move(disk)) {}

  store::Result<std::vector<store::UnitOutcome>> append(
      std::span<const store::Unit> units) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<store::UnitOutcome> outcomes;
    for (const store::Unit& unit : units) outcomes.push_back(write_unit(unit));
    return outcomes;
  }

  store::Result<void> reopen() override { return {}; }

  store::Result<store::ScrubOutcome> scrub() override {
    const std::scoped_lock lock(disk_->mutex);
    disk_->data.remains = false;
    return store::ScrubOutcome::clean;
  }

  store::Result<bool> scrub_pending() override {
    const std::scoped_lock lock(disk_->mutex);
    return disk_->data.remains;
  }

  store::Result<void> checkpoint() override { return {}; }

  store::Result<void> save_snapshot(const store::StreamName& stream,
                                    const store::Snapshot& snapshot) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto row = disk_->data.streams.find(stream);
    if (row != disk_->data.streams.end()) row->second.snapshot = snapshot;
    return {};
  }

  store::Result<std::unique_ptr<store::StoreReader>> open_reader() override {
    return std::make_unique<MemoryReads<store::StoreReader>>(disk_);
  }

 private:
  using Outcome = store::UnitOutcome;

  /// Every write checks before it changes anything, so only a unit of several needs the way back.
  Outcome write_unit(const store::Unit& unit) {
    std::optional<MemoryDisk::Data> before;
    if (unit.size() > 1) before = disk_->data;
    for (const store::Write& write : unit) {
      const Outcome outcome = std::visit([&](const auto& one) { return apply(one); }, write);
      if (outcome == Outcome::committed) continue;
      if (before) disk_->data = std::move(*before);
      return outcome;
    }
    if (store::leaves_secrets_behind(unit)) disk_->data.remains = true;
    return Outcome::committed;
  }

  Outcome apply(const store::AppendEvents& write) {
    store::StreamHead head = head_of(write.stream);
    if (head.version != write.expected_version) return Outcome::version_conflict;
    for (const auto& content : write.contents) {
      if (store::content_ref(content.salt, content.bytes) != content.ref) {
        return Outcome::content_mismatch;
      }
    }
    auto& stream = disk_->data.streams[write.stream];
    for (const auto& content : write.contents) {
      stream.contents.try_emplace(
          content.ref, store::StoredContent{content.ref, content.is_private, false, content.salt,
                                            content.bytes});
    }
    for (const auto& event : write.events) {
      head.chain = store::chain_next(head.chain, ++head.version, event.type, event.payload);
      stream.events.push_back({head.version, event.type, event.payload, head.chain});
    }
    return Outcome::committed;
  }

  Outcome apply(const store::EraseContent& write) {
    if (find(write.stream) == nullptr) return Outcome::content_unknown;
    auto& contents = disk_->data.streams[write.stream].contents;
    const auto row = contents.find(write.ref);
    if (row == contents.end()) return Outcome::content_unknown;
    row->second = {row->second.ref, row->second.is_private, true, {}, {}};
    return Outcome::committed;
  }

  Outcome apply(const store::RememberCommand& write) {
    auto& commands = disk_->data.streams[write.stream].commands;
    std::size_t of_subject = 0;
    for (const auto& command : commands) {
      if (command.subject != write.subject) continue;
      if (command.command_id == write.command_id) return Outcome::command_repeated;
      ++of_subject;
    }
    commands.push_back({write.subject, write.command_id, write.answer});
    for (++of_subject; of_subject > write.keep; --of_subject) {
      commands.erase(std::find_if(commands.begin(), commands.end(), [&](const auto& command) {
        return command.subject == write.subject;
      }));
    }
    return Outcome::committed;
  }

  Outcome apply(const store::PutCredential& write) {
    const bool added =
        disk_->data.credentials
            .try_emplace(write.hash, store::Credential{write.hash, write.stream, write.role,
                                                       write.subject, write.wrapped, false})
            .second;
    return added ? Outcome::committed : Outcome::credential_exists;
  }

  Outcome apply(const store::RevokeCredential& write) {
    const auto row = disk_->data.credentials.find(write.hash);
    if (row == disk_->data.credentials.end()) return Outcome::credential_unknown;
    row->second.revoked = true;
    row->second.wrapped.clear();
    return Outcome::committed;
  }

  MemoryDisk::Box* box_at(const std::string& stream, std::uint32_t number) {
    return const_cast<MemoryDisk::Box*>(find_box(stream, number));
  }

  Outcome apply(const store::OpenBox& write) {
    MemoryDisk::Box box;
    box.wrapped_secret = write.wrapped_secret;
    const bool added =
        disk_->data.streams[write.stream].boxes.try_emplace(write.box, std::move(box)).second;
    return added ? Outcome::committed : Outcome::box_exists;
  }

  Outcome apply(const store::CastBallot& write) {
    auto* box = box_at(write.stream, write.box);
    if (box == nullptr || box->state != store::BoxState::open) return Outcome::box_not_open;
    const auto row = box->standing.find(write.voter_key);
    if (row != box->standing.end() && row->second.revision >= write.revision) {
      const bool same = row->second.revision == write.revision &&
                        row->second.ballot == write.ballot &&
                        row->second.withdrawn == write.withdrawn;
      return same ? Outcome::committed : Outcome::ballot_superseded;
    }
    box->standing[write.voter_key] = {write.voter_key, write.ballot_class, write.class_salt,
                                      write.revision,  write.ballot,       write.withdrawn};
    return Outcome::committed;
  }

  Outcome change_state(const std::string& stream, std::uint32_t number, store::BoxState from,
                       store::BoxState to) {
    auto* box = box_at(stream, number);
    if (box == nullptr || box->state != from) return Outcome::box_state_conflict;
    box->state = to;
    return Outcome::committed;
  }

  Outcome apply(const store::StopBox& write) {
    return change_state(write.stream, write.box, store::BoxState::open, store::BoxState::stopped);
  }

  Outcome apply(const store::ReopenBox& write) {
    return change_state(write.stream, write.box, store::BoxState::stopped, store::BoxState::open);
  }

  Outcome apply(const store::SealBox& write) {
    auto* box = box_at(write.stream, write.box);
    if (box == nullptr || box->state != store::BoxState::stopped) {
      return Outcome::box_state_conflict;
    }
    std::vector<store::SealedBallot> standing;
    for (const auto& [key, row] : box->standing) {
      if (!row.withdrawn) standing.push_back({key, row.ballot_class, row.class_salt, row.ballot});
    }
    if (store::standing_of(write) != standing) return Outcome::ballots_differ;
    box->state = store::BoxState::sealed;
    box->turnout = standing.size();
    box->sealed = write.ballots;
    box->standing.clear();
    box->wrapped_secret.clear();
    box->result = write.result;
    box->digest = write.digest;
    return Outcome::committed;
  }

  Outcome apply(const store::VoidBox& write) {
    auto* box = box_at(write.stream, write.box);
    if (box == nullptr || box->state == store::BoxState::voided) {
      return Outcome::box_state_conflict;
    }
    box->turnout = box->count();
    box->state = store::BoxState::voided;
    box->standing.clear();
    box->sealed.clear();
    box->wrapped_secret.clear();
    return Outcome::committed;
  }

  Outcome apply(const store::PutMeta& write) {
    disk_->data.meta[write.key] = write.value;
    return Outcome::committed;
  }
};

}  // namespace torg::test
