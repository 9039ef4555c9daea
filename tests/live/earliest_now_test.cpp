#include "live/earliest_now.hpp"

#include <gtest/gtest.h>

#include "live/clock.hpp"
#include "live/journal_unit.hpp"
#include "support/memory_store.hpp"

namespace torg::test {
namespace {

class EarliestNow : public testing::Test {
 protected:
  void keep(store::Unit unit) {
    std::vector<store::Unit> const units{std::move(unit)};
    ASSERT_EQ(store.append(units).value().front(), store::UnitOutcome::committed);
  }
  /// One more event of a meeting.
  void happens(std::string const& meeting, std::int64_t at_ms) {
    protocol::TimerStopped event;
    event.at_ms = at_ms;
    auto const stream = live::meeting_stream(meeting);
    keep({live::append_of(stream, store.stream_head(stream)->version, {event}, {})});
  }
  void opens_box(std::string const& meeting) {
    keep({store::OpenBox{live::meeting_stream(meeting), 1, "secret"}});
  }

  MemoryStore store;
};

TEST_F(EarliestNow, given_no_open_ballot_then_nothing_is_said_of_the_time) {
  EXPECT_EQ(live::earliest_now(store).value(), 0);
  happens("aaaaaaaaaa", 5'000);
  EXPECT_EQ(live::earliest_now(store).value(), 0);
  opens_box("aaaaaaaaaa");
  keep({store::StopBox{live::meeting_stream("aaaaaaaaaa"), 1}});
  EXPECT_EQ(live::earliest_now(store).value(), 0);
}

TEST_F(EarliestNow, given_open_ballots_then_it_is_the_newest_time_of_their_meetings) {
  happens("aaaaaaaaaa", 5'000);
  happens("aaaaaaaaaa", 6'000);
  opens_box("aaaaaaaaaa");
  happens("bbbbbbbbbb", 3'000);
  opens_box("bbbbbbbbbb");
  happens("cccccccccc", 9'000);
  EXPECT_EQ(live::earliest_now(store).value(), 6'000);
}

TEST_F(EarliestNow, given_a_damaged_journal_then_the_others_tell) {
  happens("aaaaaaaaaa", 5'000);
  opens_box("aaaaaaaaaa");
  keep({store::AppendEvents{live::meeting_stream("bbbbbbbbbb"), 0, {{"Nonsense", "{}"}}, {}}});
  opens_box("bbbbbbbbbb");
  EXPECT_EQ(live::earliest_now(store).value(), 5'000);
}

TEST(SystemClock,
     given_a_time_that_it_cannot_be_before_then_it_begins_there_if_the_machine_is_behind) {
  live::SystemClock const machine;
  auto const now_ms = machine.now_ms();
  EXPECT_LT(live::SystemClock(now_ms - 100'000).now_ms(), now_ms + 60'000);
  EXPECT_GE(live::SystemClock(now_ms - 100'000).now_ms(), now_ms);
  auto const ahead_ms = now_ms + 3'600'000;
  live::SystemClock const set_back(ahead_ms);
  EXPECT_GE(set_back.now_ms(), ahead_ms);
  EXPECT_LT(set_back.now_ms(), ahead_ms + 60'000);
}

}  // namespace
}  // namespace torg::test
