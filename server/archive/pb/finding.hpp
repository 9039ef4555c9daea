#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace torg::archive {

// What can be wrong, or odd, in a .pb file.
enum class PbErrc : std::uint8_t {
  file_too_large,
  not_utf8,
  control_character,
  unclosed_quote,  // the line is where the quote opens
  cell_too_long,

  text_before_sections,
  section_twice,
  section_out_of_order,  // META, PROJECTS, VOTES is the order
  missing_section,
  missing_column,
  column_twice,
  too_many_cells,  // more than there are columns
  too_many_rows,   // of projects, votes, or projects on all votes together
  empty_cell,      // where something must stand
  missing_key,     // an entry of META that must be there
  key_twice,
  no_projects,

  unknown_vote_type,
  not_a_number,
  not_whole,
  negative_number,
  scientific_number,
  ambiguous_comma,  // "1,000" may be one or a thousand
  too_many_decimals,
  number_too_large,

  reserved_id,  // the name of a section
  id_has_comma,
  project_twice,
  voter_twice,
  unknown_project,
  project_twice_on_ballot,
  empty_entry,  // nothing between two commas
  points_count_differs,

  // Only as warnings: what is counted does not depend on it.
  project_number_differs,  // from num_projects
  vote_number_differs,     // from num_votes
  official_votes_differ,   // a project's column votes and its ballots
  official_score_differs,  // a project's column score and its points
  no_voter_ids,            // voters are numbered
  meta_cells_left_out,
  ballot_too_short,
  ballot_too_long,
  too_many_points_on_one,
  too_many_points,
  too_costly,
};

// Stable name of a code, for logs, tests and the keys of the catalogue.
std::string_view name_of(PbErrc code);

struct PbFinding {
  PbErrc code{};
  std::size_t line = 0;  // counted from 1; 0 when it is about the whole file
  std::string column;    // the section's name for what concerns a section; in META the key
  std::string value;     // what stands there, shortened and fit for a terminal
  std::string against;   // the other figure of a comparison: what was counted, or the limit

  friend bool operator==(PbFinding const&, PbFinding const&) = default;
};

// Collects findings up to a number, so that a file of errors does not fill the memory.
class PbFindings {
 public:
  explicit PbFindings(std::size_t most) : most_(most) {}

  void add(PbFinding finding);
  bool full() const { return found_.size() >= most_; }
  bool empty() const { return found_.empty(); }
  std::size_t left_out() const { return left_out_; }
  // By line.
  std::vector<PbFinding> take();

 private:
  std::size_t most_;
  std::size_t left_out_ = 0;
  std::vector<PbFinding> found_;
};

// The beginning of a text, with "?" for what is no valid UTF-8 and for control characters.
std::string pb_excerpt(std::string_view text);

}  // namespace torg::archive
