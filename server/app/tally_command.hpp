#pragma once

#include <iosfwd>
#include <string>

#include "app/tally_request.hpp"

namespace torg::app {

inline constexpr int exit_bad_file = 1;
inline constexpr int exit_bad_usage = 2;

// `torg tally`: counts a vote from a file, without a server. What is wrong with the file goes to
// `err`, each fault with file, line and column. 0, exit_bad_file or exit_bad_usage.
int tally_command(TallyRequest const& request, std::ostream& out, std::ostream& err);

// `torg rules`: every rule with its name, what it does and where it comes from.
int rules_command(std::string const& language, std::ostream& out);

}  // namespace torg::app
