#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/pb/finding.hpp"
#include "archive/pb/rows.hpp"

namespace torg::archive {

// ASCII letters in lower case.
std::string lower_case(std::string_view text);

// The header of a section: which cell of a row is which.
class PbColumns {
 public:
  // `known` are the columns with a meaning, in lower case; one that stands twice is reported.
  // Columns without a name are passed over.
  PbColumns(PbRow const& header, std::vector<std::string_view> const& known, PbFindings& errors);

  bool has(std::string_view known) const { return place_of(known).has_value(); }
  // Empty when the column is absent or the row ends before it.
  std::string_view cell(PbRow const& row, std::string_view known) const;
  // Names and cells of all columns that are not known, in the header's order.
  std::vector<std::string> const& other_names() const { return other_names_; }
  std::vector<std::string> other_cells(PbRow& row) const;
  // How many cells a row can have.
  std::size_t width() const { return width_; }

 private:
  struct Known {
    std::string name;
    std::size_t place;
  };

  std::optional<std::size_t> place_of(std::string_view known) const;

  std::vector<Known> known_;
  std::vector<std::string> other_names_;
  std::vector<std::size_t> other_places_;
  std::size_t width_ = 0;
};

}  // namespace torg::archive
