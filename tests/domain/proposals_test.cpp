#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "domain/limits.hpp"
#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;
using protocol::ProposalState;

constexpr char a_bath[] =
    R"({"type":"submit_proposal","item":2,"language":"sv","title":"Badplats","text":"Vid sjön"})";

// The ideas item runs; phones 1 and 2 have proposed 1 and 2, the facilitator 3.
Scene with_proposals() {
  Scene scene = running(2, 2);
  scene.given(phone(1), a_bath);
  scene.given(phone(2),
              R"({"type":"submit_proposal","item":2,"language":"en","title":"A bathing place"})");
  scene.given(R"({"type":"add_proposals","item":2,"proposals":[{"title":{"sv":"Belysning"}}]})");
  return scene;
}

ProposalState state_of(Scene const& scene, ProposalId id) {
  return scene.meeting().proposals.at(id).state;
}

std::vector<ParticipantId> authors_of(Scene const& scene, ProposalId id) {
  return scene.meeting().proposals.at(id).authors;
}

TEST(SubmitProposal, given_a_running_ideas_item_then_the_proposal_waits_for_release) {
  Scene const scene = running(2, 1);
  auto const outcome = scene.when(phone(1), a_bath);
  outcome.then({R"({"type":"ProposalSubmitted","proposal":1,"item":2,"released":false,
                    "proposal_text":{"title":{"sv":"Badplats"},"text":{"sv":"Vid sjön"}}})",
                R"({"type":"ProposalAuthored","proposal":1,"participant":1})"});
  EXPECT_EQ(outcome.accepted().answer.proposals, (std::vector<ProposalId>{1}));
}

TEST(SubmitProposal, given_an_item_that_does_not_hold_back_then_it_is_released_at_once) {
  Scene scene = running(2, 1);
  scene.given(R"({"type":"edit_item","item":2,"definition":{"kind":"ideas","title":{"sv":"I"},
                  "ideas":{"limit":2,"release_first":false}}})");
  scene.given(phone(1), a_bath);
  EXPECT_EQ(state_of(scene, 1), ProposalState::released);
}

TEST(SubmitProposal, given_the_wrong_item_then_it_is_refused) {
  Scene scene = running(2, 1);
  auto const submit = [&](int item) {
    return scene.when(phone(1), R"({"type":"submit_proposal","language":"sv","title":"X","item":)" +
                                    std::to_string(item) + "}");
  };
  submit(99).then_refused(ErrorCode::unknown_item, "command.item");
  submit(1).then_refused(ErrorCode::wrong_kind, "command.item");
  scene.given(R"({"type":"next_item"})");
  submit(2).then_refused(ErrorCode::item_not_running);
}

TEST(SubmitProposal, given_a_blank_title_then_it_is_refused) {
  running(2, 1)
      .when(phone(1), R"({"type":"submit_proposal","item":2,"language":"sv","title":"  "})")
      .then_refused(ErrorCode::too_short, "command.title");
}

TEST(SubmitProposal, given_the_limit_is_reached_then_withdrawing_gives_room_but_hiding_does_not) {
  Scene scene = running(2, 2);
  scene.given(phone(1), a_bath).given(phone(1), a_bath);
  scene.when(phone(1), a_bath).then_refused_with_limit(ErrorCode::proposal_limit_reached, 2);
  EXPECT_NO_THROW(scene.when(phone(2), a_bath).accepted());
  scene.given(R"({"type":"hide_proposal","proposal":1})");
  scene.when(phone(1), a_bath).then_refused_with_limit(ErrorCode::proposal_limit_reached, 2);
  scene.given(phone(1), R"({"type":"withdraw_proposal","proposal":2})");
  EXPECT_EQ(scene.when(phone(1), a_bath).accepted().answer.proposals, (std::vector<ProposalId>{3}));
}

