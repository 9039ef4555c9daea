#include "archive/pb/project_section.hpp"

#include <algorithm>
#include <utility>

#include "archive/pb/section.hpp"

namespace torg::archive {
namespace {

// What an official count may be instead of a number is nobody's error.
std::optional<PbNumber> official_number(std::vector<std::string> const& names,
                                        std::vector<std::string> const& cells,
                                        std::string_view column) {
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (lower_case(names[k]) != column) continue;
    auto const parsed = parse_pb_number(cells[k]);
    if (auto const* number = std::get_if<PbNumber>(&parsed)) return *number;
  }
  return std::nullopt;
}

}  // namespace

bool PbProjectSection::take_header(PbRow const& row) {
  columns_.emplace(row, std::vector<std::string_view>{"project_id", "cost", "name"}, errors_);
  bool complete = true;
  for (auto const* column : {"project_id", "cost"}) {
    if (columns_->has(column)) continue;
    errors_.add({PbErrc::missing_column, row.line, column, pb_excerpt(row.cells.front()), {}});
    complete = false;
  }
  return complete;
}

bool PbProjectSection::take_id(std::string_view id, std::size_t line) {
  auto const refuse = [&](PbErrc code) {
    errors_.add({code, line, "project_id", pb_excerpt(id), {}});
    return false;
  };
  if (id.empty()) return refuse(PbErrc::empty_cell);
  if (id.find(',') != id.npos) return refuse(PbErrc::id_has_comma);
  if (section_named(id)) return refuse(PbErrc::reserved_id);
  if (!places_.emplace(id, projects_.size()).second) return refuse(PbErrc::project_twice);
  return true;
}

void PbProjectSection::take(PbRow& row) {
  if (row.has_more_than(columns_->width())) {
    errors_.add({PbErrc::too_many_cells, row.line, "PROJECTS", std::to_string(row.cells.size()),
                 std::to_string(columns_->width())});
  }
  if (projects_.size() == most_projects_) {
    errors_.add({PbErrc::too_many_rows, row.line, "PROJECTS", {}, std::to_string(most_projects_)});
    return;
  }
  if (!take_id(columns_->cell(row, "project_id"), row.line)) return;

  PbProject project;
  project.id = columns_->cell(row, "project_id");
  project.name = columns_->cell(row, "name");
  auto const cost = columns_->cell(row, "cost");
  PbPlacedNumber placed{{}, row.line, "cost"};
  if (cost.empty()) {
    errors_.add({PbErrc::empty_cell, row.line, "cost", pb_excerpt(project.id), {}});
  } else {
    placed.number = read_pb_number(cost, row.line, "cost", errors_).value_or(PbNumber{});
  }
  project.others = columns_->other_cells(row);
  official_.push_back({official_number(columns_->other_names(), project.others, "votes"),
                       official_number(columns_->other_names(), project.others, "score")});
  costs_.push_back(std::move(placed));
  lines_.push_back(row.line);
  projects_.push_back(std::move(project));
}

std::optional<std::size_t> PbProjectSection::find(std::string_view id) const {
  auto const found = places_.find(id);
  if (found == places_.end()) return std::nullopt;
  return found->second;
}

int PbProjectSection::decimals() const {
  int most = 0;
  for (auto const& cost : costs_) most = std::max(most, cost.number.decimals);
  return most;
}

void PbProjectSection::scale_costs(int decimals) {
  for (std::size_t k = 0; k < projects_.size(); ++k) {
    projects_[k].cost = scaled(costs_[k], decimals, most_pb_amount, errors_).value_or(0);
  }
}

std::vector<std::string> PbProjectSection::other_names() const {
  return columns_ ? columns_->other_names() : std::vector<std::string>();
}

}  // namespace torg::archive
