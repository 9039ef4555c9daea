#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <string>
#include <vector>

#include "tally/reference_json.hpp"

namespace torg::tally::test {

namespace {

const Json& cases() {
  static const Json loaded = load_json("divisible/cases.json").at("cases");
  return loaded;
}

std::vector<std::string> ids_of(const std::string& kind) {
  std::vector<std::string> ids;
  for (const Json& one : cases()) {
    if (one.at("kind") == kind) ids.push_back(one.at("id"));
  }
  return ids;
}

const Json& case_of(const std::string& id) {
  return *std::find_if(cases().begin(), cases().end(),
                       [&id](const Json& one) { return one.at("id") == id; });
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

class ReferenceDots : public testing::TestWithParam<std::string> {};
class ReferenceSplit : public testing::TestWithParam<std::string> {};

TEST_P(ReferenceDots, given_its_ballots_when_counted_then_every_figure_agrees) {
  const Json& one = case_of(GetParam());
  const Json& input = one.at("input");
  EXPECT_EQ(one.at("expected"), dots_as_reference(input, input.at("ballots"))) << one.at("note");
}

TEST_P(ReferenceSplit, given_its_ballots_when_split_by_the_mean_then_every_figure_agrees) {
  const Json& one = case_of(GetParam());
  const Json& input = one.at("input");
  EXPECT_EQ(one.at("expected").at("mean"),
            split_as_reference(input, input.at("ballots"), SplitMethod::mean))
      << one.at("note");
}

TEST_P(ReferenceSplit, given_its_ballots_when_split_by_the_median_then_every_figure_agrees) {
  const Json& one = case_of(GetParam());
  const Json& input = one.at("input");
  EXPECT_EQ(one.at("expected").at("median_renormalised"),
            split_as_reference(input, input.at("ballots"), SplitMethod::median))
      << one.at("note");
}

TEST_P(ReferenceSplit, given_its_ballots_when_split_by_markets_then_every_figure_agrees) {
  const Json& one = case_of(GetParam());
  const Json& input = one.at("input");
  EXPECT_EQ(one.at("expected").at("independent_markets"),
            split_as_reference(input, input.at("ballots"), SplitMethod::independent_markets))
      << one.at("note");
}

INSTANTIATE_TEST_SUITE_P(Case, ReferenceDots, testing::ValuesIn(ids_of("dot")), test_name);
INSTANTIATE_TEST_SUITE_P(Case, ReferenceSplit, testing::ValuesIn(ids_of("split")), test_name);

TEST(ReferenceCases, given_the_file_when_read_then_ten_dot_cases_and_thirty_splits_are_there) {
  EXPECT_EQ(10u, ids_of("dot").size());
  EXPECT_EQ(30u, ids_of("split").size());
}

}  // namespace

}  // namespace torg::tally::test