TEST(SubmitProposal, given_another_ideas_item_then_its_limit_counts_anew) {
  Scene scene = running(2, 1);
  scene.given(phone(1), a_bath).given(phone(1), a_bath);
  scene.given(R"({"type":"add_items","items":[{"kind":"ideas","title":{"sv":"Mer"}}]})");
  scene.given(R"({"type":"start_item","item":8})");
  EXPECT_NO_THROW(
      scene.when(phone(1), R"({"type":"submit_proposal","item":8,"language":"sv","title":"X"})")
          .accepted());
}

TEST(SubmitProposal, given_a_full_meeting_then_it_is_refused_with_the_limit) {
  nlohmann::json command{{"type", "add_proposals"}, {"proposals", nlohmann::json::array()}};
  for (int draft = 0; draft < 200; ++draft) {
    command["proposals"].push_back({{"title", {{"sv", "X"}}}});
  }
  Scene scene = running(2, 1);
  for (int times = 0; times < 5; ++times) scene.given(command.dump());
  scene.when(phone(1), a_bath).then_refused_with_limit(ErrorCode::too_many_proposals, 1000);
  scene.when(R"({"type":"add_proposals","proposals":[{"title":{"sv":"X"}}]})")
      .then_refused_with_limit(ErrorCode::too_many_proposals, 1000);
}

TEST(SubmitProposal, given_a_phone_that_never_joined_then_it_is_refused) {
  running(2, 1).when(phone(9), a_bath).then_refused(ErrorCode::not_permitted);
}

TEST(WithdrawProposal, given_its_author_then_it_is_taken_back) {
  Scene scene = with_proposals();
  scene.when(phone(1), R"({"type":"withdraw_proposal","proposal":1})")
      .then({R"({"type":"ProposalWithdrawn","proposal":1})"});
  scene.given(phone(1), R"({"type":"withdraw_proposal","proposal":1})");
  scene.when(phone(1), R"({"type":"withdraw_proposal","proposal":1})")
      .then_refused(ErrorCode::wrong_proposal_state);
}

TEST(WithdrawProposal, given_somebody_else_or_no_such_proposal_then_it_is_refused) {
  Scene const scene = with_proposals();
  scene.when(phone(2), R"({"type":"withdraw_proposal","proposal":1})")
      .then_refused(ErrorCode::not_permitted);
  scene.when(phone(2), R"({"type":"withdraw_proposal","proposal":3})")
      .then_refused(ErrorCode::not_permitted);
  scene.when(phone(2), R"({"type":"withdraw_proposal","proposal":99})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposal");
}

TEST(WithdrawProposal, given_others_went_up_in_it_then_it_is_refused) {
  Scene scene = with_proposals();
  scene.given(R"({"type":"merge_proposals","into":1,"proposals":[2]})");
  scene.when(phone(1), R"({"type":"withdraw_proposal","proposal":1})")
      .then_refused(ErrorCode::wrong_proposal_state);
}

TEST(AddProposals, given_a_pasted_list_then_all_are_released_and_numbered) {
  auto const outcome = Scene().when(
      R"({"type":"add_proposals","proposals":[
          {"title":{"sv":"Brygga"},"text":{"sv":"Ny"},"cost":40000,"place":"Sjön","group":"east"},
          {"title":{"sv":"Gunga"}}]})");
  outcome.then({R"({"type":"ProposalSubmitted","proposal":1,"released":true,"proposal_text":{
                    "title":{"sv":"Brygga"},"text":{"sv":"Ny"},"cost":40000,"place":"Sjön",
                    "group":"east"}})",
                R"({"type":"ProposalSubmitted","proposal":2,"released":true,
                    "proposal_text":{"title":{"sv":"Gunga"}}})"});
  EXPECT_EQ(outcome.accepted().answer.proposals, (std::vector<ProposalId>{1, 2}));
}

