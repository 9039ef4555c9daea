#include <gtest/gtest.h>

#include "tally/reference_json.hpp"

namespace torg::tally::test {

namespace {

class DemoVotes : public testing::Test {
 protected:
  const Json demo_ = load_json("demo/vingaker_votes.json");

  Json split(const Json& rule, SplitMethod method) const {
    return split_as_reference(rule, demo_.at("split").at("ballots"), method);
  }
};

TEST_F(DemoVotes, given_the_dots_of_44_people_when_counted_then_every_figure_agrees) {
  const Json& vote = demo_.at("dots");
  EXPECT_EQ(vote.at("expected"), dots_as_reference(vote.at("rule"), vote.at("ballots")));
}

TEST_F(DemoVotes, given_bounds_and_hundreds_when_the_pot_is_split_then_every_figure_agrees) {
  const Json& vote = demo_.at("split");
  const Json& expected = vote.at("expected").at("with_bounds_and_unit");
  for (const auto& [name, method] : {std::pair{"mean", SplitMethod::mean},
                                     std::pair{"median_renormalised", SplitMethod::median}}) {
    const Json result = split(vote.at("rule"), method);
    for (const auto& [field, value] : expected.at(name).items()) {
      EXPECT_EQ(value, result.at(field)) << name << " " << field;
    }
  }
}

TEST_F(DemoVotes, given_no_bounds_and_single_kronor_when_the_pot_is_split_then_amounts_agree) {
  Json rule = demo_.at("split").at("rule");
  rule.erase("minimum");
  rule.erase("maximum");
  rule["unit"] = 1;
  const Json& expected = demo_.at("split").at("expected").at("without_bounds_unit_1");
  EXPECT_EQ(expected.at("mean"), split(rule, SplitMethod::mean).at("amounts"));
  EXPECT_EQ(expected.at("median_renormalised"), split(rule, SplitMethod::median).at("amounts"));
}

}  // namespace

}  // namespace torg::tally::test
