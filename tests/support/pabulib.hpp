#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <istream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A small reader of real ballots in the Pabulib format (pabulib.org), for tests and the load
/// client only: votes with points, whole numbers. What it does not understand it throws as
/// std::runtime_error with the line number.
namespace torg::test::pabulib {

struct Project {
  std::string id;
  std::string name;
  /// The file's own figures: how many ballots name the project, and its sum of points.
  std::int64_t votes = 0;
  std::int64_t score = 0;
};

struct Mark {
  /// Place of the project in Instance::projects.
  std::size_t project = 0;
  std::int64_t points = 0;
};

struct Instance {
  std::map<std::string, std::string> meta;
  std::vector<Project> projects;
  std::vector<std::vector<Mark>> ballots;

  std::int64_t meta_number(const std::string& key) const;
};

namespace detail {

[[noreturn]] inline void fail(std::size_t line, const std::string& reason) {
  throw std::runtime_error("pabulib line " + std::to_string(line) + ": " + reason);
}

inline std::int64_t to_number(std::string_view text, std::size_t line) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    fail(line, "not a whole number: \"" + std::string(text) + "\"");
  }
  return value;
}

/// Fields between separators; a field in double quotes may hold separators and doubled quotes.
inline std::vector<std::string> split_fields(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool doubled = quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"';
    if (doubled) {
      fields.back() += '"';
      ++at;
    } else if (c == '"' && (quoted || fields.back().empty())) {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// One section's header row: fields are found by column name, whatever their order.
class Columns {
 public:
  explicit Columns(const std::vector<std::string>& header) {
    for (std::size_t k = 0; k < header.size(); ++k) places_.emplace(header[k], k);
  }

  const std::string& get(const std::vector<std::string>& row, const std::string& column,
                         std::size_t line) const {
    const auto place = places_.find(column);
    if (place == places_.end()) fail(line, "the section has no column " + column);
    if (place->second >= row.size()) fail(line, "the row has no field " + column);
    return row[place->second];
  }

  std::string get_or_empty(const std::vector<std::string>& row, const std::string& column) const {
    const auto place = places_.find(column);
    return place == places_.end() || place->second >= row.size() ? std::string()
                                                                 : row[place->second];
  }

 private:
  std::map<std::string, std::size_t> places_;
};

inline std::vector<Mark> to_ballot(const std::string& vote, const std::string& points,
                                   const std::map<std::string, std::size_t>& places,
                                   std::size_t line) {
  std::vector<Mark> ballot;
  if (vote.empty()) return ballot;
  const auto ids = split_fields(vote, ',');
  const auto numbers = split_fields(points, ',');
  if (ids.size() != numbers.size()) fail(line, "as many projects as points are needed");
  for (std::size_t k = 0; k < ids.size(); ++k) {
    const auto place = places.find(ids[k]);
    if (place == places.end()) fail(line, "no project " + ids[k]);
    ballot.push_back({place->second, to_number(numbers[k], line)});
  }
  return ballot;
}

}  // namespace detail

inline std::int64_t Instance::meta_number(const std::string& key) const {
  const auto found = meta.find(key);
  if (found == meta.end()) throw std::runtime_error("pabulib: META has no " + key);
  return detail::to_number(found->second, 0);
}

inline Instance read(std::istream& in) {
  Instance instance;
  std::map<std::string, std::size_t> places;
  std::string section;
  detail::Columns columns({});
  bool header_next = false;
  std::string text;
  for (std::size_t line = 1; std::getline(in, text); ++line) {
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (line == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (text.empty()) continue;
    if (text == "META" || text == "PROJECTS" || text == "VOTES") {
      section = text;
      header_next = true;
      continue;
    }
    const auto row = detail::split_fields(text, ';');
    if (header_next) {
      columns = detail::Columns(row);
      header_next = false;
    } else if (section == "META") {
      instance.meta[columns.get(row, "key", line)] = columns.get(row, "value", line);
    } else if (section == "PROJECTS") {
      const std::string& id = columns.get(row, "project_id", line);
      if (!places.emplace(id, instance.projects.size()).second) {
        detail::fail(line, "project " + id + " stands twice");
      }
      instance.projects.push_back({id, columns.get_or_empty(row, "name"),
                                   detail::to_number(columns.get(row, "votes", line), line),
                                   detail::to_number(columns.get(row, "score", line), line)});
    } else if (section == "VOTES") {
      instance.ballots.push_back(detail::to_ballot(columns.get(row, "vote", line),
                                                   columns.get(row, "points", line), places, line));
    } else {
      detail::fail(line, "text before the first section");
    }
  }
  return instance;
}

inline Instance read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("pabulib: cannot open " + path.string());
  return read(in);
}

}  // namespace torg::test::pabulib
