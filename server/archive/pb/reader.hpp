#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "archive/pb/file.hpp"
#include "archive/pb/finding.hpp"

namespace torg::archive {

// What is read uses memory in proportion to the text, and no more than these allow.
struct PbReadLimits {
  std::size_t file_bytes = std::size_t{256} << 20;
  std::size_t cell_bytes = std::size_t{1} << 20;
  std::size_t cells_per_row = 1'000;
  std::size_t projects = 20'000;
  std::size_t votes = 5'000'000;
  std::size_t marks = 50'000'000;  // projects on all votes together
  std::size_t findings = 100;      // of errors, and of warnings
};

struct PbReading {
  std::optional<PbFile> file;  // nothing when there is an error
  std::vector<PbFinding> errors;
  // What is odd but changes no count: ballots beyond their limits are counted all the same.
  std::vector<PbFinding> warnings;
  // Reading ends at the limit of errors; warnings beyond theirs are counted.
  bool more_errors = false;
  std::size_t warnings_left_out = 0;
};

// Reads a .pb file from its bytes. Sections and columns are found by name, in any case; columns
// may stand in any order. Needed are budget and vote_type in META, the columns project_id and cost
// in PROJECTS, the column vote in VOTES and, where the vote type has them, points.
PbReading read_pb(std::string_view text, PbReadLimits const& limits = {});

}  // namespace torg::archive
