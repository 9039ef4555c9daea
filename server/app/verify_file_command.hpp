#pragma once

#include <iosfwd>
#include <string>

namespace torg::app {

// What `torg verify ARCHIVE` was asked for.
struct VerifyFileRequest {
  std::string archive;   // a file, or an address with http or https
  std::string head;      // as typed; empty without
  std::string key;       // likewise; not both
  std::string language;  // of what is printed: "sv" or "en"
};

// Checks an archive file with no server and no data folder, see archive/verify_file.hpp. 0 when
// everything fits, exit_misfit with the first thing that does not, exit_not_verified when there is
// nothing to read, the anchor is none, or a rule is one that only a newer version counts.
int verify_file_command(VerifyFileRequest const& request, std::ostream& out, std::ostream& err);

}  // namespace torg::app
