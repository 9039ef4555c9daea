#pragma once

#include <string>
#include <vector>

#include "archive/round.hpp"

namespace torg::archive {

// The caption of a result's table: what was asked, then how binding it is and who decides.
std::string caption(Round const& round, std::vector<std::string> const& sentences);
// Plain text; empty when there were none.
std::string blank_and_abstained(Round const& round, std::int64_t blank, std::int64_t abstained);

// The figures of a result as a table with bars.
std::string dots_html(Round const& round, protocol::DotsResult const& result);
std::string split_html(Round const& round, protocol::SplitResult const& result);
std::string fund_html(Round const& round, protocol::FundResult const& result);
std::string poll_html(Round const& round, protocol::ChoiceResult const& result);
std::string poll_html(Round const& round, protocol::ScaleResult const& result);

}  // namespace torg::archive
