#include "archive/pb/columns.hpp"

#include <algorithm>
#include <utility>

namespace torg::archive {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

PbColumns::PbColumns(PbRow const& header, std::vector<std::string_view> const& known,
                     PbFindings& errors) {
  for (std::size_t place = 0; place < header.cells.size(); ++place) {
    auto const& cell = header.cells[place];
    if (cell.empty()) continue;
    width_ = place + 1;
    auto name = lower_case(cell);
    if (std::ranges::find(known, std::string_view(name)) == known.end()) {
      other_names_.push_back(cell);
      other_places_.push_back(place);
    } else if (has(name)) {
      errors.add({PbErrc::column_twice, header.line, std::move(name), {}, {}});
    } else {
      known_.push_back({std::move(name), place});
    }
  }
}

std::optional<std::size_t> PbColumns::place_of(std::string_view known) const {
  auto const found = std::ranges::find(known_, known, &Known::name);
  if (found == known_.end()) return std::nullopt;
  return found->place;
}

std::string_view PbColumns::cell(PbRow const& row, std::string_view known) const {
  auto const place = place_of(known);
  return place && *place < row.cells.size() ? std::string_view(row.cells[*place])
                                            : std::string_view();
}

std::vector<std::string> PbColumns::other_cells(PbRow& row) const {
  std::vector<std::string> cells(other_places_.size());
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (other_places_[k] < row.cells.size()) cells[k] = std::move(row.cells[other_places_[k]]);
  }
  return cells;
}

}  // namespace torg::archive
