#pragma once

#include <string_view>
#include <vector>

namespace torg::net {

// One element of a list such as "sv-SE, en;q=0.8". The weight is in thousandths: 1000 without "q",
// 0 for what is not wanted, or is written so that its weight cannot be read.
struct Accepted {
  std::string_view name;
  int weight = 0;
};

// The elements in their order. Beast's own reader stops behind a parameter that a comma and a space
// follow.
std::vector<Accepted> accepted_list(std::string_view list);

// Whether the list names the coding with a weight above zero.
bool accepts(std::string_view list, std::string_view coding);

}  // namespace torg::net
