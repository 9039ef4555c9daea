#include "net/patrol.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace torg::net {
namespace {

class Guarded final : public Watched {
 public:
  explicit Guarded(Patrol& patrol) : patrol_(patrol) { patrol.watch(*this); }
  ~Guarded() { leave(); }
  void leave() {
    if (std::exchange(on_duty_, false)) patrol_.leave(*this);
  }
  void check(Time) override { ++checked, on_check ? on_check() : void(); }
  void drop() override { ++dropped, on_drop ? on_drop() : void(); }

  std::function<void()> on_check;
  std::function<void()> on_drop;
  int checked = 0;
  int dropped = 0;

 private:
  Patrol& patrol_;
  bool on_duty_ = true;
};

struct Round : testing::Test {
  asio::io_context loop;
  Patrol patrol{loop};
  Guarded first{patrol};
  Guarded second{patrol};
  Guarded third{patrol};
  void one_walk() { loop.run_one_for(std::chrono::seconds(3)); }
};
using PatrolWalk = Round;

TEST_F(PatrolWalk, given_three_watched_when_a_second_has_passed_then_each_is_looked_at_once) {
  one_walk();
  EXPECT_EQ(first.checked, 1);
  EXPECT_EQ(second.checked, 1);
  EXPECT_EQ(third.checked, 1);
}

TEST_F(PatrolWalk, given_one_that_leaves_while_it_is_looked_at_then_the_rest_still_get_their_turn) {
  first.on_check = [&] { first.leave(); };
  one_walk();
  EXPECT_EQ(second.checked, 1);
  EXPECT_EQ(third.checked, 1);
}

TEST_F(PatrolWalk, given_one_that_makes_the_next_leave_then_that_one_is_not_looked_at) {
  first.on_check = [&] { second.leave(); };
  one_walk();
  EXPECT_EQ(second.checked, 0);
  EXPECT_EQ(third.checked, 1);
}

TEST_F(PatrolWalk, given_the_last_that_leaves_then_the_walk_ends) {
  third.on_check = [&] {
    first.leave();
    third.leave();
  };
  one_walk();
  EXPECT_EQ(third.checked, 1);
  one_walk();
  EXPECT_EQ(first.checked, 1);
  EXPECT_EQ(second.checked, 2);
}

TEST_F(PatrolWalk,
       given_one_that_comes_during_a_walk_then_it_is_looked_at_the_next_time_at_latest) {
  std::optional<Guarded> fourth;
  third.on_check = [&] {
    if (!fourth) fourth.emplace(patrol);
  };
  one_walk();
  one_walk();
  EXPECT_GE(fourth->checked, 1);
}

TEST_F(PatrolWalk, given_a_stop_then_everyone_is_dropped_once_and_no_walk_follows) {
  first.on_drop = [&] { second.leave(); };
  third.on_drop = [&] { third.leave(); };
  patrol.stop();
  EXPECT_EQ(first.dropped, 1);
  EXPECT_EQ(second.dropped, 0);
  EXPECT_EQ(third.dropped, 1);
  loop.run_for(std::chrono::milliseconds(1'200));
  EXPECT_EQ(first.checked, 0);
}

}  // namespace
}  // namespace torg::net
