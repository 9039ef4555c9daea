#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace torg::test {

/// A new folder that goes with all that is in it.
class TempFolder {
 public:
  /// `memory` is for tests that would otherwise wait for thousands of syncs; without a file system
  /// in memory it is a disk after all.
  enum class Place { disk, memory };

  explicit TempFolder(Place place = Place::disk) {
    std::filesystem::path parent = std::filesystem::temp_directory_path();
    if (place == Place::memory && ::access("/dev/shm", W_OK) == 0) parent = "/dev/shm";
    std::string pattern = (parent / "torg-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace torg::test
