#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "domain/agenda.hpp"
#include "domain/limits.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;
using protocol::ItemState;

std::vector<ItemId> order_of(Scene const& scene) {
  std::vector<ItemId> order;
  for (Item const& item : scene.meeting().items) order.push_back(item.id);
  return order;
}

TEST(AddItems, given_a_draft_when_items_are_added_then_they_get_the_next_numbers) {
  auto const outcome = Scene().when(R"({"type":"add_items","items":[
      {"kind":"info","title":{"sv":"Ett"},"text":{"sv":"Text"},"minutes":5},
      {"kind":"break","title":{"sv":"Två"}}]})");
  outcome.then({R"({"type":"ItemAdded","item":1,"definition":{"kind":"info",
                     "title":{"sv":"Ett"},"text":{"sv":"Text"},"minutes":5}})",
                R"({"type":"ItemAdded","item":2,
                     "definition":{"kind":"break","title":{"sv":"Två"}}})"});
  EXPECT_EQ(outcome.accepted().answer.items, (std::vector<ItemId>{1, 2}));
}

TEST(AddItems, given_an_ideas_item_and_a_poll_without_settings_then_the_defaults_are_recorded) {
  Scene()
      .when(R"({"type":"add_items","items":[{"kind":"ideas","title":{"sv":"I"}},
                                            {"kind":"poll","title":{"sv":"P"}}]})")
      .then({R"({"type":"ItemAdded","item":1,"definition":{"kind":"ideas","title":{"sv":"I"},
                  "ideas":{"limit":3,"release_first":true}}})",
             R"({"type":"ItemAdded","item":2,"definition":{"kind":"poll","title":{"sv":"P"},
                  "authority":"advisory"}})"});
}

TEST(AddItems,
     given_a_live_meeting_when_items_are_added_before_another_then_they_keep_their_order) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"add_items","before":2,"items":[{"kind":"info","title":{"sv":"X"}},
                                                         {"kind":"info","title":{"sv":"Y"}}]})");
  EXPECT_EQ(order_of(scene), (std::vector<ItemId>{1, 8, 9, 2, 3, 4, 5, 6, 7}));
}

TEST(AddItems, given_no_such_item_to_stand_before_then_it_is_refused) {
  Scene()
      .when(R"({"type":"add_items","before":9,"items":[{"kind":"info","title":{"sv":"X"}}]})")
      .then_refused(ErrorCode::unknown_item, "command.before");
}

TEST(AddItems, given_a_faulty_item_then_its_place_in_the_list_is_told) {
  Scene()
      .when(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}},
                                            {"kind":"info","title":{"sv":" "}}]})")
      .then_refused(ErrorCode::too_short, "command.items.1.title");
}

TEST(AddItems, given_a_full_agenda_then_it_is_refused_with_the_limit) {
  nlohmann::json command{{"type", "add_items"}, {"items", nlohmann::json::array()}};
  for (std::size_t item = 0; item < most_items; ++item) {
    command["items"].push_back({{"kind", "info"}, {"title", {{"sv", "X"}}}});
  }
  Scene scene;
  scene.given(command.dump());
  scene.when(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}}]})")
      .then_refused_with_limit(ErrorCode::too_many_items, 200);
}

TEST(EditItem, given_an_item_when_it_is_edited_then_the_definition_is_replaced) {
  live_meeting()
      .when(R"({"type":"edit_item","item":1,"definition":{"kind":"info","title":{"sv":"Hej"}}})")
      .then(
          {R"({"type":"ItemEdited","item":1,"definition":{"kind":"info","title":{"sv":"Hej"}}})"});
}

TEST(EditItem, given_no_such_item_then_it_is_refused) {
  live_meeting()
      .when(R"({"type":"edit_item","item":99,"definition":{"kind":"info","title":{"sv":"Hej"}}})")
      .then_refused(ErrorCode::unknown_item, "command.item");
}

constexpr char corrected_texts[] =
    R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"Rättat"},
        "rule":{"kind":"dots","dots":5,"max_per_option":3},
        "options":[{"option":1,"title":{"sv":"A rättat"}},{"option":2,"title":{"sv":"B"}},
                   {"option":3,"title":{"sv":"C"}}]}})";
