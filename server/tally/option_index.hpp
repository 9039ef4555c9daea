#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace torg::tally {

/// The number that an option carries on phone, screen and paper.
using OptionNumber = std::uint32_t;

/// Finds an option's place in the list it was voted on in.
class OptionIndex {
 public:
  /// Throws std::invalid_argument if a number occurs twice: such a list must never reach a tally.
  explicit OptionIndex(std::span<const OptionNumber> options);

  /// The place counted from 0, or nothing for a number that is not in the list.
  std::optional<std::size_t> find(OptionNumber option) const;

  std::size_t size() const { return places_.size(); }

 private:
  std::vector<std::pair<OptionNumber, std::size_t>> places_;
};

bool has_duplicates(std::span<const OptionNumber> options);

}  // namespace torg::tally
