#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace torg::app {

// What `torg organiser reset` was asked for.
struct OrganiserRequest {
  std::filesystem::path data_dir;
  std::string public_url;  // empty: as at the server's last start
  std::string language;    // of what is printed: "sv" or "en"
};

inline constexpr int exit_not_reset = 1;

// `torg organiser reset`: takes back every link of the organiser and prints a new one, which is
// told this once. The server must be stopped. 0, or exit_not_reset, and then nothing is changed.
int organiser_reset_command(OrganiserRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
