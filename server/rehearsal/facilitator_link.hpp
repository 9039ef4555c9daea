#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace torg::rehearsal {

// http://hall.example:8080/f/MEETING#SECRET, as a facilitator has it.
struct FacilitatorLink {
  std::string origin;  // scheme, name and port
  std::string meeting;
  std::string token;
};

// Nothing when it is no such link. Spaces around it are forgiven.
std::optional<FacilitatorLink> read_facilitator_link(std::string_view text);

}  // namespace torg::rehearsal
