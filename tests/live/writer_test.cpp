#include "live/writer.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "gated_store.hpp"
#include "support/faulty_store.hpp"
#include "support/memory_store.hpp"

namespace torg::test {
namespace {

store::Unit event_after(std::uint64_t version) {
  return {store::AppendEvents{"meeting/a", version, {{"Happened", "{}"}}, {}}};
}

class Writing : public ::testing::Test {
 protected:
  void run_until(std::size_t told) {
    auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (outcomes_.size() < told && std::chrono::steady_clock::now() < give_up) {
      loop_.restart();
      if (loop_.poll() == 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    ASSERT_EQ(outcomes_.size(), told);
  }
  void submit(std::uint64_t after_version) {
    writer_.submit(event_after(after_version), loop_,
                   [this](live::WriteOutcome outcome) { outcomes_.push_back(outcome); });
  }

  live::Limits limits_;
  MemoryStore memory_;
  FaultyStore faulty_{memory_};
  GatedStore gate_{faulty_};
  boost::asio::io_context loop_;
  std::vector<live::WriteOutcome> outcomes_;
  live::Writer writer_{gate_, limits_};
};

TEST_F(Writing, given_a_commit_under_way_when_more_comes_then_it_gathers_into_one_batch) {
  gate_.shut();
  submit(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  for (std::uint64_t version = 1; version < 100; ++version) submit(version);
  gate_.open();
  run_until(100);
  for (auto const& outcome : outcomes_) EXPECT_EQ(outcome.status, live::WriteStatus::committed);
  writer_.stop(1'000);
  EXPECT_EQ(faulty_.appends(), 2);
  EXPECT_EQ(memory_.stream_head("meeting/a")->version, 100u);
}

TEST_F(Writing, given_a_long_log_when_a_batch_is_committed_then_nobody_waits_for_the_checkpoint) {
  std::atomic<bool> told = false;
  std::atomic<int> checkpoints = 0;
  gate_.at_checkpoint = [&] {
    auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(12);
    while (!told && std::chrono::steady_clock::now() < give_up) std::this_thread::yield();
    ++checkpoints;
  };
  gate_.long_log = true;
  submit(0);
  run_until(1);
  told = true;
  writer_.stop(1'000);
  EXPECT_GE(checkpoints, 1);
}

TEST_F(Writing, given_a_unit_that_breaks_a_rule_then_it_alone_is_refused) {
  gate_.shut();
  submit(0);
  submit(7);
  submit(1);
  gate_.open();
  run_until(3);
  EXPECT_EQ(outcomes_[0].status, live::WriteStatus::committed);
  EXPECT_EQ(outcomes_[1].status, live::WriteStatus::refused);
  EXPECT_EQ(outcomes_[1].unit, store::UnitOutcome::version_conflict);
  EXPECT_EQ(outcomes_[2].status, live::WriteStatus::committed);
}

TEST_F(Writing, given_a_failed_commit_when_it_happened_then_it_is_committed) {
  faulty_.fail_append(1, FaultyStore::Moment::after_it_happened);
  submit(0);
  run_until(1);
  EXPECT_EQ(outcomes_[0].status, live::WriteStatus::committed);
}

TEST_F(Writing,
       given_a_failed_commit_when_it_did_not_happen_then_it_is_unknown_unless_space_was_short) {
  faulty_.fail_append(1, FaultyStore::Moment::before_it_happened);
  submit(0);
  run_until(1);
  EXPECT_EQ(outcomes_[0].status, live::WriteStatus::unknown);
  faulty_.fail_append(1, FaultyStore::Moment::before_it_happened, store::StoreErrc::full);
  submit(0);
  run_until(2);
  EXPECT_EQ(outcomes_[1].status, live::WriteStatus::not_stored);
  submit(0);
  run_until(3);
  EXPECT_EQ(outcomes_[2].status, live::WriteStatus::committed);
}

TEST_F(Writing, given_a_store_that_does_not_reopen_then_the_batch_is_unknown_even_if_it_happened) {
  faulty_.fail_reopens(6);
  faulty_.fail_append(1, FaultyStore::Moment::after_it_happened);
  submit(0);
  run_until(1);
  EXPECT_EQ(outcomes_[0].status, live::WriteStatus::unknown);
  EXPECT_TRUE(writer_.failing());
  submit(1);
  run_until(2);
  EXPECT_EQ(outcomes_[1].status, live::WriteStatus::committed);
  EXPECT_FALSE(writer_.failing());
}

TEST_F(Writing, given_a_read_behind_writes_then_it_sees_them) {
  std::uint64_t seen = 0;
  gate_.shut();
  submit(0);
  submit(1);
  writer_.run(
      loop_, [](store::Store& store) { return store.stream_head("meeting/a")->version; },
      [&](std::uint64_t version) { seen = version; });
  gate_.open();
  run_until(2);
  while (seen == 0) {
    loop_.restart();
    loop_.poll();
  }
  EXPECT_EQ(seen, 2u);
}

TEST_F(Writing, given_a_stop_when_units_wait_then_they_are_finished_first) {
  for (std::uint64_t version = 0; version < 500; ++version) submit(version);
  writer_.stop(5'000);
  run_until(500);
  for (auto const& outcome : outcomes_) EXPECT_EQ(outcome.status, live::WriteStatus::committed);
  submit(500);
  run_until(501);
  EXPECT_EQ(outcomes_.back().status, live::WriteStatus::unknown);
}

}  // namespace
}  // namespace torg::test
