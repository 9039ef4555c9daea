#pragma once

#include <cstddef>
#include <optional>

#include "archive/misfit.hpp"
#include "domain/meeting.hpp"
#include "store/records.hpp"

namespace torg::archive {

// What was found of one box; `misfit` is the first thing that is wrong with it.
struct BoxFinding {
  std::optional<MisfitKind> misfit;
  // The ballots were counted anew, and the result is the recorded one.
  bool recounted = false;
  // Sealed under a rule that this version does not have, so that nothing can be said of its result.
  bool rule_unknown = false;
  std::size_t ballots = 0;
};

// Holds what is stored of a box against what the journal says of it. A sealed box is counted with
// the rule that it recorded; `entitled` as domain::entitled_in has it. Pure.
BoxFinding verify_box(domain::Box const& told, store::BoxRecord const& stored,
                      std::size_t entitled);

}  // namespace torg::archive
