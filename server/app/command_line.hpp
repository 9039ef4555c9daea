#pragma once

#include <optional>
#include <string>

#include "app/backup_command.hpp"
#include "app/config.hpp"
#include "app/organiser_command.hpp"
#include "app/rehearse_request.hpp"
#include "app/restore_command.hpp"
#include "app/tally_request.hpp"
#include "app/verify_command.hpp"
#include "app/verify_file_command.hpp"

namespace torg::app {

// What the command line asks for: one of the commands, or an exit code after help or a complaint
// was printed.
struct Parsed {
  std::optional<Config> serve;
  std::optional<TallyRequest> tally;
  std::optional<std::string> rules;  // the language to list them in
  std::optional<RehearseRequest> rehearse;
  std::optional<VerifyRequest> verify;  // of a data folder
  std::optional<VerifyFileRequest> verify_file;
  std::optional<BackupRequest> backup;
  std::optional<RestoreRequest> restore;
  std::optional<OrganiserRequest> organiser_reset;
  int exit_code = 0;
};
Parsed parse_command_line(int argc, char** argv);

}  // namespace torg::app
