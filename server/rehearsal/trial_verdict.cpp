#include "rehearsal/trial_verdict.hpp"

namespace torg::rehearsal {

std::chrono::nanoseconds told_joining(Histogram const& joining) { return joining.quantile(0.95); }

std::chrono::nanoseconds told_latency(Histogram const& latency) { return latency.quantile(0.99); }

std::vector<TrialReason> reasons_against(TrialReport const& report, TrialBars const& bars) {
  std::vector<TrialReason> reasons;
  auto const say = [&](bool applies, TrialReason reason) {
    if (applies) reasons.push_back(reason);
  };
  say(report.came_in < report.phones, TrialReason::not_all_in);
  say(told_joining(report.joining) > bars.joining || told_joining(report.returning) > bars.joining,
      TrialReason::slow_joining);
  say(told_latency(report.saving) > bars.saving, TrialReason::slow_saving);
  say(told_latency(report.to_screen) > bars.to_screen, TrialReason::slow_screen);
  say(told_latency(report.to_phones) > bars.to_phones, TrialReason::slow_phones);
  say(report.lost * 1'000 > bars.lost_of_thousand * report.phones, TrialReason::lost);
  say(report.refused > 0, TrialReason::votes_refused);
  say(report.unanswered > 0, TrialReason::votes_unanswered);
  say(report.counted < report.saved || report.counted > report.saved + report.unanswered,
      TrialReason::votes_missing);
  say(!reasons.empty() && told_latency(report.lateness) > bars.lateness, TrialReason::slow_machine);
  return reasons;
}

}  // namespace torg::rehearsal
