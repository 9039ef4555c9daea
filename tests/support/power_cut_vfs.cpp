#include "support/power_cut_vfs.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace torg::test {
namespace {

/// The unit that a disk writes as a whole.
constexpr std::size_t sector = 512;

/// Files whose content is nobody's: shared memory, which is gone with the power.
bool is_tracked(const char* path, int flags) {
  constexpr int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  return path != nullptr && (flags & kept) != 0;
}

std::string content_of_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

void PowerCutVfs::cut_after(std::uint64_t operations) {
  const std::scoped_lock lock(mutex_);
  countdown_ = operations;
}

void PowerCutVfs::cut_power() {
  const std::scoped_lock lock(mutex_);
  cut_ = true;
}

bool PowerCutVfs::is_cut() const {
  const std::scoped_lock lock(mutex_);
  return cut_;
}

bool PowerCutVfs::goes_on() {
  if (countdown_ > 0 && --countdown_ == 0) cut_ = true;
  return !cut_;
}

int PowerCutVfs::on_open(const char* path, File& file, int flags, int* given) {
  if (!is_tracked(path, flags)) return WrappedVfs::on_open(path, file, flags, given);
  const std::scoped_lock lock(mutex_);
  if (cut_) return SQLITE_CANTOPEN;
  const bool was_there = std::filesystem::exists(path);
  const int code = WrappedVfs::on_open(path, file, flags, given);
  if (code != SQLITE_OK) return code;
  auto& known = files_[path];
  if (known.deleted) {
    // Under the name of one whose deletion may not have come so far.
    known.deleted = false;
    known.since_sync.push_back({0, {}, true});
  } else if (was_there && !known.opened) {
    // Made by somebody else, who synced it and its folder.
    known.synced_once = true;
    known.durable = content_of_file(path);
  }
  known.opened = true;
  return code;
}

int PowerCutVfs::on_write(File& file, const void* from, int size, sqlite3_int64 at) {
  const std::scoped_lock lock(mutex_);
  const auto known = file.path != nullptr ? files_.find(file.path) : files_.end();
  if (known != files_.end()) {
    const bool was_cut = cut_;
    const bool on = goes_on();
    // The write under way when the power goes may reach the disk as those before it.
    if (!was_cut) {
      known->second.since_sync.push_back(
          {static_cast<std::size_t>(at),
           std::string(static_cast<const char*>(from), static_cast<std::size_t>(size)), false});
    }
    if (!on) return SQLITE_IOERR_WRITE;
  }
  return WrappedVfs::on_write(file, from, size, at);
}

int PowerCutVfs::on_truncate(File& file, sqlite3_int64 size) {
  const std::scoped_lock lock(mutex_);
  const auto known = file.path != nullptr ? files_.find(file.path) : files_.end();
  if (known != files_.end()) {
    if (!goes_on()) return SQLITE_IOERR_TRUNCATE;
    known->second.since_sync.push_back({static_cast<std::size_t>(size), {}, true});
  }
  return WrappedVfs::on_truncate(file, size);
}

int PowerCutVfs::on_sync(File& file, int flags) {
  const std::scoped_lock lock(mutex_);
  const auto known = file.path != nullptr ? files_.find(file.path) : files_.end();
  if (known == files_.end()) return WrappedVfs::on_sync(file, flags);
  if (!goes_on()) return SQLITE_IOERR_FSYNC;
  if (syncing_ == Syncing::lying) return SQLITE_OK;
  for (const Change& change : known->second.since_sync) apply(known->second.durable, change);
  known->second.since_sync.clear();
  known->second.synced_once = true;
  // Nobody can tell a real sync from none while the machine runs.
  return SQLITE_OK;
}

int PowerCutVfs::on_delete(const char* path, int sync_folder) {
  const std::scoped_lock lock(mutex_);
  if (!goes_on()) return SQLITE_IOERR_DELETE;
  if (const auto known = files_.find(path); known != files_.end()) {
    if (sync_folder != 0 && syncing_ == Syncing::honest) {
      files_.erase(known);
    } else {
      known->second.deleted = true;
    }
  }
  return WrappedVfs::on_delete(path, sync_folder);
}

void PowerCutVfs::restore_power() {
  const std::scoped_lock lock(mutex_);
  for (auto& [path, known] : files_) {
    std::filesystem::remove(path + "-shm");
    const bool there = (known.synced_once || flip()) && (!known.deleted || flip());
    if (!there) {
      std::filesystem::remove(path);
      known = {};
      continue;
    }
    const auto loss = static_cast<Loss>(random_() % 4);
    known.durable = after_cut(known, loss);
    known.since_sync.clear();
    known.deleted = false;
    known.synced_once = known.opened = true;
    std::ofstream(path, std::ios::binary | std::ios::trunc) << known.durable;
  }
  std::erase_if(files_, [](const auto& entry) { return !entry.second.opened; });
  cut_ = false;
  countdown_ = 0;
  ++cuts_;
}

std::string PowerCutVfs::after_cut(const Known& known, Loss loss) {
  std::string content = known.durable;
  const auto& changes = known.since_sync;
  const std::size_t torn = changes.empty() ? 0 : random_() % changes.size();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (loss == Loss::none || (loss == Loss::torn_tail && i < torn)) {
      apply(content, changes[i]);
    } else if (loss == Loss::any_sector || (loss == Loss::torn_tail && i == torn)) {
      keep_sectors(content, changes[i], loss);
    } else {
      ++spoilt_;
    }
  }
  return content;
}

/// A sector is as it was, as it was to be, or, when the power failed while it was written, neither.
/// Nothing beside the written range changes, which SQLite counts on.
void PowerCutVfs::keep_sectors(std::string& content, const Change& change, Loss loss) {
  if (change.truncates) {
    if (flip()) {
      apply(content, change);
    } else {
      ++spoilt_;
    }
    return;
  }
  const std::size_t end = change.at + change.bytes.size();
  bool spoilt = false;
  for (std::size_t from = change.at; from < end;) {
    const std::size_t to = std::min(end, (from / sector + 1) * sector);
    Change part{from, change.bytes.substr(from - change.at, to - from), false};
    const auto fate = random_() % (loss == Loss::torn_tail ? 5 : 2);
    if (fate == 4) part.bytes.assign(part.bytes.size(), static_cast<char>(random_()));
    if (fate != 0) apply(content, part);
    spoilt = spoilt || fate == 0 || fate == 4;
    from = to;
  }
  if (spoilt) ++spoilt_;
}

void PowerCutVfs::apply(std::string& content, const Change& change) {
  if (change.truncates) {
    content.resize(change.at);
    return;
  }
  const std::size_t end = change.at + change.bytes.size();
  if (content.size() < end) content.resize(end, '\0');
  std::copy(change.bytes.begin(), change.bytes.end(),
            content.begin() + static_cast<std::ptrdiff_t>(change.at));
}

}  // namespace torg::test
