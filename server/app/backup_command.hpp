#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace torg::app {

// What `torg backup` was asked for.
struct BackupRequest {
  std::filesystem::path data_dir;
  std::filesystem::path file;
  std::string language;  // of what is printed: "sv" or "en"
};

inline constexpr int exit_no_backup = 1;
inline constexpr int exit_backup_misfit = 2;

// `torg backup`: one state of the database as a new file, while a server goes on using it. What is
// copied is checked as by `torg verify --data`. 0 when the copy is there and fits,
// exit_backup_misfit when it is there and does not fit, exit_no_backup when there is none.
int backup_command(BackupRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