constexpr char other_rule[] =
    R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"Prickar"},
        "rule":{"kind":"dots","dots":4,"max_per_option":3},
        "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}},
                   {"option":3,"title":{"sv":"C"}}]}})";
constexpr char other_options[] =
    R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"Prickar"},
        "rule":{"kind":"dots","dots":5,"max_per_option":3},
        "options":[{"option":1,"title":{"sv":"A"}},{"option":2,"title":{"sv":"B"}}]}})";

TEST(EditItem, given_an_open_box_when_texts_are_corrected_then_the_box_keeps_what_was_frozen) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})");
  auto const frozen = scene.meeting().boxes.at(1).opened;
  scene.given(corrected_texts);
  EXPECT_EQ(scene.meeting().boxes.at(1).opened, frozen);
  EXPECT_NE(scene.meeting().find_item(3)->definition.options->at(0).title,
            frozen.options.at(0).title);
}

TEST(EditItem,
     given_an_open_or_stopped_box_when_the_rule_or_the_options_change_then_it_is_refused) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})");
  scene.when(other_rule).then_refused(ErrorCode::item_has_ballots, "command.definition.rule");
  scene.given(R"({"type":"stop_ballot","box":1})");
  scene.when(other_rule).then_refused(ErrorCode::item_has_ballots, "command.definition.rule");
  scene.when(other_options).then_refused(ErrorCode::item_has_ballots, "command.definition.options");
}

TEST(EditItem, given_a_stopped_box_when_figures_of_an_option_change_then_it_is_refused) {
  auto const edited = [](std::string const& figures) {
    return R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"P"},
               "rule":{"kind":"dots","dots":5,"max_per_option":3},
               "options":[{"option":1,"title":{"sv":"A"},)" +
           figures + "}]}}";
  };
  std::string const frozen = R"("cost":10,"group":"east","proposal":1)";
  Scene scene = running(3);
  scene.given(
      R"({"type":"add_proposals","proposals":[{"title":{"sv":"X"}},{"title":{"sv":"Y"}}]})");
  scene.given(edited(frozen)).given(R"({"type":"open_ballot","item":3})");
  scene.given(R"({"type":"stop_ballot","box":1})");
  EXPECT_NO_THROW(scene.when(edited(frozen)).accepted());
  for (char const* const other :
       {R"("cost":11,"group":"east","proposal":1)", R"("cost":10,"group":"west","proposal":1)",
        R"("cost":10,"group":"east","proposal":2)"}) {
    scene.when(edited(other))
        .then_refused(ErrorCode::item_has_ballots, "command.definition.options");
  }
}

TEST(EditItem, given_a_sealed_box_when_the_rule_changes_then_a_new_round_takes_it) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})").given_sealed(1).given(other_rule);
  scene.given(R"({"type":"open_ballot","item":3})");
  auto const dots = [&](BoxId box) {
    return std::get<protocol::DotsRule>(scene.meeting().boxes.at(box).opened.rule).dots;
  };
  EXPECT_EQ(dots(1), 5);
  EXPECT_EQ(dots(2), 4);
}

TEST(EditItem, given_boxes_or_proposals_when_the_kind_changes_then_it_is_refused) {
  constexpr char to_info[] =
      R"({"type":"edit_item","item":3,"definition":{"kind":"info","title":{"sv":"X"}}})";
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})").given_sealed(1);
  scene.when(to_info).then_refused(ErrorCode::item_has_ballots, "command.definition.kind");
  scene.given(R"({"type":"add_proposals","item":2,"proposals":[{"title":{"sv":"Bad"}}]})");
  scene.when(R"({"type":"edit_item","item":2,"definition":{"kind":"info","title":{"sv":"X"}}})")
      .then_refused(ErrorCode::wrong_kind, "command.definition.kind");
}

TEST(MoveItem, given_an_agenda_when_an_item_is_moved_then_it_stands_there) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"move_item","item":7,"before":2})");
  EXPECT_EQ(order_of(scene), (std::vector<ItemId>{1, 7, 2, 3, 4, 5, 6}));
  scene.given(R"({"type":"move_item","item":1})");
  EXPECT_EQ(order_of(scene), (std::vector<ItemId>{7, 2, 3, 4, 5, 6, 1}));
}

