#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/types.hpp"

namespace torg::domain {

// What a count could not decide by what people voted, with some of it in and some of it out.
struct TieAtCut {
  std::vector<protocol::OptionNumber> options;  // in the order of the result
  // Of a vote with dots: how many of them go on.
  std::int64_t seats = 0;
  // Of projects: what is not spent if none of them is funded.
  protocol::Kronor money = 0;
};

// Nothing when the votes decided, or when the vote has no cut. Of projects only those are tied
// between which the lot decided: that the cheaper one goes first is part of the rule.
std::optional<TieAtCut> tie_at_cut(protocol::Result const& result);

}  // namespace torg::domain
