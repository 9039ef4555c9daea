#include "tally/option_index.hpp"

#include <algorithm>
#include <stdexcept>

namespace torg::tally {

namespace {

bool same_number(const std::pair<OptionNumber, std::size_t>& a,
                 const std::pair<OptionNumber, std::size_t>& b) {
  return a.first == b.first;
}

}  // namespace

OptionIndex::OptionIndex(std::span<const OptionNumber> options) {
  places_.reserve(options.size());
  for (std::size_t place = 0; place < options.size(); ++place) {
    places_.emplace_back(options[place], place);
  }
  std::sort(places_.begin(), places_.end());
  if (std::adjacent_find(places_.begin(), places_.end(), same_number) != places_.end()) {
    throw std::invalid_argument("OptionIndex: an option number occurs twice");
  }
}

std::optional<std::size_t> OptionIndex::find(OptionNumber option) const {
  const auto at =
      std::lower_bound(places_.begin(), places_.end(), std::pair{option, std::size_t{0}});
  if (at == places_.end() || at->first != option) return std::nullopt;
  return at->second;
}

bool has_duplicates(std::span<const OptionNumber> options) {
  std::vector<OptionNumber> sorted(options.begin(), options.end());
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

}  // namespace torg::tally
