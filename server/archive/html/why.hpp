#pragma once

#include <string>

#include "archive/round.hpp"

namespace torg::archive {

// How a result came about, in plain words. Nothing for a kind of vote that needs none.
std::string why_html(Round const& round, protocol::Result const& result);

// Who paid for what in which order, why each of the others got nothing, what decided ties.
std::string fund_why_html(Round const& round, protocol::FundResult const& result);
// How each amount came about, with a picture of the fixed points where the rule has some.
std::string split_why_html(Round const& round, protocol::SplitResult const& result);

}  // namespace torg::archive
