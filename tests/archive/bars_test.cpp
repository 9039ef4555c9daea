#include "archive/html/bars.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <regex>
#include <string>
#include <vector>

namespace torg::archive {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Drawn {
  std::int64_t x;
  std::int64_t width;
};

std::vector<Drawn> rects_of(std::string const& svg) {
  std::vector<Drawn> out;
  std::regex const rect("<rect[^>]* x=\"([0-9]+)\" width=\"([0-9]+)\"");
  for (std::sregex_iterator it(svg.begin(), svg.end(), rect), end; it != end; ++it) {
    out.push_back({std::stoll((*it)[1]), std::stoll((*it)[2])});
  }
  return out;
}

RC_GTEST_PROP(PotBar, given_any_amounts_then_no_part_covers_another_and_none_is_outside, ()) {
  auto const amounts = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1'000'000)));
  auto const total = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
  RC_PRE(total > 0);
  std::vector<PotPart> parts;
  for (auto const amount : amounts) parts.push_back({amount, "1"});
  std::int64_t before = 0;
  for (auto const& drawn : rects_of(pot_bar(parts, total))) {
    RC_ASSERT(drawn.x >= before);
    RC_ASSERT(drawn.width >= 1);
    before = drawn.x + drawn.width;
  }
  RC_ASSERT(before <= 760);
}

TEST(PotBar, given_what_is_left_then_it_is_hatched_and_the_rest_of_the_bar_is_not) {
  auto const svg = pot_bar({{75, "1"}, {25, "", true}}, 100);
  EXPECT_THAT(svg, HasSubstr("<rect x=\"0\" width=\"568\""));
  EXPECT_THAT(svg, HasSubstr("<rect class=\"rest\" x=\"570\" width=\"190\""));
  EXPECT_THAT(svg, HasSubstr("class=\"hatch\" d=\"M570 28"));
  EXPECT_THAT(pot_bar({{100, "1"}}, 100), Not(HasSubstr("hatch")));
}

TEST(PotBar, given_no_money_or_labels_that_could_be_markup_then_nothing_breaks) {
  EXPECT_EQ(pot_bar({{0, "1"}}, 0), "");
  EXPECT_THAT(pot_bar({{10, "<b>"}}, 10), HasSubstr("&lt;b&gt;"));
}

TEST(Bar, given_a_value_then_its_length_is_its_part_of_the_largest) {
  EXPECT_THAT(bar(5, 10, BarLook::room), HasSubstr("width=\"500\""));
  EXPECT_THAT(bar(10, 10, BarLook::money_below), HasSubstr("class=\"bar-line money below\""));
  EXPECT_THAT(bar(0, 0, BarLook::room), HasSubstr("width=\"0\""));
}

}  // namespace
}  // namespace torg::archive
