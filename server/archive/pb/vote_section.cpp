#include "archive/pb/vote_section.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "archive/pb/section.hpp"

namespace torg::archive {
namespace {

// The entries between commas; a comma at the very end begins none.
std::vector<std::string_view> entries_of(std::string_view cell) {
  std::vector<std::string_view> entries;
  while (!cell.empty()) {
    auto const comma = std::min(cell.find(','), cell.size());
    entries.push_back(trimmed(cell.substr(0, comma)));
    cell.remove_prefix(std::min(comma + 1, cell.size()));
  }
  return entries;
}

}  // namespace

PbVoteSection::PbVoteSection(PbProjectSection const& projects, std::optional<PbVoteType> type,
                             Limits limits, PbFindings& errors, PbFindings& warnings)
    : projects_(projects),
      pointed_(type && has_points(*type)),
      limits_(limits),
      errors_(errors),
      warnings_(warnings),
      last_vote_(projects.size()) {}

bool PbVoteSection::take_header(PbRow const& row) {
  std::vector<std::string_view> known{"voter_id", "vote"};
  if (pointed_) known.push_back("points");
  columns_.emplace(row, known, errors_);
  bool complete = true;
  for (auto const column : known) {
    if (columns_->has(column) || column == "voter_id") continue;
    errors_.add(
        {PbErrc::missing_column, row.line, std::string(column), pb_excerpt(row.cells.front()), {}});
    complete = false;
  }
  has_voter_ids_ = columns_->has("voter_id");
  if (!has_voter_ids_) warnings_.add({PbErrc::no_voter_ids, row.line, "voter_id", {}, {}});
  return complete;
}

void PbVoteSection::take(PbRow& row) {
  if (row.has_more_than(columns_->width())) {
    errors_.add({PbErrc::too_many_cells, row.line, "VOTES", std::to_string(row.cells.size()),
                 std::to_string(columns_->width())});
  }
  if (votes_.size() == limits_.votes) {
    errors_.add({PbErrc::too_many_rows, row.line, "VOTES", {}, std::to_string(limits_.votes)});
    return;
  }
  PbVote vote;
  vote.voter = has_voter_ids_ ? std::string(columns_->cell(row, "voter_id"))
                              : std::to_string(votes_.size() + 1);
  if (vote.voter.empty()) {
    errors_.add({PbErrc::empty_cell, row.line, "voter_id", {}, {}});
  } else if (section_named(vote.voter)) {
    errors_.add({PbErrc::reserved_id, row.line, "voter_id", pb_excerpt(vote.voter), {}});
  }
  vote.marks = read_marks(row);
  vote.others = columns_->other_cells(row);
  votes_.push_back(std::move(vote));
  lines_.push_back(row.line);
}

std::vector<PbMark> PbVoteSection::read_marks(PbRow const& row) {
  auto const cell = columns_->cell(row, "vote");
  auto const ids = entries_of(cell);
  std::vector<PbMark> marks;
  if (mark_count_ + ids.size() > limits_.marks) {
    errors_.add({PbErrc::too_many_rows, row.line, "vote", {}, std::to_string(limits_.marks)});
    return marks;
  }
  mark_count_ += ids.size();
  marks.reserve(ids.size());
  auto const this_vote = votes_.size() + 1;
  auto const refuse = [&](PbErrc code, std::string_view id) {
    errors_.add({code, row.line, "vote", pb_excerpt(id), {}});
  };
  for (auto const id : ids) {
    auto const project = projects_.find(id);
    if (id.empty()) {
      refuse(PbErrc::empty_entry, cell);
    } else if (!project) {
      refuse(PbErrc::unknown_project, id);
    } else if (std::exchange(last_vote_[*project], this_vote) == this_vote) {
      refuse(PbErrc::project_twice_on_ballot, id);
    } else {
      marks.push_back({*project, 1});
    }
  }
  if (pointed_) read_points(row, columns_->cell(row, "points"), marks, ids.size());
  return marks;
}

void PbVoteSection::read_points(PbRow const& row, std::string_view cell, std::vector<PbMark>& marks,
                                std::size_t entries) {
  auto const points = entries_of(cell);
  if (points.size() != entries) {
    errors_.add({PbErrc::points_count_differs, row.line, "points", std::to_string(points.size()),
                 std::to_string(entries)});
    return;
  }
  bool const all_known = marks.size() == entries;
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (points[k].empty()) {
      errors_.add({PbErrc::empty_entry, row.line, "points", pb_excerpt(cell), {}});
      continue;
    }
    auto const number = read_pb_number(points[k], row.line, "points", errors_);
    if (!number || !all_known) continue;
    marks[k].points = number->digits;
    decimals_.push_back(static_cast<std::uint8_t>(number->decimals));
  }
}

void PbVoteSection::end() {
  std::vector<std::size_t> order(votes_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, {}, [&](std::size_t vote) -> std::string const& { return votes_[vote].voter; });
  for (std::size_t k = 1; k < order.size(); ++k) {
    auto const& voter = votes_[order[k]].voter;
    if (voter.empty() || voter != votes_[order[k - 1]].voter) continue;
    errors_.add({PbErrc::voter_twice, lines_[order[k]], "voter_id", pb_excerpt(voter), {}});
  }
}

int PbVoteSection::decimals() const {
  return decimals_.empty() ? 0 : *std::ranges::max_element(decimals_);
}

void PbVoteSection::scale_points(int decimals) {
  if (!pointed_) return;
  auto own = decimals_.begin();
  for (std::size_t vote = 0; vote < votes_.size(); ++vote) {
    for (auto& mark : votes_[vote].marks) {
      PbPlacedNumber const placed{{mark.points, *own++}, lines_[vote], "points"};
      mark.points = scaled(placed, decimals, most_pb_points, errors_).value_or(0);
    }
  }
}

std::vector<std::string> PbVoteSection::other_names() const {
  return columns_ ? columns_->other_names() : std::vector<std::string>();
}

}  // namespace torg::archive
