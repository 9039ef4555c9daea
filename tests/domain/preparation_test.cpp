#include <gtest/gtest.h>

#include <algorithm>

#include "domain/specification.hpp"

namespace torg::domain::test {
namespace {

using protocol::ErrorCode;

TEST(EditMeeting, given_some_fields_then_the_others_stay) {
  Scene scene;
  scene.when(R"({"type":"edit_meeting","title":{"sv":"Höst"},"starts_at_ms":1780000000000})")
      .then({R"({"type":"MeetingEdited","title":{"sv":"Höst"},"starts_at_ms":1780000000000})"});
  scene.given(R"({"type":"edit_meeting","place":{"sv":"Bygdegården"},"languages":["en"]})");
  scene.given(R"({"type":"edit_meeting","ends_at_ms":1790000000000})");
  EXPECT_EQ(scene.meeting().languages, (std::vector<std::string>{"en"}));
  EXPECT_EQ(scene.texts().at(scene.meeting().title), R"({"sv":"Forum"})");
  EXPECT_EQ(scene.texts().at(*scene.meeting().place), R"({"sv":"Bygdegården"})");
  EXPECT_EQ(scene.meeting().ends_at_ms, 1'790'000'000'000);
}

TEST(EditMeeting, given_nothing_then_nothing_is_recorded) {
  Scene().when(R"({"type":"edit_meeting"})").then_nothing();
}

TEST(EditMeeting, given_a_blank_title_or_an_end_before_the_start_then_it_is_refused) {
  Scene scene;
  scene.when(R"({"type":"edit_meeting","title":{"sv":""}})")
      .then_refused(ErrorCode::too_short, "command.title");
  scene.when(R"({"type":"edit_meeting","starts_at_ms":20,"ends_at_ms":10})")
      .then_refused(ErrorCode::out_of_range, "command.ends_at_ms");
  scene.given(R"({"type":"edit_meeting","ends_at_ms":10})");
  scene.when(R"({"type":"edit_meeting","starts_at_ms":20})")
      .then_refused(ErrorCode::out_of_range, "command.starts_at_ms");
}

TEST(SetGroups, given_groups_then_they_replace_the_old_ones_and_names_of_delegates_are_private) {
  Scene const scene;
  auto const outcome = scene.when(R"({"type":"set_groups","groups":[
      {"group":"north","name":{"sv":"Norr"},"delegates":["Bo","Eva"]}]})");
  outcome.then({R"({"type":"GroupsSet","groups":[
      {"group":"north","name":{"sv":"Norr"},"delegates":["Bo","Eva"]}]})"});
  auto const& contents = outcome.accepted().contents;
  ASSERT_EQ(contents.size(), 3U);
  for (auto const& content : contents) {
    EXPECT_EQ(content.is_private, content.bytes == "Bo" || content.bytes == "Eva");
  }
}

TEST(SetGroups, given_a_group_twice_or_without_a_name_then_its_row_is_told) {
  Scene const scene;
  scene
      .when(R"({"type":"set_groups","groups":[{"group":"a","name":{"sv":"A"},"delegates":[]},
                                               {"group":"a","name":{"sv":"B"},"delegates":[]}]})")
      .then_refused(ErrorCode::duplicate, "command.groups.1.group");
  scene.when(R"({"type":"set_groups","groups":[{"group":"a","name":{},"delegates":[]}]})")
      .then_refused(ErrorCode::too_short, "command.groups.0.name");
}

TEST(SetGroups, given_a_participant_speaks_for_a_group_then_it_cannot_be_left_out) {
  Scene scene = live_meeting(1);
  scene.given(phone(1), R"({"type":"choose_group","group":"east"})");
  scene
      .when(R"({"type":"set_groups","groups":[{"group":"west","name":{"sv":"V"},"delegates":[]}]})")
      .then_refused(ErrorCode::group_in_use, "command.groups");
  EXPECT_NO_THROW(scene
                      .when(R"({"type":"set_groups","groups":[{"group":"east","name":{"sv":"Ö"},
                                                    "delegates":[]}]})")
                      .accepted());
}

TEST(SetWifi, given_a_network_then_it_is_kept_as_a_private_text_until_it_is_left_out) {
  Scene scene;
  auto const outcome = scene.when(R"({"type":"set_wifi","ssid":"Hallen","password":"hemligt"})");
  outcome.then({R"({"type":"WifiSet","wifi":{"ssid":"Hallen","password":"hemligt"}})"});
  EXPECT_TRUE(outcome.accepted().contents.at(0).is_private);
  scene.when(R"({"type":"set_wifi"})").then_nothing();
  scene.given(R"({"type":"set_wifi","ssid":"Hallen"})");
  scene.when(R"({"type":"set_wifi"})").then({R"({"type":"WifiSet"})"});
}

TEST(SetWifi, given_a_password_without_a_network_then_it_is_refused) {
  Scene()
      .when(R"({"type":"set_wifi","password":"hemligt"})")
      .then_refused(ErrorCode::missing_field, "command.ssid");
}

TEST(Links, given_links_and_codes_then_only_that_they_were_made_is_recorded) {
  Scene const scene = live_meeting();
  scene.when(R"({"type":"renew_join_code"})").then({R"({"type":"JoinCodeRenewed"})"});
  scene.when(R"({"type":"issue_screen_link","token":"AAAAAAAAAAAAAAAAAAAAAA"})")
      .then({R"({"type":"ScreenLinkIssued"})"});
  scene
      .when(organiser(), R"({"type":"issue_facilitator_link","meeting":"abcdefghij",
                              "facilitator_token":"AAAAAAAAAAAAAAAAAAAAAA","revoke_others":true})")
      .then({R"({"type":"FacilitatorLinkIssued","revoked_others":true})"});
}

TEST(Links, given_another_meeting_then_it_is_refused) {
  Scene()
      .when(organiser(), R"({"type":"issue_facilitator_link","meeting":"zzzzzzzzzz",
                             "facilitator_token":"AAAAAAAAAAAAAAAAAAAAAA"})")
      .then_refused(ErrorCode::unknown_meeting, "command.meeting");
}

}  // namespace
}  // namespace torg::domain::test
