#include <gtest/gtest.h>

#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

// Proposals 1 to 4, released; the dots item 3 has options of its own numbered 1 to 3.
Scene with_released_proposals() {
  Scene scene = running(3);
  scene.given(R"({"type":"add_proposals","proposals":[
      {"title":{"sv":"P1"},"text":{"sv":"Text"},"cost":100,"place":"Torget","group":"east"},
      {"title":{"sv":"P2"}},{"title":{"sv":"P3"}},{"title":{"sv":"P4"}}]})");
  return scene;
}

// An empty dots item, number 8.
Scene with_empty_item() {
  Scene scene = with_released_proposals();
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"D"}}]})");
  return scene;
}

std::vector<protocol::OptionNumber> numbers_of(Scene const& scene, ItemId item) {
  std::vector<protocol::OptionNumber> numbers;
  for (auto const& option : *scene.meeting().find_item(item)->definition.options) {
    numbers.push_back(option.option);
  }
  return numbers;
}

TEST(UseProposals, given_an_item_without_options_then_proposals_keep_their_numbers_and_texts) {
  Scene const scene = with_empty_item();
  scene.when(R"({"type":"use_proposals","item":8,"proposals":[4,1]})")
      .then({R"({"type":"ItemEdited","item":8,"definition":{
          "kind":"dots","title":{"sv":"D"},"authority":"advisory","options":[
            {"option":4,"title":{"sv":"P4"},"proposal":4},
            {"option":1,"title":{"sv":"P1"},"summary":{"sv":"Text"},"cost":100,"place":"Torget",
             "group":"east","proposal":1}]}})"});
}

TEST(UseProposals,
     given_a_number_is_taken_then_the_next_one_free_of_options_and_proposals_is_used) {
  Scene scene = with_released_proposals();
  scene.given(R"({"type":"use_proposals","item":3,"proposals":[1,4,2]})");
  EXPECT_EQ(numbers_of(scene, 3), (std::vector<protocol::OptionNumber>{1, 2, 3, 5, 4, 6}));
  EXPECT_EQ(scene.meeting().find_item(3)->definition.options->at(3).proposal, 1);
}

TEST(UseProposals, given_a_proposal_is_an_option_already_then_only_the_new_ones_are_added) {
  Scene scene = with_empty_item();
  scene.given(R"({"type":"use_proposals","item":8,"proposals":[1,2]})");
  scene.given(R"({"type":"use_proposals","item":8,"proposals":[1,2,3]})");
  EXPECT_EQ(numbers_of(scene, 8), (std::vector<protocol::OptionNumber>{1, 2, 3}));
  scene.when(R"({"type":"use_proposals","item":8,"proposals":[3,1]})").then_nothing();
}

TEST(UseProposals, given_a_number_stood_in_an_earlier_box_then_no_other_option_gets_it) {
  Scene scene = running(3);
  scene.given(R"({"type":"open_ballot","item":3})").given_sealed(1);
  scene.given(R"({"type":"edit_item","item":3,"definition":{"kind":"dots","title":{"sv":"D"},
                  "rule":{"kind":"dots","dots":5,"max_per_option":3}}})");
  scene.given(R"({"type":"add_proposals","proposals":[{"title":{"sv":"P1"}}]})");
  scene.given(R"({"type":"use_proposals","item":3,"proposals":[1]})");
  EXPECT_EQ(numbers_of(scene, 3), (std::vector<protocol::OptionNumber>{4}));
}

TEST(UseProposals, given_an_item_that_has_no_options_by_its_kind_then_it_is_refused) {
  Scene const scene = with_released_proposals();
  scene.when(R"({"type":"use_proposals","item":99,"proposals":[1]})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"use_proposals","item":1,"proposals":[1]})")
      .then_refused(ErrorCode::wrong_kind, "command.item");
  // Item 5 asks for agreement in five steps.
  scene.when(R"({"type":"use_proposals","item":5,"proposals":[1]})")
      .then_refused(ErrorCode::definition_conflict, "command.item.form");
}

TEST(UseProposals, given_an_open_or_stopped_box_then_it_is_refused) {
  Scene scene = with_released_proposals();
  scene.given(R"({"type":"open_ballot","item":3})");
  scene.when(R"({"type":"use_proposals","item":3,"proposals":[1]})")
      .then_refused(ErrorCode::item_has_ballots);
  scene.given(R"({"type":"stop_ballot","box":1})");
  scene.when(R"({"type":"use_proposals","item":3,"proposals":[1]})")
      .then_refused(ErrorCode::item_has_ballots);
}

TEST(UseProposals, given_a_proposal_that_is_not_released_then_it_is_refused) {
  Scene scene = running(2, 1);
  scene.given(phone(1), R"({"type":"submit_proposal","item":2,"language":"sv","title":"X"})");
  scene.when(R"({"type":"use_proposals","item":3,"proposals":[1]})")
      .then_refused(ErrorCode::wrong_proposal_state, "command.proposals.0");
  scene.when(R"({"type":"use_proposals","item":3,"proposals":[99]})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposals.0");
}

TEST(UseProposals, given_more_options_than_an_item_holds_then_it_is_refused_with_the_limit) {
  std::string drafts = R"({"type":"add_proposals","proposals":[)";
  std::string use = R"({"type":"use_proposals","item":3,"proposals":[)";
  std::string one_fewer;
  for (int number = 1; number <= 198; ++number) {
    drafts += std::string(number == 1 ? "" : ",") + R"({"title":{"sv":"X"}})";
    one_fewer = use;
    use += (number == 1 ? "" : ",") + std::to_string(number);
  }
  Scene scene = running(3);
  scene.given(drafts + "]}");
  EXPECT_NO_THROW(scene.when(one_fewer + "]}").accepted());
  scene.when(use + "]}").then_refused_with_limit(ErrorCode::too_many, 200);
}

TEST(EditProposal, given_options_that_came_from_it_then_they_follow_and_keep_their_number) {
  Scene scene = with_released_proposals();
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"D"}}]})");
  scene.given(R"({"type":"use_proposals","item":8,"proposals":[2]})");
  scene.when(R"({"type":"edit_proposal","proposal":2,"draft":{"title":{"sv":"Nytt"},"cost":7}})")
      .then({R"({"type":"ProposalEdited","proposal":2,
                 "proposal_text":{"title":{"sv":"Nytt"},"cost":7}})",
             R"({"type":"ItemEdited","item":8,"definition":{
                 "kind":"dots","title":{"sv":"D"},"authority":"advisory",
                 "options":[{"option":2,"title":{"sv":"Nytt"},"cost":7,"proposal":2}]}})"});
}

TEST(EditProposal, given_a_box_has_frozen_the_option_then_it_follows_only_when_that_box_is_void) {
  Scene scene = with_released_proposals();
  scene.given(R"({"type":"use_proposals","item":3,"proposals":[4]})");
  scene.given(R"({"type":"open_ballot","item":3})");
  constexpr char edit[] =
      R"({"type":"edit_proposal","proposal":4,"draft":{"title":{"sv":"Nytt"}}})";
  constexpr char edited[] =
      R"({"type":"ProposalEdited","proposal":4,"proposal_text":{"title":{"sv":"Nytt"}}})";
  scene.when(edit).then({edited});
  scene.given_sealed(1);
  scene.when(edit).then({edited});
  scene.given(R"({"type":"void_ballot","box":1,"reason":"fel"})");
  EXPECT_EQ(scene.when(edit).accepted().events.size(), 2U);
}

}  // namespace
}  // namespace torg::domain::test
