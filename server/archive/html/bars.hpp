#pragma once

#include <cstdint>
#include <string>
#include <vector>

// Pictures of figures that a table beside them says as well. Lengths are attributes of a picture,
// not styles, which the page's policy forbids.
namespace torg::archive {

enum class BarLook {
  room,         // what people chose
  room_below,   // the same, of what did not make it
  money,        // kronor
  money_below,  // kronor that are not free
};

// One bar, `value` long where `most` is the whole line.
std::string bar(std::int64_t value, std::int64_t most, BarLook look);

struct PotPart {
  std::int64_t amount = 0;
  // Stands in the part where it is wide enough; plain text of a few characters.
  std::string label;
  // Nobody gets it: hatched.
  bool rest = false;
};

// An amount of money as one bar, its parts from the left. Nothing when `total` is 0.
std::string pot_bar(std::vector<PotPart> const& parts, std::int64_t total);

// A line from 0 to 1 with a tick at each place, given in thousandths.
std::string tick_line(std::vector<std::int64_t> const& thousandths);

}  // namespace torg::archive
