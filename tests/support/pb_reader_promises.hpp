#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/pb/characters.hpp"
#include "archive/pb/file.hpp"
#include "archive/pb/finding.hpp"
#include "archive/pb/reader.hpp"
#include "archive/pb/writer.hpp"

namespace torg::test {

using PbReader = std::function<archive::PbReading(std::string_view, archive::PbReadLimits const&)>;

namespace detail {

inline bool fit_for_a_terminal(std::string_view text) {
  while (!text.empty()) {
    auto const length = archive::utf8_length(text);
    if (length == 0 || archive::is_control(text.substr(0, length))) return false;
    text.remove_prefix(length);
  }
  return true;
}

inline std::string broken_promise_of(std::vector<archive::PbFinding> const& findings,
                                     std::string_view text, std::size_t most) {
  auto const is_line_end = [](char c) { return c == '\n' || c == '\r'; };
  auto const last_line = 1 + static_cast<std::size_t>(std::ranges::count_if(text, is_line_end));
  if (findings.size() > most) return "more findings than the limit";
  if (!std::ranges::is_sorted(findings, {}, &archive::PbFinding::line)) return "findings unsorted";
  for (auto const& finding : findings) {
    if (finding.line > last_line) return "a finding after the last line";
    for (auto const& words : {finding.column, finding.value, finding.against}) {
      if (!fit_for_a_terminal(words)) return "a finding that is not fit for a terminal";
    }
  }
  return {};
}

inline std::string broken_promise_of(archive::PbFile const& file) {
  std::set<std::string> ids;
  for (auto const& project : file.projects) {
    if (project.id.empty() || !ids.insert(project.id).second) return "a project id that is no id";
    if (project.cost < 0) return "a negative cost";
    if (project.others.size() != file.project_columns.size()) return "a project's cells";
  }
  std::set<std::string> voters;
  for (auto const& vote : file.votes) {
    if (vote.voter.empty() || !voters.insert(vote.voter).second) return "a voter id that is no id";
    if (vote.others.size() != file.vote_columns.size()) return "a vote's cells";
    std::set<std::size_t> marked;
    for (auto const& mark : vote.marks) {
      if (mark.project >= file.projects.size()) return "a mark on no project";
      if (!marked.insert(mark.project).second) return "two marks on one project";
      if (mark.points < 0) return "negative points";
    }
  }
  return {};
}

}  // namespace detail

/// The first promise of read_pb that the reader breaks with this text; empty when it keeps all.
inline std::string broken_promise(PbReader const& read, std::string_view text,
                                  archive::PbReadLimits const& limits = {}) {
  auto const reading = read(text, limits);
  if (reading.file.has_value() == !reading.errors.empty()) return "neither or both of file, errors";
  for (auto const& findings : {reading.errors, reading.warnings}) {
    auto broken = detail::broken_promise_of(findings, text, limits.findings);
    if (!broken.empty()) return broken;
  }
  if (!reading.file) return {};
  auto broken = detail::broken_promise_of(*reading.file);
  if (!broken.empty()) return broken;
  auto const written = archive::write_pb(*reading.file);
  auto const again = read(written, limits);
  if (!again.file) return "what was written is refused";
  if (*again.file != *reading.file) return "what was written is read as something else";
  return archive::write_pb(*again.file) == written ? std::string() : "written twice, not the same";
}

}  // namespace torg::test
