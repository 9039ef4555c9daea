#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/pb/columns.hpp"
#include "archive/pb/file.hpp"
#include "archive/pb/finding.hpp"
#include "archive/pb/number.hpp"
#include "archive/pb/project_section.hpp"
#include "archive/pb/rows.hpp"

namespace torg::archive {

// The section VOTES while it is read.
class PbVoteSection {
 public:
  struct Limits {
    std::size_t votes = 0;
    std::size_t marks = 0;
  };

  // Without a vote type, which is an error elsewhere, points are not looked at.
  PbVoteSection(PbProjectSection const& projects, std::optional<PbVoteType> type, Limits limits,
                PbFindings& errors, PbFindings& warnings);

  // False, and an error, when a column is missing.
  bool take_header(PbRow const& row);
  void take(PbRow& row);
  // Looks for voters who stand twice.
  void end();
  // The most that points have.
  int decimals() const;
  // Gives all points one scale. Only when no error was found.
  void scale_points(int decimals);

  std::vector<PbVote> const& votes() const { return votes_; }
  std::size_t line(std::size_t vote) const { return lines_[vote]; }
  std::vector<std::string> other_names() const;
  std::vector<PbVote> take_votes() { return std::move(votes_); }

 private:
  std::vector<PbMark> read_marks(PbRow const& row);
  void read_points(PbRow const& row, std::string_view cell, std::vector<PbMark>& marks,
                   std::size_t entries);

  PbProjectSection const& projects_;
  bool pointed_;
  Limits limits_;
  PbFindings& errors_;
  PbFindings& warnings_;
  std::optional<PbColumns> columns_;
  bool has_voter_ids_ = false;
  std::vector<PbVote> votes_;
  std::vector<std::size_t> lines_;
  std::size_t mark_count_ = 0;
  // Decimals of each mark's points, in the order of the marks, while their scale is not known.
  std::vector<std::uint8_t> decimals_;
  // For each project the last vote, counted from 1, that it was on.
  std::vector<std::size_t> last_vote_;
};

}  // namespace torg::archive
