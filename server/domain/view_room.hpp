#pragma once

#include "domain/view.hpp"

namespace torg::domain {

// What everyone in the hall sees alike, on the phones and on the wall. Whatever belongs to one of
// them only is written by its own view.
//
//   draft   the front of the meeting
//   open    also agenda, ledger, presence, timer
//   live    also the running item, its released proposals, its newest box and the void ones before
//           it, turnout, and the result of a box once it is shown, with what other rules would have
//           given
//   closed  front, agenda and ledger
Sections room_view(Meeting const& meeting, ContentMap const& texts, LiveFacts const& facts);

}  // namespace torg::domain
