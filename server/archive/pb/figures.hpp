#pragma once

#include "archive/pb/file.hpp"
#include "archive/pb/finding.hpp"
#include "archive/pb/meta_section.hpp"
#include "archive/pb/project_section.hpp"
#include "archive/pb/vote_section.hpp"

namespace torg::archive {

// Compares what a file says of itself with what is in it: numbers of projects and votes, official
// counts, the limits of a ballot. The sections are those that the file was built from.
void check_pb_figures(PbFile const& file, PbMetaSection const& meta,
                      PbProjectSection const& projects, PbVoteSection const& votes,
                      PbFindings& warnings);

}  // namespace torg::archive
