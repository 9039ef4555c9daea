#pragma once

#include <string>

#include "archive/pb/file.hpp"

namespace torg::archive {

// The file as text: LF, no byte order mark, cells quoted where they must be. read_pb finds the same
// file in it, and programs that go by the place of project_id, voter_id and vote find those first.
std::string write_pb(PbFile const& file);

}  // namespace torg::archive
