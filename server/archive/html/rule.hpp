#pragma once

#include <string>

#include "archive/round.hpp"

namespace torg::archive {

// The name of a way to fund or split, as the protocol's FundMethod or SplitMethod has it, in words.
// Plain text.
std::string method_name(Catalogue const& say, protocol::BallotRule const& rule,
                        std::string_view method);

// The rule that was frozen with the box: its name and what it does in one paragraph, weights, the
// lot, its recorded name and version.
std::string rule_html(Round const& round);

}  // namespace torg::archive
