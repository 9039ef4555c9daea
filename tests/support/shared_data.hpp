#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace torg::test {

/// The folder of test data that may be read but not be part of the project: what the environment
/// variable TORG_SHARED_DATA names, else ../shared/data beside the source tree.
inline std::filesystem::path shared_data_folder() {
  if (const char* named = std::getenv("TORG_SHARED_DATA"); named != nullptr && *named != '\0') {
    return named;
  }
  return std::filesystem::path(TORG_SOURCE_DIR).parent_path() / "shared" / "data";
}

/// The folder of real elections and their reference outcomes: what TORG_PABULIB_DIR names, else
/// pabulib in the shared data.
inline std::filesystem::path pabulib_folder() {
  if (const char* named = std::getenv("TORG_PABULIB_DIR"); named != nullptr && *named != '\0') {
    return named;
  }
  return shared_data_folder() / "pabulib";
}

/// The file's path if it is there.
inline std::optional<std::filesystem::path> find_shared_file(const std::string& name) {
  std::filesystem::path path = shared_data_folder() / name;
  if (!std::filesystem::is_regular_file(path)) return std::nullopt;
  return path;
}

/// What a test says when it is skipped because the file is not there.
inline std::string absent_reason(const std::string& name) {
  return "no file " + (shared_data_folder() / name).string() +
         " (it may not be distributed with Torg; TORG_SHARED_DATA can name another folder)";
}

}  // namespace torg::test
