#include "archive/pb/reader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "archive/pb/characters.hpp"
#include "archive/pb/figures.hpp"
#include "archive/pb/meta_section.hpp"
#include "archive/pb/project_section.hpp"
#include "archive/pb/rows.hpp"
#include "archive/pb/section.hpp"
#include "archive/pb/vote_section.hpp"

namespace torg::archive {
namespace {

constexpr std::array<PbSection, 3> all_sections{PbSection::meta, PbSection::projects,
                                                PbSection::votes};

bool is_allowed(std::string_view character) {
  return !is_control(character) || character == "\t" || character == "\n" || character == "\r";
}

class Reader {
 public:
  Reader(std::string_view text, PbReadLimits const& limits)
      : text_(text),
        limits_(limits),
        errors_(limits.findings),
        warnings_(limits.findings),
        meta_(errors_, warnings_),
        projects_(limits.projects, errors_) {}

  PbReading read() {
    PbFile file;
    if (text_.size() > limits_.file_bytes) {
      errors_.add({PbErrc::file_too_large, 0, {}, {}, std::to_string(limits_.file_bytes)});
    } else {
      check_characters();
      read_rows();
      if (errors_.empty()) build(file);
    }
    PbReading reading;
    reading.more_errors = errors_.full();
    if (errors_.empty()) reading.file = std::move(file);
    reading.errors = errors_.take();
    reading.warnings_left_out = warnings_.left_out();
    reading.warnings = warnings_.take();
    return reading;
  }

 private:
  // One finding of a kind for each line.
  void check_characters() {
    std::size_t line = 1;
    std::size_t reported = 0;
    for (std::size_t at = 0; at < text_.size() && !errors_.full();) {
      auto const length = utf8_length(text_.substr(at));
      if (length == 0 || !is_allowed(text_.substr(at, length))) {
        auto const code = length == 0 ? PbErrc::not_utf8 : PbErrc::control_character;
        if (std::exchange(reported, line) != line) {
          errors_.add({code, line, {}, pb_excerpt(text_.substr(at, 20)), {}});
        }
      } else if (text_[at] == '\n' || (text_[at] == '\r' && text_.substr(at, 2) != "\r\n")) {
        ++line;
      }
      at += std::max<std::size_t>(length, 1);
    }
  }

  void read_rows() {
    PbRows rows(text_, limits_.cell_bytes, limits_.cells_per_row);
    while (!errors_.full()) {
      auto row = rows.next(errors_);
      if (!row) break;
      auto const section = row->has_more_than(1) ? std::nullopt : section_named(row->cells[0]);
      if (section) {
        begin(*section, row->line);
      } else if (!section_ && !skipping_) {
        errors_.add({PbErrc::text_before_sections, row->line, {}, pb_excerpt(row->cells[0]), {}});
        skipping_ = true;
      } else if (!skipping_) {
        take(*row);
      }
    }
    if (errors_.full()) return;
    end_section();
    for (auto const section : all_sections) {
      if (!line_of(section)) {
        errors_.add({PbErrc::missing_section, 0, std::string(name_of(section)), {}, {}});
      }
    }
  }

  std::size_t& line_of(PbSection section) { return lines_[static_cast<std::size_t>(section)]; }

  void begin(PbSection section, std::size_t line) {
    end_section();
    auto const refuse = [&](PbErrc code) {
      errors_.add({code, line, std::string(name_of(section)), {}, {}});
      section_.reset();
      skipping_ = true;
    };
    if (line_of(section)) return refuse(PbErrc::section_twice);
    line_of(section) = line;
    bool const later_seen = std::ranges::any_of(
        all_sections, [&](PbSection other) { return other > section && line_of(other); });
    if (later_seen) return refuse(PbErrc::section_out_of_order);
    section_ = section;
    skipping_ = false;
    header_seen_ = false;
    if (section == PbSection::votes) {
      votes_.emplace(projects_, meta_.vote_type(),
                     PbVoteSection::Limits{limits_.votes, limits_.marks}, errors_, warnings_);
      // Without projects every vote would be for an unknown one.
      skipping_ = projects_.size() == 0;
    }
  }

  void take(PbRow& row) {
    bool const is_header = !std::exchange(header_seen_, true);
    switch (*section_) {
      case PbSection::meta:
        is_header ? void(skipping_ = !meta_.take_header(row)) : meta_.take(row);
        break;
      case PbSection::projects:
        is_header ? void(skipping_ = !projects_.take_header(row)) : projects_.take(row);
        break;
      case PbSection::votes:
        is_header ? void(skipping_ = !votes_->take_header(row)) : votes_->take(row);
        break;
    }
  }

  void end_section() {
    if (!section_) return;
    auto const line = line_of(*section_);
    auto const name = std::string(name_of(*section_));
    if (!header_seen_ && !skipping_) {
      errors_.add({PbErrc::missing_column, line, name, {}, {}});
    } else if (*section_ == PbSection::meta && !skipping_) {
      meta_.end(line);
    } else if (*section_ == PbSection::projects && !skipping_ && projects_.size() == 0) {
      errors_.add({PbErrc::no_projects, line, name, {}, {}});
    } else if (*section_ == PbSection::votes && !skipping_) {
      votes_->end();
    }
    section_.reset();
  }

  // Only without errors, so that everything is there that must be.
  void build(PbFile& file) {
    file.amount_decimals =
        std::max({meta_.decimals("budget"), meta_.decimals("max_sum_cost"), projects_.decimals()});
    file.points_decimals = std::max(
        {meta_.decimals("max_points"), meta_.decimals("max_sum_points"), votes_->decimals()});
    projects_.scale_costs(file.amount_decimals);
    votes_->scale_points(file.points_decimals);
    file.budget = meta_.amount("budget", file.amount_decimals).value_or(0);
    file.limits.max_sum_cost = meta_.amount("max_sum_cost", file.amount_decimals);
    file.limits.max_points = meta_.amount("max_points", file.points_decimals);
    file.limits.max_sum_points = meta_.amount("max_sum_points", file.points_decimals);
    file.limits.min_length = meta_.amount("min_length", 0);
    file.limits.max_length = meta_.amount("max_length", 0);
    file.vote_type = *meta_.vote_type();
    file.meta = meta_.take_entries();
    file.project_columns = projects_.other_names();
    file.projects = projects_.take_projects();
    file.vote_columns = votes_->other_names();
    file.votes = votes_->take_votes();
    if (errors_.empty()) check_pb_figures(file, meta_, projects_, *votes_, warnings_);
  }

  std::string_view text_;
  PbReadLimits const& limits_;
  PbFindings errors_;
  PbFindings warnings_;
  PbMetaSection meta_;
  PbProjectSection projects_;
  std::optional<PbVoteSection> votes_;

  std::optional<PbSection> section_;  // nothing before the first
  bool header_seen_ = false;
  bool skipping_ = false;                                 // until the next section
  std::array<std::size_t, all_sections.size()> lines_{};  // of the sections seen, 0 for the others
};

}  // namespace

PbReading read_pb(std::string_view text, PbReadLimits const& limits) {
  return Reader(text, limits).read();
}

}  // namespace torg::archive
