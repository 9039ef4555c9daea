#include "net/connection_count.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace torg::net {
namespace {

using Places = std::vector<std::unique_ptr<ConnectionCount::Place>>;

TEST(ConnectionCount, given_n_connections_of_one_address_then_one_more_is_refused_until_one_goes) {
  auto const count = std::make_shared<ConnectionCount>(100, 3);
  Places places;
  for (int i = 0; i < 3; ++i) {
    places.push_back(count->take("10.0.0.1"));
    ASSERT_TRUE(places.back()) << i;
  }
  EXPECT_FALSE(count->take("10.0.0.1"));
  EXPECT_TRUE(count->take("10.0.0.2"));
  EXPECT_EQ(count->in_all(), 3u);
  places.pop_back();
  places.push_back(count->take("10.0.0.1"));
  EXPECT_TRUE(places.back());
  EXPECT_FALSE(count->take("10.0.0.1"));
}

TEST(ConnectionCount, given_n_connections_in_all_then_one_more_is_refused_from_any_address) {
  auto const count = std::make_shared<ConnectionCount>(4, 100);
  Places places;
  for (int i = 0; i < 4; ++i) {
    places.push_back(count->take("10.0.0." + std::to_string(i)));
    ASSERT_TRUE(places.back()) << i;
  }
  EXPECT_FALSE(count->take("10.0.0.99"));
  EXPECT_EQ(count->in_all(), 4u);
  places.clear();
  EXPECT_EQ(count->in_all(), 0u);
  EXPECT_TRUE(count->take("10.0.0.99"));
}

TEST(ConnectionCount, given_a_refusal_then_it_takes_no_place) {
  auto const count = std::make_shared<ConnectionCount>(2, 1);
  auto const first = count->take("a");
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(count->take("a"));
  EXPECT_EQ(count->in_all(), 1u);
  EXPECT_TRUE(count->take("b"));
}

TEST(ConnectionCount, given_an_address_of_many_then_each_counts_where_it_moves_to) {
  auto const count = std::make_shared<ConnectionCount>(5, 2);
  Places places;
  for (int i = 0; i < 4; ++i) {
    places.push_back(count->take_shared("proxy"));
    ASSERT_TRUE(places.back()) << i;
  }
  EXPECT_TRUE(places[0]->move_to("a"));
  EXPECT_TRUE(places[1]->move_to("a"));
  EXPECT_FALSE(places[2]->move_to("a"));
  EXPECT_EQ(places[2]->address(), "proxy");
  EXPECT_TRUE(places[2]->move_to("b"));
  EXPECT_EQ(places[2]->address(), "b");
  EXPECT_EQ(count->in_all(), 4u);
  places.erase(places.begin());
  EXPECT_TRUE(places.back()->move_to("a"));
  EXPECT_TRUE(count->take_shared("proxy"));
  places.clear();
  EXPECT_EQ(count->in_all(), 0u);
}

TEST(ConnectionCount, given_several_threads_then_never_more_than_the_limit_and_none_is_lost) {
  auto const count = std::make_shared<ConnectionCount>(5, 5);
  std::atomic<int> standing = 0;
  std::atomic<bool> above = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5'000; ++i) {
        auto const one = count->take("a");
        auto const two = count->take("a");
        int const mine = (one ? 1 : 0) + (two ? 1 : 0);
        if ((standing += mine) > 5) above = true;
        standing -= mine;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_FALSE(above);
  EXPECT_EQ(count->in_all(), 0u);
}

}  // namespace
}  // namespace torg::net
