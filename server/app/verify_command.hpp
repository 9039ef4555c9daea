#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace torg::app {

// What `torg verify` was asked for.
struct VerifyRequest {
  std::filesystem::path data_dir;
  std::string language;  // of what is printed: "sv" or "en"
};

inline constexpr int exit_misfit = 1;
inline constexpr int exit_not_verified = 2;

// `torg verify`: replays the journals of a data folder and recounts its boxes, changing nothing; a
// server may be running on it. 0 when everything fits, exit_misfit with the first thing that does
// not, exit_not_verified when the folder cannot be read or holds what only a newer version counts.
int verify_command(VerifyRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
