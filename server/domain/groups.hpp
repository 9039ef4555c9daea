#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/definition.hpp"
#include "domain/refusing.hpp"
#include "protocol/types.hpp"

namespace torg::domain {

// Groups of a meeting or a forum as they are written: each id once, each with a name.
inline Refused check_groups(std::vector<protocol::GroupEntry> const& groups,
                            std::string const& path) {
  std::set<GroupId> seen;
  for (std::size_t index = 0; index < groups.size(); ++index) {
    std::string const here = path + "." + std::to_string(index);
    if (!seen.insert(groups[index].group).second) {
      return refusal_at(protocol::ErrorCode::duplicate, here + ".group");
    }
    if (is_blank(groups[index].name)) {
      return refusal_at(protocol::ErrorCode::too_short, here + ".name");
    }
  }
  return std::nullopt;
}

}  // namespace torg::domain
