#include <iostream>

#include "app/backup_command.hpp"
#include "app/command_line.hpp"
#include "app/organiser_command.hpp"
#include "app/rehearse_command.hpp"
#include "app/restore_command.hpp"
#include "app/serve.hpp"
#include "app/tally_command.hpp"
#include "app/verify_command.hpp"
#include "app/verify_file_command.hpp"

int main(int argc, char** argv) {
  auto const parsed = torg::app::parse_command_line(argc, argv);
  if (parsed.tally) return torg::app::tally_command(*parsed.tally, std::cout, std::cerr);
  if (parsed.rules) return torg::app::rules_command(*parsed.rules, std::cout);
  if (parsed.rehearse) {
    return torg::app::rehearse_command(*parsed.rehearse, std::cout, std::cerr);
  }
  if (parsed.verify_file) {
    return torg::app::verify_file_command(*parsed.verify_file, std::cout, std::cerr);
  }
  if (parsed.verify) return torg::app::verify_command(*parsed.verify, std::cout, std::cerr);
  if (parsed.backup) return torg::app::backup_command(*parsed.backup, std::cout, std::cerr);
  if (parsed.restore) return torg::app::restore_command(*parsed.restore, std::cout, std::cerr);
  if (parsed.organiser_reset) {
    return torg::app::organiser_reset_command(*parsed.organiser_reset, std::cout, std::cerr);
  }
  if (!parsed.serve) return parsed.exit_code;
  return torg::app::serve(*parsed.serve);
}
