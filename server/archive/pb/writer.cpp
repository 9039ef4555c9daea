#include "archive/pb/writer.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/pb/section.hpp"

namespace torg::archive {
namespace {

// Also for the line ends beyond ASCII, at which Python splits lines.
bool needs_quotes(std::string_view text) {
  return text.find_first_of(";\"\r\n") != text.npos || text.find("\u2028") != text.npos ||
         text.find("\u2029") != text.npos;
}

class Text {
 public:
  void section(PbSection section) {
    out_ += name_of(section);
    out_ += '\n';
  }
  void row(std::vector<std::string> const& cells) {
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (k > 0) out_ += ';';
      cell(cells[k]);
    }
    out_ += '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  void cell(std::string_view text) {
    if (!needs_quotes(text)) {
      out_ += text;
      return;
    }
    out_ += '"';
    for (char const c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
  }

  std::string out_;
};

std::vector<std::string> joined(std::vector<std::string> first,
                                std::vector<std::string> const& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

void write_meta(Text& text, PbFile const& file) {
  text.section(PbSection::meta);
  text.row({"key", "value"});
  for (auto const& entry : file.meta) text.row({entry.key, entry.value});
  text.row({"num_projects", std::to_string(file.projects.size())});
  text.row({"num_votes", std::to_string(file.votes.size())});
  text.row({"budget", pb_number_text(file.budget, file.amount_decimals)});
  text.row({"vote_type", std::string(name_of(file.vote_type))});
  auto const limit = [&](char const* key, std::optional<std::int64_t> const& value, int decimals) {
    if (value) text.row({key, pb_number_text(*value, decimals)});
  };
  limit("min_length", file.limits.min_length, 0);
  limit("max_length", file.limits.max_length, 0);
  limit("max_points", file.limits.max_points, file.points_decimals);
  limit("max_sum_points", file.limits.max_sum_points, file.points_decimals);
  limit("max_sum_cost", file.limits.max_sum_cost, file.amount_decimals);
}

void write_projects(Text& text, PbFile const& file) {
  bool const named = std::ranges::any_of(
      file.projects, [](PbProject const& project) { return !project.name.empty(); });
  text.section(PbSection::projects);
  std::vector<std::string> header{"project_id", "cost"};
  if (named) header.push_back("name");
  text.row(joined(std::move(header), file.project_columns));
  for (auto const& project : file.projects) {
    std::vector<std::string> cells{project.id, pb_number_text(project.cost, file.amount_decimals)};
    if (named) cells.push_back(project.name);
    text.row(joined(std::move(cells), project.others));
  }
}

void write_votes(Text& text, PbFile const& file) {
  bool const pointed = has_points(file.vote_type);
  text.section(PbSection::votes);
  std::vector<std::string> header{"voter_id", "vote"};
  if (pointed) header.push_back("points");
  text.row(joined(std::move(header), file.vote_columns));
  for (auto const& vote : file.votes) {
    std::string ids;
    std::string points;
    for (auto const& mark : vote.marks) {
      if (!ids.empty()) {
        ids += ',';
        points += ',';
      }
      ids += file.projects[mark.project].id;
      points += pb_number_text(mark.points, file.points_decimals);
    }
    std::vector<std::string> cells{vote.voter, std::move(ids)};
    if (pointed) cells.push_back(std::move(points));
    text.row(joined(std::move(cells), vote.others));
  }
}

}  // namespace

std::string write_pb(PbFile const& file) {
  Text text;
  write_meta(text, file);
  write_projects(text, file);
  write_votes(text, file);
  return text.take();
}

}  // namespace torg::archive
