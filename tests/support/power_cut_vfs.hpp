#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/wrapped_vfs.hpp"

namespace torg::test {

/// A disk whose power can be cut. What was written to a file since it was last synced is then
/// forgotten, kept or torn, sector by sector and in any order; what was synced stays. A file that
/// was made or deleted without a sync may be there afterwards or not.
///
/// The files themselves hold what a program sees while the power is on. cut_power() makes every
/// further change of theirs fail; when the program has let go of them, restore_power() puts in
/// their place what the disk would hold.
class PowerCutVfs final : public WrappedVfs {
 public:
  /// What a sync does.
  enum class Syncing { honest, lying };

  static constexpr const char* name = "torg-power-cut";

  explicit PowerCutVfs(std::uint32_t seed) : WrappedVfs(name), random_(seed) {}

  void set_syncing(Syncing syncing) { syncing_ = syncing; }

  /// The power goes at the `operations`-th write, truncation, sync or deletion from now.
  void cut_after(std::uint64_t operations);
  void cut_power();
  bool is_cut() const;
  /// No connection may be open. Forgets what has no sync behind it, and lets the power come back.
  void restore_power();

  std::uint64_t cuts() const { return cuts_; }
  /// Writes that were not as they had been made, over all cuts; without any a test proves nothing.
  std::uint64_t spoilt_writes() const { return spoilt_; }

 private:
  struct Change {
    std::size_t at = 0;
    std::string bytes;       ///< empty for a truncation
    bool truncates = false;  ///< to `at`
  };
  /// A file as the disk knows it.
  struct Known {
    bool opened = false;
    bool synced_once = false;  ///< its name is on the disk
    bool deleted = false;      ///< and the deletion not synced
    std::string durable;
    std::vector<Change> since_sync;
  };
  enum class Loss { all, none, torn_tail, any_sector };

  int on_open(const char* path, File& file, int flags, int* given) override;
  int on_write(File& file, const void* from, int size, sqlite3_int64 at) override;
  int on_truncate(File& file, sqlite3_int64 size) override;
  int on_sync(File& file, int flags) override;
  int on_delete(const char* path, int sync_folder) override;

  bool goes_on();
  bool flip() { return (random_() & 1U) != 0; }
  std::string after_cut(const Known& known, Loss loss);
  void keep_sectors(std::string& content, const Change& change, Loss loss);
  static void apply(std::string& content, const Change& change);

  mutable std::mutex mutex_;
  std::mt19937 random_;
  Syncing syncing_ = Syncing::honest;
  std::map<std::string, Known> files_;
  std::uint64_t countdown_ = 0;
  bool cut_ = false;
  std::uint64_t cuts_ = 0;
  std::uint64_t spoilt_ = 0;
};

}  // namespace torg::test
