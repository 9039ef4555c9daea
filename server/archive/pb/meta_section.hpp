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

// The section META while it is read.
class PbMetaSection {
 public:
  PbMetaSection(PbFindings& errors, PbFindings& warnings) : errors_(errors), warnings_(warnings) {}

  // False, and an error, when a column is missing.
  bool take_header(PbRow const& row);
  void take(PbRow& row);
  // Reports what must be there and is not, at the section's line.
  void end(std::size_t section_line);

  std::optional<PbVoteType> vote_type() const { return vote_type_; }
  // Of a number that has a field in PbFile, by its key; 0 when it is absent.
  int decimals(std::string_view key) const;
  // The same number scaled; nothing when it is absent, or, with an error, too large.
  std::optional<std::int64_t> amount(std::string_view key, int decimals);
  // num_projects or num_votes, where it stands; nothing when it is absent.
  std::optional<PbPlacedNumber> number(std::string_view key) const;
  std::vector<PbMetaEntry> take_entries() { return std::move(entries_); }

 private:
  void take_vote_type(std::string_view value, std::size_t line);
  void take_number(std::string key, std::string_view value, std::size_t line);

  PbFindings& errors_;
  PbFindings& warnings_;
  std::optional<PbColumns> columns_;
  std::vector<PbMetaEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> seen_;  // keys with a meaning, and their lines
  std::map<std::string, PbPlacedNumber, std::less<>> numbers_;
  std::optional<PbVoteType> vote_type_;
};

}  // namespace torg::archive
