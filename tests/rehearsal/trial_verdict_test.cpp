#include "rehearsal/trial_verdict.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace torg::rehearsal {
namespace {

using std::chrono::milliseconds;
using Reasons = std::vector<TrialReason>;

void record(Histogram& histogram, int times, milliseconds each) {
  for (int i = 0; i < times; ++i) histogram.record(each);
}

// A thousand phones that vote three times in a hall where all is well.
TrialReport good_report() {
  TrialReport report;
  report.phones = report.came_in = 1'000;
  report.rounds = 3;
  report.saved = report.counted = 3'000;
  report.wandered = 450;
  record(report.joining, 1'000, milliseconds(300));
  record(report.returning, 450, milliseconds(200));
  record(report.to_phones, 3'000, milliseconds(80));
  record(report.saving, 3'600, milliseconds(20));
  record(report.to_screen, 3'000, milliseconds(120));
  record(report.lateness, 10'000, milliseconds(1));
  return report;
}

Reasons after(std::function<void(TrialReport&)> const& change) {
  auto report = good_report();
  change(report);
  return reasons_against(report);
}

TEST(TrialVerdict, given_a_hall_where_all_is_well_then_nothing_is_against_it) {
  EXPECT_EQ(reasons_against(good_report()), Reasons());
}

TEST(TrialVerdict, given_one_thing_that_is_not_well_then_it_alone_is_named) {
  EXPECT_EQ(after([](auto& report) { report.came_in = 999; }), Reasons{TrialReason::not_all_in});
  EXPECT_EQ(after([](auto& report) { record(report.joining, 60, milliseconds(3'000)); }),
            Reasons{TrialReason::slow_joining});
  EXPECT_EQ(after([](auto& report) { record(report.returning, 30, milliseconds(3'000)); }),
            Reasons{TrialReason::slow_joining});
  EXPECT_EQ(after([](auto& report) { record(report.saving, 50, milliseconds(1'500)); }),
            Reasons{TrialReason::slow_saving});
  EXPECT_EQ(after([](auto& report) { record(report.to_screen, 50, milliseconds(1'500)); }),
            Reasons{TrialReason::slow_screen});
  EXPECT_EQ(after([](auto& report) { record(report.to_phones, 50, milliseconds(1'500)); }),
            Reasons{TrialReason::slow_phones});
  EXPECT_EQ(after([](auto& report) { report.lost = 6; }), Reasons{TrialReason::lost});
  EXPECT_EQ(after([](auto& report) { report.refused = 1; }), Reasons{TrialReason::votes_refused});
  EXPECT_EQ(after([](auto& report) {
              report.unanswered = 1;
              --report.saved;
            }),
            Reasons{TrialReason::votes_unanswered});
  EXPECT_EQ(after([](auto& report) { --report.counted; }), Reasons{TrialReason::votes_missing});
  EXPECT_EQ(after([](auto& report) { ++report.counted; }), Reasons{TrialReason::votes_missing});
}

TEST(TrialVerdict, given_what_a_hall_has_to_bear_then_it_is_still_well) {
  EXPECT_EQ(after([](auto& report) { record(report.joining, 40, milliseconds(3'000)); }),
            Reasons());
  EXPECT_EQ(after([](auto& report) { record(report.to_screen, 20, milliseconds(1'500)); }),
            Reasons());
  EXPECT_EQ(after([](auto& report) { report.lost = 5; }), Reasons());
}

TEST(TrialVerdict, given_a_slow_simulation_then_it_is_named_beside_what_it_may_have_caused) {
  auto const slow = [](auto& report) { record(report.lateness, 500, milliseconds(300)); };
  EXPECT_EQ(after(slow), Reasons());
  EXPECT_EQ(after([&](auto& report) {
              slow(report);
              record(report.saving, 500, milliseconds(1'500));
            }),
            (Reasons{TrialReason::slow_saving, TrialReason::slow_machine}));
}

}  // namespace
}  // namespace torg::rehearsal
