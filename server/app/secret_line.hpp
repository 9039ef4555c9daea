#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace torg::app {

// One line of standard input. On a terminal the prompt is written to `err` first, and what is typed
// does not show. Nothing at the end of input, or when the line is longer than any link.
std::optional<std::string> read_secret_line(std::string_view prompt, std::ostream& err);

}  // namespace torg::app
