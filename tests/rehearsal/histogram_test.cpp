#include "rehearsal/histogram.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace torg::rehearsal {
namespace {

using std::chrono::nanoseconds;

RC_GTEST_PROP(Histogram, a_quantile_is_the_sorted_ones_to_the_width_of_a_bucket, ()) {
  auto const values = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::inRange<std::int64_t>(0, 100'000'000'000)));
  Histogram histogram;
  for (auto const value : values) histogram.record(nanoseconds(value));
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  for (double const part : {0.01, 0.5, 0.9, 0.99, 1.0}) {
    auto const place =
        static_cast<std::size_t>(std::ceil(part * static_cast<double>(sorted.size())));
    auto const exact = static_cast<double>(sorted[std::max<std::size_t>(place, 1) - 1]);
    auto const told = static_cast<double>(histogram.quantile(part).count());
    RC_ASSERT(told >= std::floor(exact / 250) * 250);
    RC_ASSERT(told <= exact * (1 + 1.0 / 32) + 250);
  }
  RC_ASSERT(histogram.most() == nanoseconds(sorted.back()));
  RC_ASSERT(histogram.count() == sorted.size());
}

TEST(Histogram, given_two_when_added_then_it_counts_both) {
  Histogram all;
  Histogram one;
  one.record(std::chrono::milliseconds(3));
  all.record(std::chrono::milliseconds(1));
  all.add(one);
  EXPECT_EQ(all.count(), 2u);
  EXPECT_EQ(all.most(), std::chrono::milliseconds(3));
  EXPECT_EQ(all.mean(), std::chrono::milliseconds(2));
  all.clear();
  EXPECT_EQ(all.count(), 0u);
  EXPECT_EQ(all.quantile(0.5).count(), 0);
}

TEST(Histogram, given_an_hour_and_more_when_recorded_then_it_is_kept_as_the_most) {
  Histogram histogram;
  histogram.record(std::chrono::hours(100));
  EXPECT_EQ(histogram.count(), 1u);
  EXPECT_EQ(histogram.most(), std::chrono::hours(100));
}

}  // namespace
}  // namespace torg::rehearsal
