#pragma once

#include <cstddef>
#include <string_view>

namespace torg::archive {

// The length of the valid UTF-8 character that the text begins with, 0 when it is none.
std::size_t utf8_length(std::string_view text);

// Whether one valid character is a control character, tabs and line ends among them.
bool is_control(std::string_view character);

}  // namespace torg::archive
