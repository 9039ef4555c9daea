#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/pb/finding.hpp"

namespace torg::archive {

struct PbRow {
  std::size_t line = 0;            // where it begins, counted from 1
  std::vector<std::string> cells;  // without space around them

  bool is_blank() const;
  // Whether a cell after the first `count` holds something.
  bool has_more_than(std::size_t count) const;
};

// Splits a text into rows of cells separated by semicolons. Lines end with LF, CRLF or CR. A cell
// that begins with a quote may hold semicolons, line ends and doubled quotes; what follows its
// closing quote is taken as it is, as Python's csv does. A byte order mark is passed over.
class PbRows {
 public:
  // The text must outlive the rows.
  PbRows(std::string_view text, std::size_t most_cell_bytes, std::size_t most_cells);

  // The next row that is not blank; nothing at the end. A row that cannot be split is reported,
  // and reading goes on after the line where it begins.
  std::optional<PbRow> next(PbFindings& errors);

 private:
  std::optional<PbErrc> split(PbRow& row);
  std::optional<PbErrc> read_cell(std::string& cell);
  bool at_line_end() const;
  void pass_line_end();
  void pass_line();

  std::string_view text_;
  std::size_t most_cell_bytes_;
  std::size_t most_cells_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::string_view trimmed(std::string_view text);

}  // namespace torg::archive