TEST(MoveItem, given_it_stands_there_already_then_nothing_is_recorded) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"move_item","item":7})").then_nothing();
  scene.when(R"({"type":"move_item","item":2,"before":3})").then_nothing();
  scene.when(R"({"type":"move_item","item":2,"before":2})").then_nothing();
}

TEST(MoveItem, given_unknown_items_then_it_is_refused) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"move_item","item":99})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"move_item","item":1,"before":99})")
      .then_refused(ErrorCode::unknown_item, "command.before");
}

TEST(StartItem, given_a_running_item_when_another_starts_then_the_first_is_done) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"start_item","item":4})").then({R"({"type":"ItemStarted","item":4})"});
  scene.given(R"({"type":"start_item","item":4})");
  EXPECT_EQ(scene.state_of(1), ItemState::done);
  EXPECT_EQ(scene.state_of(4), ItemState::running);
  EXPECT_EQ(scene.meeting().current, 4);
}

TEST(StartItem, given_a_done_item_then_it_may_run_again) {
  Scene scene = running(4);
  scene.given(R"({"type":"start_item","item":6})").given(R"({"type":"start_item","item":1})");
  EXPECT_EQ(scene.meeting().current, 1);
}

TEST(StartItem, given_a_skipped_item_then_it_comes_back_with_a_trace) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"skip_item","item":4,"reason":"tid"})");
  scene.when(R"({"type":"start_item","item":4})")
      .then({R"({"type":"ItemRestored","item":4})", R"({"type":"ItemStarted","item":4})"});
}

TEST(StartItem, given_what_cannot_start_then_it_is_refused) {
  Scene scene = running(3);
  scene.when(R"({"type":"start_item","item":99})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"start_item","item":3})").then_refused(ErrorCode::item_is_running);
}

TEST(Agenda, given_an_open_ballot_then_nobody_is_led_away_until_it_is_stopped) {
  Scene scene = running(3);
  scene.given(R"({"type":"next_item"})").given(R"({"type":"previous_item"})");
  scene.given(R"({"type":"open_ballot","item":3})");
  char const* const ways[] = {R"({"type":"start_item","item":4})", R"({"type":"next_item"})",
                              R"({"type":"previous_item"})",
                              R"({"type":"skip_item","item":3,"reason":"tid"})",
                              R"({"type":"defer_item","item":3,"reason":"tid"})"};
  for (char const* const way : ways) scene.when(way).then_refused(ErrorCode::ballot_open);
  scene.given(R"({"type":"stop_ballot","box":1})");
  for (char const* const way : ways) EXPECT_NO_THROW(scene.when(way).accepted()) << way;
}

TEST(NextItem, given_done_skipped_and_deferred_items_then_it_goes_past_them) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"skip_item","item":2,"reason":"tid"})");
  scene.given(R"({"type":"defer_item","item":3,"reason":"tid"})");
  scene.when(R"({"type":"next_item"})").then({R"({"type":"ItemStarted","item":4})"});
}

TEST(NextItem, given_the_last_item_then_it_is_refused) {
  running(7).when(R"({"type":"next_item"})").then_refused(ErrorCode::no_planned_item);
}

TEST(PreviousItem, given_visited_items_when_going_back_and_on_then_the_same_items_come_again) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"next_item"})").given(R"({"type":"next_item"})");
  scene.given(R"({"type":"previous_item"})");
  EXPECT_EQ(scene.meeting().current, 2);
  EXPECT_EQ(scene.state_of(3), ItemState::planned);
  scene.given(R"({"type":"previous_item"})");
  EXPECT_EQ(scene.meeting().current, 1);
  scene.given(R"({"type":"next_item"})").given(R"({"type":"next_item"})");
  EXPECT_EQ(scene.meeting().current, 3);
}

