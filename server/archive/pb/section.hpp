#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace torg::archive {

// In the order in which they stand in a file.
enum class PbSection : std::uint8_t { meta, projects, votes };

// "META", "PROJECTS" and "VOTES".
std::string_view name_of(PbSection section);
// In any case.
std::optional<PbSection> section_named(std::string_view name);

}  // namespace torg::archive
