#include "domain/planned_times.hpp"

#include <gtest/gtest.h>

#include "domain/sample_meeting.hpp"

namespace torg::domain {
namespace {

using Times = std::map<ItemId, std::int64_t>;
constexpr std::int64_t minute = 60'000;

// Four items of 10, 20, none and 5 minutes in a meeting that is to start at minute 1000.
struct FourItems : ::testing::Test {
  SampleMeeting sample;

  FourItems() {
    sample.meeting.phase = protocol::MeetingPhase::open;
    sample.meeting.starts_at_ms = 1'000 * minute;
    for (std::optional<std::int64_t> const minutes :
         {std::optional<std::int64_t>(10), std::optional<std::int64_t>(20),
          std::optional<std::int64_t>(), std::optional<std::int64_t>(5)}) {
      sample.item(protocol::ItemKind::info, "x").definition.minutes = minutes;
    }
  }

  void set(ItemId id, protocol::ItemState state, std::int64_t started_at_minute) {
    sample.meeting.phase = protocol::MeetingPhase::live;
    Item& item = *sample.meeting.find_item(id);
    item.state = state;
    item.started_at_ms = started_at_minute * minute;
  }
};

TEST_F(FourItems, given_an_announced_start_when_planned_then_lengths_add_up) {
  EXPECT_EQ(
      planned_times(sample.meeting),
      (Times{{1, 1'000 * minute}, {2, 1'010 * minute}, {3, 1'030 * minute}, {4, 1'030 * minute}}));
}

TEST_F(FourItems, given_no_start_when_planned_then_there_are_no_times) {
  sample.meeting.starts_at_ms.reset();
  EXPECT_EQ(planned_times(sample.meeting), Times{});
}

TEST_F(FourItems, given_a_skipped_item_when_planned_then_it_has_neither_time_nor_length) {
  sample.meeting.find_item(2)->state = protocol::ItemState::skipped;
  EXPECT_EQ(planned_times(sample.meeting),
            (Times{{1, 1'000 * minute}, {3, 1'010 * minute}, {4, 1'010 * minute}}));
}

TEST_F(FourItems, given_a_late_meeting_when_planned_then_what_comes_moves_with_it) {
  set(1, protocol::ItemState::done, 1'007);
  set(2, protocol::ItemState::running, 1'025);
  EXPECT_EQ(
      planned_times(sample.meeting),
      (Times{{1, 1'007 * minute}, {2, 1'025 * minute}, {3, 1'045 * minute}, {4, 1'045 * minute}}));
}

TEST_F(FourItems, given_an_item_passed_by_when_planned_then_it_has_no_time) {
  set(3, protocol::ItemState::running, 1'001);
  EXPECT_EQ(planned_times(sample.meeting), (Times{{3, 1'001 * minute}, {4, 1'001 * minute}}));
}

TEST_F(FourItems, given_a_meeting_that_went_back_when_planned_then_it_goes_on_from_there) {
  set(1, protocol::ItemState::running, 1'050);
  set(2, protocol::ItemState::done, 1'010);
  EXPECT_EQ(
      planned_times(sample.meeting),
      (Times{{1, 1'050 * minute}, {2, 1'010 * minute}, {3, 1'060 * minute}, {4, 1'060 * minute}}));
}

TEST_F(FourItems, given_a_closed_meeting_when_planned_then_what_did_not_run_has_no_time) {
  set(1, protocol::ItemState::done, 1'000);
  sample.meeting.phase = protocol::MeetingPhase::closed;
  EXPECT_EQ(planned_times(sample.meeting), (Times{{1, 1'000 * minute}}));
}

TEST_F(FourItems, given_a_start_at_the_end_of_time_when_planned_then_no_time_is_beyond_it) {
  sample.meeting.starts_at_ms = 4'102'444'800'000;
  EXPECT_EQ(planned_times(sample.meeting), (Times{{1, 4'102'444'800'000}}));
}

}  // namespace
}  // namespace torg::domain
