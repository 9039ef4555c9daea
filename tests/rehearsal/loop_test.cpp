#include "rehearsal/loop.hpp"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <vector>

namespace torg::rehearsal {
namespace {

using namespace std::chrono_literals;

class Event final : public Loop::Watched {
 public:
  explicit Event(std::function<void()> ready) : ready_(std::move(ready)) {}
  ~Event() { ::close(descriptor); }
  void on_ready(std::uint32_t) override { ready_(); }
  int const descriptor = ::eventfd(1, EFD_NONBLOCK);

 private:
  std::function<void()> ready_;
};

TEST(Loop, given_tasks_when_their_times_come_then_they_run_once_in_their_order) {
  Loop loop;
  std::vector<int> ran;
  loop.after(20ms, [&] { ran.push_back(2); });
  loop.after(1ms, [&] { ran.push_back(1); });
  auto const cancelled = loop.after(5ms, [&] { ran.push_back(0); });
  loop.cancel(cancelled);
  EXPECT_FALSE(loop.run_until([&] { return ran.size() == 3; }, 60ms));
  EXPECT_EQ(ran, (std::vector<int>{1, 2}));
}

TEST(Loop, given_a_task_that_sets_itself_again_when_turned_then_sockets_get_their_turn) {
  Loop loop;
  bool seen = false;
  Event event([&] { seen = true; });
  ASSERT_TRUE(loop.watch(event.descriptor, EPOLLIN, event));
  std::function<void()> again = [&] { loop.after(0ns, again); };
  loop.after(0ns, again);
  EXPECT_TRUE(loop.run_until([&] { return seen; }, 1s));
  loop.forget(event.descriptor, event);
}

TEST(Loop, given_two_ready_at_once_when_one_forgets_the_other_then_that_one_is_not_told) {
  Loop loop;
  int told = 0;
  Event* events[2] = {};
  auto const forget_both = [&] {
    ++told;
    for (auto* const event : events) loop.forget(event->descriptor, *event);
  };
  Event first(forget_both);
  Event second(forget_both);
  events[0] = &first;
  events[1] = &second;
  ASSERT_TRUE(loop.watch(first.descriptor, EPOLLIN, first));
  ASSERT_TRUE(loop.watch(second.descriptor, EPOLLIN, second));
  loop.run_for(20ms);
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace torg::rehearsal
