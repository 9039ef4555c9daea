#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace torg::archive {

enum class PbVoteType { approval, choose_one, cumulative, scoring, ordinal };

// As META has it: "choose-1" for choose_one.
std::string_view name_of(PbVoteType type);
std::optional<PbVoteType> vote_type_named(std::string_view name);

// Whether ballots say how many points each project gets.
constexpr bool has_points(PbVoteType type) {
  return type == PbVoteType::cumulative || type == PbVoteType::scoring;
}

struct PbMetaEntry {
  std::string key;
  std::string value;

  friend bool operator==(PbMetaEntry const&, PbMetaEntry const&) = default;
};

// What one ballot should keep to. Ballots that do not are in the file all the same.
struct PbBallotLimits {
  std::optional<std::int64_t> min_length;  // projects on a ballot that is not blank
  std::optional<std::int64_t> max_length;
  std::optional<std::int64_t> max_points;      // for one project, scaled like points
  std::optional<std::int64_t> max_sum_points;  // scaled like points
  std::optional<std::int64_t> max_sum_cost;    // scaled like amounts

  friend bool operator==(PbBallotLimits const&, PbBallotLimits const&) = default;
};

struct PbProject {
  std::string id;         // not empty, without comma
  std::int64_t cost = 0;  // scaled like all amounts
  std::string name;       // may be empty
  // The cells of PbFile::project_columns.
  std::vector<std::string> others;

  friend bool operator==(PbProject const&, PbProject const&) = default;
};

struct PbMark {
  std::size_t project = 0;  // place in PbFile::projects
  // Scaled by PbFile::points_decimals; 1 where the vote type has no points.
  std::int64_t points = 1;

  friend bool operator==(PbMark const&, PbMark const&) = default;
};

struct PbVote {
  std::string voter;
  // No project twice. In order of preference where the vote type is ordinal; none when blank.
  std::vector<PbMark> marks;
  // The cells of PbFile::vote_columns.
  std::vector<std::string> others;

  friend bool operator==(PbVote const&, PbVote const&) = default;
};

// An election in the Pabulib format (pabulib.org): one text file with the sections META, PROJECTS
// and VOTES. What has a field here is in no other; num_projects and num_votes are the sizes. Texts
// are valid UTF-8 without control characters (line ends and tabs may be in them) and without space
// around them; ids differ within their kind and none is the name of a section.
struct PbFile {
  // Whole numbers of 10^-amount_decimals of the currency, and of 10^-points_decimals of a point;
  // both as few as the file's own numbers need.
  int amount_decimals = 0;
  int points_decimals = 0;

  std::int64_t budget = 0;
  PbVoteType vote_type = PbVoteType::approval;
  PbBallotLimits limits;
  std::vector<PbMetaEntry> meta;  // all other entries, in the file's order

  std::vector<std::string> project_columns;
  std::vector<PbProject> projects;
  std::vector<std::string> vote_columns;
  std::vector<PbVote> votes;

  friend bool operator==(PbFile const&, PbFile const&) = default;
};

// For each project how many ballots it is on.
std::vector<std::int64_t> pb_support(PbFile const& file);

// How many places a ranking has: max_length, or the longest ballot where that is absent or longer.
std::int64_t pb_ranking_length(PbFile const& file);

// For each project its votes; where ballots have points their sum, scaled; in a ranking its rank
// points: pb_ranking_length − place, with 0 for the first place.
std::vector<std::int64_t> pb_scores(PbFile const& file);

// A scaled number, not negative, as a file has it: 100050 with 2 decimals is "1000.5".
std::string pb_number_text(std::int64_t scaled, int decimals);

}  // namespace torg::archive
