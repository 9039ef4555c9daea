#include "archive/pb/finding.hpp"

#include <algorithm>
#include <utility>

#include "archive/pb/characters.hpp"

namespace torg::archive {
namespace {

constexpr std::size_t excerpt_bytes = 60;

}  // namespace

std::string_view name_of(PbErrc code) {
  switch (code) {
    case PbErrc::file_too_large:
      return "file_too_large";
    case PbErrc::not_utf8:
      return "not_utf8";
    case PbErrc::control_character:
      return "control_character";
    case PbErrc::unclosed_quote:
      return "unclosed_quote";
    case PbErrc::cell_too_long:
      return "cell_too_long";
    case PbErrc::text_before_sections:
      return "text_before_sections";
    case PbErrc::section_twice:
      return "section_twice";
    case PbErrc::section_out_of_order:
      return "section_out_of_order";
    case PbErrc::missing_section:
      return "missing_section";
    case PbErrc::missing_column:
      return "missing_column";
    case PbErrc::column_twice:
      return "column_twice";
    case PbErrc::too_many_cells:
      return "too_many_cells";
    case PbErrc::too_many_rows:
      return "too_many_rows";
    case PbErrc::empty_cell:
      return "empty_cell";
    case PbErrc::missing_key:
      return "missing_key";
    case PbErrc::key_twice:
      return "key_twice";
    case PbErrc::no_projects:
      return "no_projects";
    case PbErrc::unknown_vote_type:
      return "unknown_vote_type";
    case PbErrc::not_a_number:
      return "not_a_number";
    case PbErrc::not_whole:
      return "not_whole";
    case PbErrc::negative_number:
      return "negative_number";
    case PbErrc::scientific_number:
      return "scientific_number";
    case PbErrc::ambiguous_comma:
      return "ambiguous_comma";
    case PbErrc::too_many_decimals:
      return "too_many_decimals";
    case PbErrc::number_too_large:
      return "number_too_large";
    case PbErrc::reserved_id:
      return "reserved_id";
    case PbErrc::id_has_comma:
      return "id_has_comma";
    case PbErrc::project_twice:
      return "project_twice";
    case PbErrc::voter_twice:
      return "voter_twice";
    case PbErrc::unknown_project:
      return "unknown_project";
    case PbErrc::project_twice_on_ballot:
      return "project_twice_on_ballot";
    case PbErrc::empty_entry:
      return "empty_entry";
    case PbErrc::points_count_differs:
      return "points_count_differs";
    case PbErrc::project_number_differs:
      return "project_number_differs";
    case PbErrc::vote_number_differs:
      return "vote_number_differs";
    case PbErrc::official_votes_differ:
      return "official_votes_differ";
    case PbErrc::official_score_differs:
      return "official_score_differs";
    case PbErrc::no_voter_ids:
      return "no_voter_ids";
    case PbErrc::meta_cells_left_out:
      return "meta_cells_left_out";
    case PbErrc::ballot_too_short:
      return "ballot_too_short";
    case PbErrc::ballot_too_long:
      return "ballot_too_long";
    case PbErrc::too_many_points_on_one:
      return "too_many_points_on_one";
    case PbErrc::too_many_points:
      return "too_many_points";
    case PbErrc::too_costly:
      return "too_costly";
  }
  return "unknown";
}

void PbFindings::add(PbFinding finding) {
  if (full()) {
    ++left_out_;
  } else {
    found_.push_back(std::move(finding));
  }
}

std::vector<PbFinding> PbFindings::take() {
  std::ranges::stable_sort(found_, {}, &PbFinding::line);
  return std::move(found_);
}

std::string pb_excerpt(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const length = utf8_length(text);
    if (out.size() + std::max<std::size_t>(length, 1) > excerpt_bytes) return out + "…";
    bool const fit = length > 0 && !is_control(text.substr(0, length));
    out += fit ? text.substr(0, length) : "?";
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace torg::archive
