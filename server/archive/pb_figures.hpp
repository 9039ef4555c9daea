#pragma once

#include "archive/pb_file.hpp"
#include "archive/pb_finding.hpp"
#include "archive/pb_meta_section.hpp"
#include "archive/pb_project_section.hpp"
#include "archive/pb_vote_section.hpp"

namespace torg::archive {

// Compares what a file says of itself with what is in it: numbers of projects and votes, official
// counts, the limits of a ballot. The sections are those that the file was built from.
void check_pb_figures(PbFile const& file, PbMetaSection const& meta,
                      PbProjectSection const& projects, PbVoteSection const& votes,
                      PbFindings& warnings);

}  // namespace torg::archive
