#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace torg::app {

// What `torg restore` was asked for.
struct RestoreRequest {
  std::filesystem::path backup;
  std::filesystem::path data_dir;
  std::string language;  // of what is printed: "sv" or "en"
};

inline constexpr int exit_not_restored = 1;

// `torg restore`: a backup as the database of a data folder that has none. It gets its place only
// when all of it fits, as `torg verify --data` would find. 0, or exit_not_restored, and then the
// folder is as it was.
int restore_command(RestoreRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
