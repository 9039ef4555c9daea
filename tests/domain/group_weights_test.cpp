#include "domain/group_weights.hpp"

#include <gtest/gtest.h>

#include "domain/class_disclosure.hpp"
#include "domain/sample_meeting.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;
using tally::Rational;

protocol::GroupWeights weights(bool visible = false) {
  return {{{"east", 2}, {"west", 1}}, 3, visible};
}

protocol::DotsRule weighed(bool visible = false) { return {3, 3, std::nullopt, weights(visible)}; }

TEST(BallotWeights, given_classes_of_different_size_then_each_class_weighs_as_a_whole) {
  auto const of = ballot_weights(weights(), {"east", "east", "west", "", "north", "south"});
  // 2, 1 and 3 of six, in units of one ballot on average.
  EXPECT_EQ(of[0] + of[1], Rational(2));
  EXPECT_EQ(of[0], of[1]);
  EXPECT_EQ(of[2], Rational(1));
  EXPECT_EQ(of[3] + of[4] + of[5], Rational(3));
}

TEST(BallotWeights, given_a_class_in_which_nobody_voted_then_its_weight_goes_to_the_others) {
  auto const of = ballot_weights(weights(), {"east", "west", "west"});
  EXPECT_EQ(of[0], Rational(2));
  EXPECT_EQ(of[1], Rational(1, 2));
}

// A vote with dots that weighs groups, item 8, running, with so many phones of each group.
Scene weighing(int east, int west, int none, bool visible = false,
               std::string const& electorate = "open") {
  Scene scene = live_meeting(east + west + none);
  for (int number = 1; number <= east + west; ++number) {
    scene.given(phone(number), std::string(R"({"type":"choose_group","group":")") +
                                   (number <= east ? "east" : "west") + "\"}");
  }
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"D"},
      "electorate":")" +
              electorate + R"(",
      "rule":{"kind":"dots","dots":3,"max_per_option":3,"weights":{
          "groups":[{"group":"east","weight":2},{"group":"west","weight":1}],"others":3,
          "visible":)" +
              std::string(visible ? "true" : "false") + R"(}},
      "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]}]})");
  scene.given(R"({"type":"start_item","item":8})");
  return scene;
}

constexpr char open_box[] = R"({"type":"open_ballot","item":8})";

TEST(OpenBallot, given_a_weighed_group_of_one_to_four_then_it_is_refused_and_named) {
  weighing(5, 4, 5).when(open_box).then_refused(ErrorCode::class_too_small,
                                                "command.item.rule.weights.groups.1");
  weighing(1, 5, 5).when(open_box).then_refused(ErrorCode::class_too_small,
                                                "command.item.rule.weights.groups.0");
  weighing(5, 5, 2).when(open_box).then_refused(ErrorCode::class_too_small,
                                                "command.item.rule.weights.others");
}

TEST(OpenBallot, given_weighed_groups_of_five_or_of_nobody_then_it_opens) {
  EXPECT_EQ(weighing(5, 6, 5).when(open_box).accepted().answer.box, 1);
  EXPECT_EQ(weighing(5, 0, 0).when(open_box).accepted().answer.box, 1);
}

TEST(OpenBallot, given_a_vote_with_codes_then_only_phones_that_hold_one_make_up_the_groups) {
  Scene scene = weighing(6, 6, 0, false, "codes");
  scene.given(R"({"type":"issue_voting_codes","codes":["K7QD3MXF9TRA"]})");
  scene.given_code_holders({1, 2, 3, 4, 5, 7});
  scene.when(open_box).then_refused(ErrorCode::class_too_small,
                                    "command.item.rule.weights.groups.1");
  scene.given_code_holders({1, 2, 3, 4, 5, 7, 8, 9, 10, 11});
  EXPECT_EQ(scene.when(open_box).accepted().answer.box, 1);
}

TEST(OpenBallot, given_ballots_that_show_their_group_then_small_groups_may_vote) {
  EXPECT_EQ(weighing(1, 2, 3, true).when(open_box).accepted().answer.box, 1);
}

protocol::DotsResult result_with(std::vector<protocol::GroupFigures> shown,
                                 std::vector<protocol::GroupId> withheld = {}) {
  protocol::DotsResult result;
  result.breakdown.emplace();
  result.breakdown->shown = std::move(shown);
  result.breakdown->withheld = std::move(withheld);
  return result;
}

TEST(ClassDisclosure, given_equal_weights_then_ballots_are_out_with_the_classes_shown) {
  auto const opened = opened_with(protocol::DotsRule{3, 3, std::nullopt, std::nullopt}, {1});
  auto const of = class_disclosure(
      opened, result_with({{"east", 5, {1}, {}}, {std::nullopt, 6, {1}, {}}}, {"west", "north"}));
  EXPECT_TRUE(of.public_recount());
  EXPECT_TRUE(of.shows("east"));
  EXPECT_TRUE(of.shows(""));
  EXPECT_FALSE(of.shows("west"));

  auto const none = class_disclosure(opened, protocol::DotsResult{});
  EXPECT_TRUE(none.ballots);
  EXPECT_FALSE(none.shows("east"));
}

TEST(ClassDisclosure, given_a_weighed_class_is_withheld_then_only_totals_are_out) {
  auto const opened = opened_with(weighed(), {1});
  auto const of = class_disclosure(
      opened, result_with({{"east", 5, {1}, {}}, {"south", 5, {1}, {}}}, {"west", "north"}));
  EXPECT_FALSE(of.ballots);
  EXPECT_FALSE(of.public_recount());
  EXPECT_FALSE(of.shows("east"));
  EXPECT_FALSE(class_disclosure(opened, protocol::DotsResult{}).ballots);
}

TEST(ClassDisclosure, given_what_is_withheld_weighs_as_one_of_the_others_then_anyone_can_recount) {
  auto const opened = opened_with(weighed(), {1});
  auto const of = class_disclosure(
      opened, result_with({{"east", 5, {1}, {}}, {"west", 5, {1}, {}}}, {"north", "south"}));
  EXPECT_TRUE(of.public_recount());
  EXPECT_TRUE(of.shows("west"));
  EXPECT_FALSE(of.shows("north"));
}

TEST(ClassDisclosure, given_ballots_that_said_so_then_all_are_out_with_their_class) {
  auto const of = class_disclosure(opened_with(weighed(true), {1}), protocol::DotsResult{});
  EXPECT_TRUE(of.public_recount());
  EXPECT_TRUE(of.shows("west"));
}

}  // namespace
}  // namespace torg::domain::test