TEST(AddProposals, given_a_faulty_row_then_its_place_is_told) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"add_proposals","proposals":[{"title":{"sv":"X"}},{"title":{}}]})")
      .then_refused(ErrorCode::too_short, "command.proposals.1.title");
  scene.when(R"({"type":"add_proposals","proposals":[{"title":{"sv":"X"},"group":"north"}]})")
      .then_refused(ErrorCode::unknown_group, "command.proposals.0.group");
}

TEST(AddProposals, given_an_item_that_gathers_none_then_it_is_refused) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"add_proposals","item":99,"proposals":[{"title":{"sv":"X"}}]})")
      .then_refused(ErrorCode::unknown_item, "command.item");
  scene.when(R"({"type":"add_proposals","item":1,"proposals":[{"title":{"sv":"X"}}]})")
      .then_refused(ErrorCode::wrong_kind, "command.item");
}

TEST(EditProposal, given_a_proposal_then_its_text_is_replaced) {
  with_proposals()
      .when(R"({"type":"edit_proposal","proposal":1,"draft":{"title":{"sv":"Bad"}}})")
      .then({R"({"type":"ProposalEdited","proposal":1,"proposal_text":{"title":{"sv":"Bad"}}})"});
}

TEST(EditProposal, given_a_fault_then_it_is_refused) {
  Scene const scene = with_proposals();
  scene.when(R"({"type":"edit_proposal","proposal":99,"draft":{"title":{"sv":"Bad"}}})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposal");
  scene.when(R"({"type":"edit_proposal","proposal":1,"draft":{"title":{"sv":""}}})")
      .then_refused(ErrorCode::too_short, "command.draft.title");
  scene
      .when(R"({"type":"edit_proposal","proposal":1,"draft":{"title":{"sv":"X"},"group":"north"}})")
      .then_refused(ErrorCode::unknown_group, "command.draft.group");
}

TEST(ReleaseProposal, given_one_that_waits_then_everyone_may_see_it) {
  Scene scene = with_proposals();
  scene.when(R"({"type":"release_proposal","proposal":1})")
      .then({R"({"type":"ProposalReleased","proposal":1})"});
  scene.when(R"({"type":"release_proposal","proposal":3})").then_nothing();
}

TEST(ReleaseProposal, given_a_hidden_or_unknown_one_then_it_is_refused) {
  Scene scene = with_proposals();
  scene.given(R"({"type":"hide_proposal","proposal":1})");
  scene.when(R"({"type":"release_proposal","proposal":1})")
      .then_refused(ErrorCode::wrong_proposal_state);
  scene.when(R"({"type":"release_proposal","proposal":99})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposal");
}

TEST(HideProposal, given_a_standing_one_then_it_is_hidden_and_can_be_restored_as_it_was) {
  Scene scene = with_proposals();
  scene.when(R"({"type":"hide_proposal","proposal":3,"reason":"dubblett"})")
      .then({R"({"type":"ProposalHidden","proposal":3,"reason":"dubblett"})"});
  scene.given(R"({"type":"hide_proposal","proposal":3,"reason":"dubblett"})");
  scene.given(R"({"type":"hide_proposal","proposal":1})");
  scene.when(R"({"type":"hide_proposal","proposal":1})").then_nothing();
  scene.given(R"({"type":"restore_proposal","proposal":3})");
  scene.given(R"({"type":"restore_proposal","proposal":1})");
  EXPECT_EQ(state_of(scene, 3), ProposalState::released);
  EXPECT_EQ(scene.meeting().proposals.at(3).hidden_reason, std::nullopt);
  EXPECT_EQ(state_of(scene, 1), ProposalState::submitted);
}

TEST(HideProposal, given_a_withdrawn_or_unknown_one_then_it_is_refused) {
  Scene scene = with_proposals();
  scene.given(phone(1), R"({"type":"withdraw_proposal","proposal":1})");
  scene.when(R"({"type":"hide_proposal","proposal":1})")
      .then_refused(ErrorCode::wrong_proposal_state);
  scene.when(R"({"type":"hide_proposal","proposal":99})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposal");
}

