#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/pb/columns.hpp"
#include "archive/pb/file.hpp"
#include "archive/pb/finding.hpp"
#include "archive/pb/number.hpp"
#include "archive/pb/rows.hpp"

namespace torg::archive {

// The section PROJECTS while it is read.
class PbProjectSection {
 public:
  explicit PbProjectSection(std::size_t most, PbFindings& errors)
      : most_projects_(most), errors_(errors) {}

  // False, and an error, when a column is missing.
  bool take_header(PbRow const& row);
  void take(PbRow& row);

  // The project's place; nothing when there is none of that id.
  std::optional<std::size_t> find(std::string_view id) const;
  std::size_t size() const { return projects_.size(); }
  std::size_t line(std::size_t project) const { return lines_[project]; }
  std::vector<std::string> other_names() const;

  // For each project, where its row says so.
  struct Official {
    std::optional<PbNumber> votes;
    std::optional<PbNumber> score;
  };
  std::vector<Official> const& official() const { return official_; }

  // The most that a cost has.
  int decimals() const;
  // Gives the projects their costs.
  void scale_costs(int decimals);
  std::vector<PbProject> take_projects() { return std::move(projects_); }

 private:
  bool take_id(std::string_view id, std::size_t line);

  std::size_t most_projects_;
  PbFindings& errors_;
  std::optional<PbColumns> columns_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::vector<PbProject> projects_;
  std::vector<PbPlacedNumber> costs_;
  std::vector<Official> official_;
  std::vector<std::size_t> lines_;
};

}  // namespace torg::archive
