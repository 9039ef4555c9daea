#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace torg::app {

// The bytes of a file that somebody named on the command line; nothing if it cannot be read.
std::optional<std::string> read_text_file(std::filesystem::path const& path);

}  // namespace torg::app