TEST(RestoreProposal, given_a_withdrawn_one_then_it_stands_again) {
  Scene scene = with_proposals();
  scene.given(phone(1), R"({"type":"withdraw_proposal","proposal":1})");
  scene.when(R"({"type":"restore_proposal","proposal":1})")
      .then({R"({"type":"ProposalRestored","proposal":1})"});
  scene.given(R"({"type":"restore_proposal","proposal":1})");
  EXPECT_EQ(state_of(scene, 1), ProposalState::submitted);
}

TEST(RestoreProposal, given_a_standing_one_then_nothing_is_recorded) {
  with_proposals().when(R"({"type":"restore_proposal","proposal":1})").then_nothing();
}

TEST(RestoreProposal, given_no_such_one_then_it_is_refused) {
  with_proposals()
      .when(R"({"type":"restore_proposal","proposal":99})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposal");
}

TEST(MergeProposals, given_two_then_the_authors_of_both_stand_by_the_one_that_stays) {
  Scene scene = with_proposals();
  scene.when(R"({"type":"merge_proposals","into":1,"proposals":[2]})")
      .then({R"({"type":"ProposalsMerged","into":1,"proposals":[2]})"});
  scene.given(R"({"type":"merge_proposals","into":1,"proposals":[2]})");
  EXPECT_EQ(authors_of(scene, 1), (std::vector<ParticipantId>{1, 2}));
  EXPECT_EQ(state_of(scene, 2), ProposalState::merged);
  EXPECT_EQ(scene.meeting().proposals.at(2).merged_into, 1);
}

TEST(MergeProposals, given_a_merge_into_a_merge_then_all_authors_move_up_and_back) {
  Scene scene = with_proposals();
  scene.given(R"({"type":"merge_proposals","into":2,"proposals":[1]})");
  scene.given(R"({"type":"merge_proposals","into":3,"proposals":[2]})");
  EXPECT_EQ(authors_of(scene, 3), (std::vector<ParticipantId>{1, 2}));
  scene.given(R"({"type":"restore_proposal","proposal":1})");
  EXPECT_EQ(authors_of(scene, 3), (std::vector<ParticipantId>{2}));
  EXPECT_EQ(authors_of(scene, 1), (std::vector<ParticipantId>{1}));
  EXPECT_EQ(state_of(scene, 1), ProposalState::submitted);
}

TEST(MergeProposals, given_a_released_one_goes_up_in_a_waiting_one_then_that_is_released_too) {
  with_proposals()
      .when(R"({"type":"merge_proposals","into":1,"proposals":[3]})")
      .then({R"({"type":"ProposalReleased","proposal":1})",
             R"({"type":"ProposalsMerged","into":1,"proposals":[3]})"});
}

TEST(MergeProposals, given_what_cannot_be_merged_then_it_is_refused) {
  Scene scene = with_proposals();
  scene.when(R"({"type":"merge_proposals","into":99,"proposals":[1]})")
      .then_refused(ErrorCode::unknown_proposal, "command.into");
  scene.when(R"({"type":"merge_proposals","into":1,"proposals":[2,99]})")
      .then_refused(ErrorCode::unknown_proposal, "command.proposals.1");
  scene.when(R"({"type":"merge_proposals","into":1,"proposals":[2,1]})")
      .then_refused(ErrorCode::wrong_proposal_state, "command.proposals.1");
  scene.given(R"({"type":"hide_proposal","proposal":2})");
  scene.when(R"({"type":"merge_proposals","into":1,"proposals":[2]})")
      .then_refused(ErrorCode::wrong_proposal_state, "command.proposals.0");
  scene.when(R"({"type":"merge_proposals","into":2,"proposals":[1]})")
      .then_refused(ErrorCode::wrong_proposal_state, "command.into");
}

}  // namespace
}  // namespace torg::domain::test
