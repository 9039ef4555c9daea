#pragma once

#include <string_view>

namespace torg::tally {

/// What a box records about how it is counted. The pair names one fixed calculation for ever: a
/// change in what comes out is a new version beside the old one, so that an old box can be
/// recounted.
struct RuleId {
  std::string_view name;
  int version;

  friend constexpr bool operator==(const RuleId&, const RuleId&) = default;
};

}  // namespace torg::tally
