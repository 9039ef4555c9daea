#include "domain/lot.hpp"

#include <gtest/gtest.h>

#include <map>

#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

std::vector<protocol::StoredOption> options_numbered(std::initializer_list<std::int64_t> numbers) {
  std::vector<protocol::StoredOption> options;
  for (auto const number : numbers) options.emplace_back().option = number;
  return options;
}

TEST(Lot, given_three_options_when_drawn_often_then_every_order_comes_about_as_often) {
  auto const options = options_numbered({4, 7, 9});
  std::map<Lot, int> drawn;
  for (std::uint64_t number = 0; number < 6'000; ++number) {
    Lot const lot = draw_lot(entropy_of(number), 3, options);
    ASSERT_TRUE(is_complete(lot, options));
    ++drawn[lot];
  }
  EXPECT_EQ(drawn.size(), 6u);
  // 1000 each, give or take five standard deviations.
  for (auto const& [lot, times] : drawn) EXPECT_NEAR(times, 1'000, 145);
}

TEST(Lot, given_the_same_entropy_then_the_lot_is_the_same_for_an_item_and_another_for_others) {
  auto const options = options_numbered({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
  Lot const lot = draw_lot(entropy_of(1), 3, options);
  EXPECT_EQ(lot, draw_lot(entropy_of(1), 3, options));
  EXPECT_NE(lot, draw_lot(entropy_of(2), 3, options));
  EXPECT_NE(lot, draw_lot(entropy_of(1), 4, options));
}

TEST(Lot, given_an_order_then_it_is_complete_when_it_names_every_option_once) {
  auto const options = options_numbered({1, 2, 3});
  EXPECT_TRUE(is_complete({3, 1, 2}, options));
  for (Lot const& lot : {Lot{}, Lot{1, 2}, Lot{1, 2, 2}, Lot{1, 2, 4}, Lot{1, 2, 3, 3}}) {
    EXPECT_FALSE(is_complete(lot, options));
  }
}

constexpr char dots_with_cut[] = R"({"kind":"dots","title":{"sv":"D"},
    "rule":{"kind":"dots","dots":2,"max_per_option":1,"top":1},
    "options":[{"option":5,"title":{"sv":"A"}},{"option":6,"title":{"sv":"B"}}]})";

// A live meeting on item 1, with a vote with a cut as number 8.
Scene with_cut() {
  Scene scene = live_meeting();
  scene.given(R"({"type":"add_items","items":[)" + std::string(dots_with_cut) + "]}");
  return scene;
}

Lot lot_of(Scene const& scene, ItemId item = 8) { return scene.meeting().find_item(item)->lot; }

TEST(StartItem, given_a_vote_with_a_cut_then_its_lot_is_drawn_and_shown_before_the_ballot) {
  Scene scene = with_cut();
  EXPECT_TRUE(lot_of(scene).empty());
  scene.given(R"({"type":"start_item","item":8})");
  EXPECT_EQ(lot_of(scene).size(), 2u);
  EXPECT_FALSE(scene.meeting().find_item(8)->lot_by_hand);
}

TEST(StartItem, given_a_vote_with_dots_and_no_cut_then_no_lot_is_drawn) {
  Scene scene = running(3);
  EXPECT_TRUE(lot_of(scene, 3).empty());
  scene.given(R"({"type":"open_ballot","item":3})");
  EXPECT_FALSE(scene.meeting().boxes.at(1).opened.lot);
}

TEST(StartItem, given_a_lot_was_drawn_by_hand_then_it_stays) {
  Scene scene = with_cut();
  scene.given(R"({"type":"draw_lot","item":8,"order":[6,5]})");
  scene.given(R"({"type":"start_item","item":8})");
  EXPECT_EQ(lot_of(scene), (Lot{6, 5}));
  EXPECT_TRUE(scene.meeting().find_item(8)->lot_by_hand);
}

TEST(EditItem, given_the_running_item_gets_other_options_then_the_lot_is_drawn_again) {
  Scene scene = with_cut();
  scene.given(R"({"type":"draw_lot","item":8,"order":[6,5]})");
  scene.given(R"({"type":"start_item","item":8})");
  scene.given(R"({"type":"edit_item","item":8,"definition":{"kind":"dots","title":{"sv":"D"},
      "rule":{"kind":"dots","dots":2,"max_per_option":1,"top":1},
      "options":[{"option":5,"title":{"sv":"A"}},{"option":6,"title":{"sv":"B"}},
                 {"option":7,"title":{"sv":"C"}}]}})");
  EXPECT_TRUE(is_complete(lot_of(scene), options_numbered({5, 6, 7})));
  EXPECT_FALSE(scene.meeting().find_item(8)->lot_by_hand);
}

