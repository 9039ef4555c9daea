#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "store/sqlite_store.hpp"
#include "support/store_house.hpp"
#include "support/temp_folder.hpp"

namespace torg::test {

inline std::string bytes_of_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// How often a text occurs in a text.
inline std::size_t occurrences(std::string_view in, std::string_view what) {
  const std::boyer_moore_horspool_searcher searcher(what.begin(), what.end());
  std::size_t count = 0;
  for (auto at = in.begin();; ++at, ++count) {
    at = std::search(at, in.end(), searcher);
    if (at == in.end()) return count;
  }
}

/// All files of a folder, one after the other.
inline std::string bytes_of_folder(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += bytes_of_file(entry.path());
  }
  return bytes;
}

inline std::size_t occurrences_in_folder(const std::filesystem::path& folder,
                                         std::string_view what) {
  return occurrences(bytes_of_folder(folder), what);
}

/// An SQLite store in a folder of its own. Throws if it cannot be opened.
class SqliteHouse final : public StoreHouse {
 public:
  explicit SqliteHouse(std::string vfs = {}) : vfs_(std::move(vfs)) { open(); }

  store::Store& store() override { return *store_; }

  /// What a killed process would have left, taken while it still runs.
  void restart() override {
    const auto before = data_dir();
    ++generation_;
    std::filesystem::copy(before, data_dir(), std::filesystem::copy_options::recursive);
    store_.reset();
    std::filesystem::remove_all(before);
    open();
  }

  /// Ends the store in good order.
  void close() { store_.reset(); }
  void open() {
    auto opened = store::open_sqlite_store({data_dir(), vfs_, 2000});
    store_ = std::move(opened.value().store);
  }

  std::filesystem::path data_dir() const {
    return folder_ / ("data-" + std::to_string(generation_));
  }
  std::filesystem::path database() const { return data_dir() / "torg.db"; }
  std::filesystem::path log() const { return data_dir() / "torg.db-wal"; }

 private:
  TempFolder folder_{TempFolder::Place::memory};
  std::string vfs_;
  int generation_ = 0;
  std::unique_ptr<store::Store> store_;
};

}  // namespace torg::test
