#include "archive/pb/rows.hpp"

#include <algorithm>

namespace torg::archive {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool PbRow::is_blank() const { return !has_more_than(0); }

bool PbRow::has_more_than(std::size_t count) const {
  return count < cells.size() &&
         std::any_of(
             cells.begin() + static_cast<std::ptrdiff_t>(count), cells.end(),
             [](std::string const& cell) { return !cell.empty(); });
}

PbRows::PbRows(std::string_view text, std::size_t most_cell_bytes, std::size_t most_cells)
    : text_(text), most_cell_bytes_(most_cell_bytes), most_cells_(most_cells) {
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

std::optional<PbRow> PbRows::next(PbFindings& errors) {
  while (at_ < text_.size()) {
    auto const begin = at_;
    PbRow row;
    row.line = line_;
    auto const fault = split(row);
    if (!fault && !row.is_blank()) return row;
    if (!fault) continue;
    at_ = begin;
    line_ = row.line;
    pass_line();
    errors.add({*fault, row.line, {}, pb_excerpt(text_.substr(begin, at_ - begin)), {}});
  }
  return std::nullopt;
}

std::optional<PbErrc> PbRows::split(PbRow& row) {
  for (;;) {
    if (row.cells.size() == most_cells_) return PbErrc::too_many_cells;
    if (auto const fault = read_cell(row.cells.emplace_back())) return fault;
    if (at_ < text_.size() && text_[at_] == ';') {
      ++at_;
      continue;
    }
    pass_line_end();
    return std::nullopt;
  }
}

std::optional<PbErrc> PbRows::read_cell(std::string& cell) {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  bool quoted = at_ < text_.size() && text_[at_] == '"';
  if (quoted) ++at_;
  while (at_ < text_.size()) {
    if (!quoted && (text_[at_] == ';' || at_line_end())) break;
    if (quoted && text_[at_] == '"') {
      ++at_;
      quoted = at_ < text_.size() && text_[at_] == '"';
      if (!quoted) continue;
    }
    if (cell.size() == most_cell_bytes_) return PbErrc::cell_too_long;
    bool const crlf = text_.substr(at_, 2) == "\r\n";
    if (at_line_end() && !crlf) ++line_;
    cell += text_[at_++];
  }
  if (quoted) return PbErrc::unclosed_quote;
  cell = trimmed(cell);
  return std::nullopt;
}

bool PbRows::at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

void PbRows::pass_line_end() {
  if (at_ == text_.size()) return;
  at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
  ++line_;
}

void PbRows::pass_line() {
  while (at_ < text_.size() && !at_line_end()) ++at_;
  pass_line_end();
}

}  // namespace torg::archive
