#include "archive/pb/section.hpp"

#include "archive/pb/columns.hpp"

namespace torg::archive {

std::string_view name_of(PbSection section) {
  switch (section) {
    case PbSection::meta:
      return "META";
    case PbSection::projects:
      return "PROJECTS";
    case PbSection::votes:
      return "VOTES";
  }
  return "unknown";
}

std::optional<PbSection> section_named(std::string_view name) {
  for (auto const section : {PbSection::meta, PbSection::projects, PbSection::votes}) {
    auto const own = name_of(section);
    if (name.size() == own.size() && lower_case(name) == lower_case(own)) return section;
  }
  return std::nullopt;
}

}  // namespace torg::archive
