#include "domain/breakdown.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "domain/count.hpp"

namespace torg::domain {
namespace {

using Names = std::vector<std::string>;

TEST(ClassesToWithhold, given_classes_of_five_and_more_when_asked_then_none_is_withheld) {
  EXPECT_EQ(classes_to_withhold({{"a", 5}, {"b", 12}, {"", 7}}), Names{});
  EXPECT_EQ(classes_to_withhold({}), Names{});
}

TEST(ClassesToWithhold, given_one_small_class_when_asked_then_the_next_smallest_goes_with_it) {
  EXPECT_EQ(classes_to_withhold({{"a", 4}, {"b", 30}, {"c", 8}}), (Names{"a", "c"}));
}

TEST(ClassesToWithhold, given_small_classes_that_hold_five_together_when_asked_then_no_more_go) {
  EXPECT_EQ(classes_to_withhold({{"a", 2}, {"b", 3}, {"c", 8}}), (Names{"a", "b"}));
}

TEST(ClassesToWithhold, given_equal_sizes_when_asked_then_the_first_by_name_goes) {
  EXPECT_EQ(classes_to_withhold({{"c", 6}, {"b", 6}, {"d", 1}}), (Names{"b", "d"}));
}

TEST(ClassesToWithhold, given_a_class_whose_ballots_hold_nothing_when_asked_then_it_is_hidden) {
  EXPECT_EQ(classes_to_withhold({{"a", 0}, {"b", 9}, {"c", 10}}), (Names{"a", "b"}));
}

TEST(ClassesToWithhold, given_only_small_classes_when_asked_then_all_go) {
  EXPECT_EQ(classes_to_withhold({{"a", 1}, {"", 2}}), (Names{"", "a"}));
}

// Who knows the total and the shown classes can add and subtract them in every way. Each way gives
// every class some whole weight, and the sum of the ballots with those weights. Tries all weights
// that the total and the shown classes can give, from -2 to 2 each, and calls a way telling when
// what is left is a bare sum over withheld classes alone.
RC_GTEST_PROP(ClassesToWithhold, given_any_sizes_when_subtracted_then_no_small_sum_comes_out, ()) {
  auto const count = *rc::gen::inRange<std::size_t>(1, 7);
  std::vector<ClassSize> sizes;
  for (std::size_t k = 0; k < count; ++k) {
    sizes.push_back(
        {std::string(1, static_cast<char>('a' + k)), *rc::gen::inRange<std::int64_t>(0, 9)});
  }
  Names const names = classes_to_withhold(sizes);
  std::set<std::string> const withheld(names.begin(), names.end());

  std::vector<std::size_t> shown;
  for (std::size_t k = 0; k < count; ++k) {
    if (withheld.contains(sizes[k].ballot_class)) continue;
    RC_ASSERT(sizes[k].ballots >= 5);
    shown.push_back(k);
  }
  if (shown.empty()) return;

  std::size_t ways = 5;
  for (std::size_t k = 0; k < shown.size(); ++k) ways *= 5;
  for (std::size_t way = 0; way < ways; ++way) {
    std::size_t rest = way;
    std::vector<int> weights(count, static_cast<int>(rest % 5) - 2);
    for (std::size_t const k : shown) {
      rest /= 5;
      weights[k] += static_cast<int>(rest % 5) - 2;
    }
    std::size_t classes = 0;
    std::int64_t ballots = 0;
    bool telling = true;
    for (std::size_t k = 0; k < count; ++k) {
      if (weights[k] == 0) continue;
      telling = telling && withheld.contains(sizes[k].ballot_class);
      ++classes;
      ballots += sizes[k].ballots;
    }
    if (!telling || classes == 0) continue;
    RC_ASSERT(classes >= 2u);
    RC_ASSERT(ballots >= 5);
  }
}

// Withholding less would not do: without the last class taken, the others hold too little.
RC_GTEST_PROP(ClassesToWithhold, given_any_sizes_when_asked_then_no_more_go_than_needed, ()) {
  auto const numbers =
      *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 30));
  std::vector<ClassSize> sizes;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    sizes.push_back({"class" + std::to_string(k), numbers[k]});
  }
  Names const names = classes_to_withhold(sizes);
  std::set<std::string> const withheld(names.begin(), names.end());
  std::int64_t small = 0;
  std::vector<std::int64_t> taken_along;
  for (ClassSize const& size : sizes) {
    if (size.ballots < 5) {
      RC_ASSERT(withheld.contains(size.ballot_class));
      small += size.ballots;
    } else if (withheld.contains(size.ballot_class)) {
      taken_along.push_back(size.ballots);
    }
  }
  RC_ASSERT(taken_along.size() <= 1u);
  if (taken_along.empty()) return;
  RC_ASSERT(small < 5);
  for (ClassSize const& size : sizes) {
    if (!withheld.contains(size.ballot_class)) RC_ASSERT(size.ballots >= taken_along.front());
  }
}

ClassFigures figures_of(std::vector<ClassSize> const& sizes, std::int64_t value = 1) {
  ClassFigures figures(2);
  for (ClassSize const& size : sizes) {
    figures.mention(size.ballot_class);
    for (std::int64_t k = 0; k < size.ballots; ++k) {
      figures.add_ballot(size.ballot_class);
      figures.add(size.ballot_class, 1, value);
    }
  }
  return figures;
}

TEST(Breakdown, given_large_classes_when_stated_then_each_is_shown_the_ungrouped_last) {
  auto const breakdown = figures_of({{"", 6}, {"b", 5}, {"a", 7}}).breakdown();
  ASSERT_TRUE(breakdown);
  EXPECT_EQ(breakdown->shown, (std::vector<protocol::GroupFigures>{
                                  {"a", 7, {0, 7}}, {"b", 5, {0, 5}}, {std::nullopt, 6, {0, 6}}}));
  EXPECT_TRUE(breakdown->withheld.empty());
  EXPECT_FALSE(breakdown->withheld_ungrouped);
  EXPECT_EQ(breakdown->withheld_ballots, 0);
}

TEST(Breakdown, given_small_classes_when_stated_then_they_are_named_but_not_told) {
  auto const breakdown = figures_of({{"", 1}, {"b", 2}, {"a", 7}, {"c", 8}, {"d", 9}}).breakdown();
  ASSERT_TRUE(breakdown);
  EXPECT_EQ(breakdown->shown,
            (std::vector<protocol::GroupFigures>{{"c", 8, {0, 8}}, {"d", 9, {0, 9}}}));
  EXPECT_EQ(breakdown->withheld, (Names{"a", "b"}));
  EXPECT_TRUE(breakdown->withheld_ungrouped);
  EXPECT_EQ(breakdown->withheld_ballots, 10);
}

TEST(Breakdown, given_fewer_than_two_classes_to_show_when_stated_then_there_is_none) {
  EXPECT_FALSE(figures_of({}).breakdown());
  EXPECT_FALSE(figures_of({{"", 40}}).breakdown());
  EXPECT_FALSE(figures_of({{"a", 4}, {"b", 20}, {"c", 30}}).breakdown());
  EXPECT_TRUE(figures_of({{"a", 5}, {"b", 20}}).breakdown());
}

TEST(Breakdown, given_a_sum_that_clients_cannot_hold_when_stated_then_there_is_none) {
  std::int64_t const largest = 9'007'199'254'740'991;
  EXPECT_TRUE(figures_of({{"a", 5}, {"b", 5}}, largest / 5).breakdown());
  EXPECT_FALSE(figures_of({{"a", 5}, {"b", 5}}, largest / 5 + 1).breakdown());
}

}  // namespace
}  // namespace torg::domain
