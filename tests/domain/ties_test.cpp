#include <gtest/gtest.h>

#include "domain/limits.hpp"
#include "domain/specification.hpp"
#include "domain/tie_at_cut.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

constexpr char show[] = R"({"type":"show_result","box":1})";
constexpr char by_lot[] = R"({"type":"settle_tie","box":1,"how":"lot"})";
constexpr char all[] = R"({"type":"settle_tie","box":1,"how":"all"})";
constexpr char run_off[] = R"({"type":"settle_tie","box":1,"how":"run_off"})";

// 1 is in; 2, 3 and 4 are equal and share one place.
protocol::DotsResult tied_dots() {
  protocol::DotsResult result;
  result.selected = {1, 3};
  result.tie_at_cut = {3, 2, 4};
  return result;
}

// A vote with dots on four options of which two go on, item 8, its result shown.
Scene with_dots(protocol::Result const& result = tied_dots()) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"D"},
      "authority":"binding","decided_by":{"sv":"KS"},
      "rule":{"kind":"dots","dots":3,"max_per_option":1,"top":2},
      "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}},
                 {"option":3,"title":{"sv":"C"},"cost":7},{"option":4,"title":{"sv":"D"}}]}]})");
  scene.given(R"({"type":"start_item","item":8})").given(R"({"type":"open_ballot","item":8})");
  scene.given_sealed(1, result);
  return scene;
}

// 450 kronor: 1 is funded, and 2 by the lot before 3; 4 lost to 1 by its cost.
protocol::FundResult tied_fund() {
  protocol::FundResult result;
  result.pot = 450;
  result.spent = 400;
  auto const row = [&](std::int64_t option, std::int64_t cost, bool funded) {
    protocol::FundRow& made = result.rows.emplace_back();
    made.option = option;
    made.cost = cost;
    if (funded) made.funded = protocol::FundedBy::rule;
  };
  row(1, 250, true);
  row(2, 150, true);
  row(3, 150, false);
  row(4, 260, false);
  result.order = {1, 2};
  result.ties = {{{1, 4}, false, true}, {{2, 3}, true, true}};
  return result;
}

Scene with_fund(protocol::Result const& result = tied_fund()) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"add_items","items":[{"kind":"fund","title":{"sv":"F"},
      "left_goes_to":{"sv":"Nästa år"},
      "rule":{"kind":"fund","pot":450,"form":"approve","method":"greedy","satisfaction":"cost",
              "completion":"none","utilitarian":false},
      "options":[{"option":1,"title":{"sv":"A"},"cost":250},
                 {"option":2,"title":{"sv":"B"},"cost":150},
                 {"option":3,"title":{"sv":"C"},"cost":150},
                 {"option":4,"title":{"sv":"D"},"cost":260}]}]})");
  scene.given(R"({"type":"start_item","item":8})").given(R"({"type":"open_ballot","item":8})");
  scene.given_sealed(1, result);
  return scene;
}

TEST(SettleTie, given_dots_and_the_lot_then_what_the_count_selected_goes_on) {
  with_dots().given(show).when(by_lot).then(
      {R"({"type":"TieSettled","box":1,"how":"lot","selected":[1,3]})"});
}

TEST(SettleTie, given_dots_and_all_then_everything_tied_goes_on) {
  with_dots().given(show).when(all).then(
      {R"({"type":"TieSettled","box":1,"how":"all","selected":[1,3,2,4]})"});
}

TEST(SettleTie, given_dots_and_a_run_off_then_the_tied_are_voted_on_again_for_what_is_left) {
  Scene scene = with_dots();
  scene.given(show).given(R"({"type":"start_item","item":2})");
  auto const outcome = scene.when(run_off);
  outcome.then(
      {R"({"type":"ItemAdded","item":9,"before":3,"definition":{"kind":"dots","title":{"sv":"D"},
           "rule":{"kind":"dots","dots":3,"max_per_option":1,"top":1},
           "options":[{"option":2,"title":{"sv":"B"}},{"option":3,"title":{"sv":"C"},"cost":7},
                      {"option":4,"title":{"sv":"D"}}],
           "authority":"binding","decided_by":{"sv":"KS"},"run_off_of":8,
           "electorate":"open"}})",
       R"({"type":"TieSettled","box":1,"how":"run_off","item":9})"});
  EXPECT_EQ(outcome.accepted().answer.items, std::vector<ItemId>{9});
}

