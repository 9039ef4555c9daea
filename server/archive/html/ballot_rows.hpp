#pragma once

#include <string>

#include "archive/round.hpp"

namespace torg::archive {

// Whether the ballots of a round may be listed, and are there.
bool has_ballot_rows(Round const& round);

// The ballots of a counted round as a table that can be counted by hand: one row for each, in the
// order of the voter keys, one column for each option, and the group where it may be told. A row is
// found under the short form of its key, see domain/fingerprint.hpp: "#H7QK-2M9X".
std::string ballot_rows_html(Round const& round);

}  // namespace torg::archive