TEST(PreviousItem, given_a_jump_back_when_going_back_then_the_earlier_item_stays_done) {
  Scene scene = running(5);
  scene.given(R"({"type":"start_item","item":2})");
  scene.when(R"({"type":"previous_item"})").then({R"({"type":"ItemStarted","item":5})"});
  scene.given(R"({"type":"previous_item"})");
  EXPECT_EQ(scene.state_of(2), ItemState::done);
  scene.when(R"({"type":"next_item"})").then({R"({"type":"ItemStarted","item":6})"});
}

TEST(PreviousItem, given_the_first_item_then_it_is_refused) {
  live_meeting().when(R"({"type":"previous_item"})").then_refused(ErrorCode::no_planned_item);
}

TEST(PreviousItem, given_the_item_before_was_skipped_since_then_it_is_passed_over) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"next_item"})").given(R"({"type":"next_item"})");
  scene.given(R"({"type":"skip_item","item":2,"reason":"tid"})");
  scene.when(R"({"type":"previous_item"})").then({R"({"type":"ItemStarted","item":1})"});
}

TEST(SkipItem, given_a_planned_item_then_it_stays_in_the_agenda_with_its_reason) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"skip_item","item":4,"reason":"ingen tid"})")
      .then({R"({"type":"ItemSkipped","item":4,"reason":"ingen tid"})"});
  scene.given(R"({"type":"skip_item","item":4,"reason":"ingen tid"})");
  EXPECT_EQ(scene.state_of(4), ItemState::skipped);
  EXPECT_EQ(scene.texts().at(*scene.meeting().find_item(4)->reason), "ingen tid");
  EXPECT_EQ(scene.meeting().items.size(), 7U);
}

TEST(SkipItem, given_the_running_item_then_nothing_runs_and_next_goes_on_after_it) {
  Scene scene = running(3);
  scene.given(R"({"type":"skip_item","item":3,"reason":"ingen tid"})");
  EXPECT_EQ(scene.meeting().current, std::nullopt);
  EXPECT_EQ(scene.state_of(3), ItemState::skipped);
  scene.when(R"({"type":"next_item"})").then({R"({"type":"ItemStarted","item":4})"});
  scene.when(R"({"type":"previous_item"})").then({R"({"type":"ItemStarted","item":1})"});
}

TEST(SkipItem, given_no_such_item_or_no_real_reason_then_it_is_refused) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"skip_item","item":99,"reason":"tid"})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"skip_item","item":4,"reason":"  "})")
      .then_refused(ErrorCode::too_short, "command.reason");
}

TEST(DeferItem, given_an_item_then_it_is_deferred_with_its_reason) {
  Scene scene = live_meeting();
  scene.when(R"({"type":"defer_item","item":1,"reason":"till våren"})")
      .then({R"({"type":"ItemDeferred","item":1,"reason":"till våren"})"});
  scene.given(R"({"type":"defer_item","item":1,"reason":"till våren"})");
  EXPECT_EQ(scene.state_of(1), ItemState::deferred);
  EXPECT_EQ(scene.meeting().current, std::nullopt);
}

TEST(DeferItem, given_no_such_item_or_no_real_reason_then_it_is_refused) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"defer_item","item":99,"reason":"tid"})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"defer_item","item":4,"reason":"\t"})")
      .then_refused(ErrorCode::too_short, "command.reason");
}

TEST(RestoreItem, given_a_skipped_or_deferred_item_then_it_is_planned_again) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"skip_item","item":4,"reason":"tid"})");
  scene.when(R"({"type":"restore_item","item":4})").then({R"({"type":"ItemRestored","item":4})"});
  scene.given(R"({"type":"restore_item","item":4})");
  EXPECT_EQ(scene.state_of(4), ItemState::planned);
  EXPECT_EQ(scene.meeting().find_item(4)->reason, std::nullopt);
}

TEST(RestoreItem, given_an_item_that_is_not_left_out_then_nothing_is_recorded) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"restore_item","item":1})").then_nothing();
  scene.when(R"({"type":"restore_item","item":4})").then_nothing();
}

TEST(RestoreItem, given_no_such_item_then_it_is_refused) {
  live_meeting()
      .when(R"({"type":"restore_item","item":99})")
      .then_refused(ErrorCode::unknown_item, "command.item");
}

}  // namespace
}  // namespace torg::domain::test
