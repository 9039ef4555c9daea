#pragma once

#include <iosfwd>
#include <vector>

#include "archive/catalogue.hpp"
#include "rehearsal/trial.hpp"
#include "rehearsal/trial_verdict.hpp"

namespace torg::app {

// What a trial saw, as a table of plain words and a verdict with its reasons.
void report_trial(rehearsal::TrialReport const& report,
                  std::vector<rehearsal::TrialReason> const& against, archive::Catalogue const& say,
                  std::ostream& out);
// The same as one JSON object, times in milliseconds.
void report_trial_json(rehearsal::TrialReport const& report,
                       std::vector<rehearsal::TrialReason> const& against, std::ostream& out);

}  // namespace torg::app