TEST(EditItem, given_only_texts_change_then_the_lot_stays) {
  Scene scene = with_cut();
  scene.given(R"({"type":"start_item","item":8})");
  Lot const before = lot_of(scene);
  scene.given(R"({"type":"edit_item","item":8,"definition":)" + std::string(dots_with_cut) + "}");
  EXPECT_EQ(lot_of(scene), before);
}

TEST(UseProposals, given_the_running_item_gets_more_options_then_the_lot_is_drawn_again) {
  Scene scene = with_cut();
  scene.given(R"({"type":"start_item","item":8})");
  scene.given(R"({"type":"add_proposals","proposals":[{"title":{"sv":"P"}}]})");
  scene.given(R"({"type":"use_proposals","item":8,"proposals":[1]})");
  EXPECT_TRUE(is_complete(lot_of(scene), options_numbered({5, 6, 1})));
}

TEST(OpenBallot, given_a_lot_then_the_box_is_frozen_with_it) {
  Scene scene = with_cut();
  scene.given(R"({"type":"start_item","item":8})");
  scene.given(R"({"type":"draw_lot","item":8,"order":[6,5]})");
  scene.given(R"({"type":"open_ballot","item":8})");
  EXPECT_EQ(scene.meeting().boxes.at(1).opened.lot, (Lot{6, 5}));
}

TEST(OpenBallot, given_a_journal_from_before_there_were_lots_then_one_is_drawn_on_opening) {
  Scene scene = with_cut();
  scene.given(R"({"type":"start_item","item":8})");
  Decision forgotten;
  forgotten.events.emplace_back(protocol::LotDrawn{0, 8, {}, false});
  scene.apply(forgotten);
  auto const opened = scene.when(R"({"type":"open_ballot","item":8})").accepted();
  ASSERT_EQ(opened.events.size(), 2u);
  auto const& drawn = std::get<protocol::LotDrawn>(opened.events[0]);
  EXPECT_EQ(std::get<protocol::BallotOpened>(opened.events[1]).lot, drawn.order);
}

TEST(DrawLot, given_no_order_then_the_server_draws) {
  Scene scene = with_cut();
  auto const drawn = scene.when(R"({"type":"draw_lot","item":8})").accepted();
  ASSERT_EQ(drawn.events.size(), 1u);
  EXPECT_FALSE(std::get<protocol::LotDrawn>(drawn.events[0]).by_hand);
}

TEST(DrawLot, given_the_order_from_the_hall_then_it_is_recorded_once) {
  Scene scene = with_cut();
  constexpr char by_hand[] = R"({"type":"draw_lot","item":8,"order":[6,5]})";
  scene.when(by_hand).then({R"({"type":"LotDrawn","item":8,"order":[6,5],"by_hand":true})"});
  scene.given(by_hand).when(by_hand).then_nothing();
}

TEST(DrawLot, given_an_order_that_is_not_of_the_options_then_it_is_refused) {
  Scene const scene = with_cut();
  for (char const* const order : {"[]", "[5]", "[5,6,7]", "[5,7]"}) {
    scene.when(R"({"type":"draw_lot","item":8,"order":)" + std::string(order) + "}")
        .then_refused(ErrorCode::lot_incomplete, "command.order");
  }
}

TEST(DrawLot, given_an_item_that_has_no_use_for_it_then_it_is_refused) {
  Scene scene = with_cut();
  scene.when(R"({"type":"draw_lot","item":99})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"draw_lot","item":4})").then_refused(ErrorCode::wrong_kind, "command.item");
  scene.given(R"({"type":"add_items","items":[{"kind":"fund","title":{"sv":"F"}}]})");
  scene.when(R"({"type":"draw_lot","item":9})")
      .then_refused(ErrorCode::definition_incomplete, "command.item");
}

TEST(DrawLot, given_a_box_stands_then_the_lot_may_not_change) {
  Scene scene = with_cut();
  scene.given(R"({"type":"start_item","item":8})").given(R"({"type":"open_ballot","item":8})");
  scene.when(R"({"type":"draw_lot","item":8})").then_refused(ErrorCode::item_has_ballots);
  scene.given(R"({"type":"stop_ballot","box":1})");
  scene.when(R"({"type":"draw_lot","item":8})").then_refused(ErrorCode::item_has_ballots);
  scene.given_sealed(1);
  scene.when(R"({"type":"draw_lot","item":8})").accepted();
}

}  // namespace
}  // namespace torg::domain::test
