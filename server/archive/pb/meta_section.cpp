#include "archive/pb/meta_section.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "archive/pb/section.hpp"

namespace torg::archive {
namespace {

constexpr std::array<std::string_view, 4> whole_numbers{"num_projects", "num_votes", "min_length",
                                                        "max_length"};
constexpr std::array<std::string_view, 4> other_numbers{"budget", "max_points", "max_sum_points",
                                                        "max_sum_cost"};

bool is_whole(std::string_view key) {
  return std::ranges::find(whole_numbers, key) != whole_numbers.end();
}
bool is_number(std::string_view key) {
  return is_whole(key) || std::ranges::find(other_numbers, key) != other_numbers.end();
}

}  // namespace

bool PbMetaSection::take_header(PbRow const& row) {
  columns_.emplace(row, std::vector<std::string_view>{"key", "value"}, errors_);
  bool complete = true;
  for (auto const* column : {"key", "value"}) {
    if (columns_->has(column)) continue;
    errors_.add({PbErrc::missing_column, row.line, column, pb_excerpt(row.cells.front()), {}});
    complete = false;
  }
  return complete;
}

void PbMetaSection::take(PbRow& row) {
  std::string key(columns_->cell(row, "key"));
  auto const value = columns_->cell(row, "value");
  if (key.empty()) {
    errors_.add({PbErrc::empty_cell, row.line, "key", pb_excerpt(value), {}});
    return;
  }
  if (row.has_more_than(columns_->width())) {
    warnings_.add({PbErrc::meta_cells_left_out, row.line, pb_excerpt(key), pb_excerpt(value), {}});
  }
  auto known = lower_case(key);
  if (section_named(known)) {
    errors_.add({PbErrc::reserved_id, row.line, "key", pb_excerpt(key), {}});
    return;
  }
  if (known != "vote_type" && !is_number(known)) {
    entries_.push_back({std::move(key), std::string(value)});
    return;
  }
  if (!seen_.emplace(known, row.line).second) {
    errors_.add({PbErrc::key_twice, row.line, std::move(known), pb_excerpt(value), {}});
  } else if (known == "vote_type") {
    take_vote_type(value, row.line);
  } else {
    take_number(std::move(known), value, row.line);
  }
}

void PbMetaSection::take_vote_type(std::string_view value, std::size_t line) {
  if (value.empty()) {
    errors_.add({PbErrc::empty_cell, line, "vote_type", {}, {}});
    return;
  }
  vote_type_ = vote_type_named(lower_case(value));
  if (!vote_type_) {
    errors_.add({PbErrc::unknown_vote_type, line, "vote_type", pb_excerpt(value), {}});
  }
}

void PbMetaSection::take_number(std::string key, std::string_view value, std::size_t line) {
  if (value.empty() || lower_case(value) == "none") {
    if (key == "budget") errors_.add({PbErrc::empty_cell, line, key, {}, {}});
    return;
  }
  auto const number = read_pb_number(value, line, key, errors_);
  if (!number) return;
  if (is_whole(key) && number->decimals > 0) {
    errors_.add({PbErrc::not_whole, line, key, pb_excerpt(value), {}});
    return;
  }
  numbers_.emplace(key, PbPlacedNumber{*number, line, key});
}

void PbMetaSection::end(std::size_t section_line) {
  for (auto const* key : {"budget", "vote_type"}) {
    if (!seen_.contains(key)) errors_.add({PbErrc::missing_key, section_line, key, {}, {}});
  }
}

std::optional<PbPlacedNumber> PbMetaSection::number(std::string_view key) const {
  auto const found = numbers_.find(key);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

int PbMetaSection::decimals(std::string_view key) const {
  auto const placed = number(key);
  return placed ? placed->number.decimals : 0;
}

std::optional<std::int64_t> PbMetaSection::amount(std::string_view key, int decimals) {
  auto const placed = number(key);
  if (!placed) return std::nullopt;
  return scaled(*placed, decimals, most_pb_amount, errors_);
}

}  // namespace torg::archive