TEST(SettleTie, given_a_run_off_then_it_follows_and_can_be_voted_on) {
  Scene scene = with_dots();
  scene.given(show).given(run_off).given(R"({"type":"next_item"})");
  EXPECT_EQ(scene.meeting().current, 9);
  scene.given(R"({"type":"open_ballot","item":9})");
  EXPECT_EQ(scene.meeting().boxes.at(2).opened.lot->size(), 3u);
}

TEST(SettleTie, given_projects_and_the_lot_then_the_result_stands) {
  with_fund().given(show).when(by_lot).then({R"({"type":"TieSettled","box":1,"how":"lot"})"});
}

TEST(SettleTie, given_projects_and_a_run_off_then_the_pot_is_what_the_tied_decide_about) {
  with_fund().given(show).when(run_off).then(
      {R"({"type":"ItemAdded","item":9,"definition":{"kind":"fund","title":{"sv":"F"},
           "rule":{"kind":"fund","pot":200,"form":"approve","method":"greedy",
                   "satisfaction":"cost","completion":"none","utilitarian":false},
           "options":[{"option":2,"title":{"sv":"B"},"cost":150},
                      {"option":3,"title":{"sv":"C"},"cost":150}],
           "authority":"advisory","left_goes_to":{"sv":"Nästa år"},"run_off_of":8,
           "electorate":"open"}})",
       R"({"type":"TieSettled","box":1,"how":"run_off","item":9})"});
}

TEST(SettleTie, given_projects_then_not_all_of_them_can_be_paid) {
  with_fund().given(show).when(all).then_refused(ErrorCode::wrong_kind, "command.how");
}

TEST(SettleTie, given_a_result_that_is_not_shown_then_it_is_refused) {
  with_dots().when(by_lot).then_refused(ErrorCode::wrong_box_state);
  Scene scene = with_dots();
  scene.given(show).given(R"({"type":"void_ballot","box":1,"reason":"fel"})");
  scene.when(by_lot).then_refused(ErrorCode::wrong_box_state);
  scene.when(R"({"type":"settle_tie","box":7,"how":"lot"})")
      .then_refused(ErrorCode::unknown_box, "command.box");
}

TEST(SettleTie, given_no_tie_at_the_cut_then_there_is_nothing_to_settle) {
  with_dots(protocol::DotsResult{}).given(show).when(by_lot).then_refused(ErrorCode::no_tie);
  protocol::FundResult decided = tied_fund();
  decided.ties.pop_back();  // the cheaper one went first, as the rule says
  with_fund(decided).given(show).when(run_off).then_refused(ErrorCode::no_tie);
  with_fund(protocol::SplitResult{}).given(show).when(by_lot).then_refused(ErrorCode::no_tie);
}

TEST(SettleTie, given_it_is_settled_then_the_same_again_is_fine_and_another_way_is_not) {
  Scene scene = with_dots();
  scene.given(show).given(run_off);
  scene.when(run_off).then_nothing();
  scene.when(by_lot).then_refused(ErrorCode::no_tie);
}

TEST(SettleTie, given_a_full_agenda_then_a_run_off_is_refused) {
  Scene scene = with_dots();
  scene.given(show);
  while (scene.meeting().items.size() < most_items) {
    scene.given(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}}]})");
  }
  scene.when(run_off).then_refused_with_limit(ErrorCode::too_many_items, most_items);
}

TEST(TieAtCut, given_a_tie_of_projects_then_the_money_is_what_none_of_them_spends) {
  auto const tie = tie_at_cut(tied_fund());
  ASSERT_TRUE(tie);
  EXPECT_EQ(tie->options, (std::vector<protocol::OptionNumber>{2, 3}));
  EXPECT_EQ(tie->money, 200);
}

TEST(TieAtCut, given_a_tie_of_dots_then_the_seats_are_what_is_left_for_them) {
  auto const tie = tie_at_cut(tied_dots());
  ASSERT_TRUE(tie);
  EXPECT_EQ(tie->seats, 1);
}

}  // namespace
}  // namespace torg::domain::test
