#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "domain/limits.hpp"
#include "domain/specification.hpp"
#include "protocol/codec.hpp"

namespace torg::domain::test {
namespace {

using nlohmann::json;
using protocol::ErrorCode;

constexpr char token[] = "AAAAAAAAAAAAAAAAAAAAAA";

Request by(Role role) {
  Request request;
  request.asker.role = role;
  request.now_ms = start_ms;
  request.entropy = entropy_of(7);
  return request;
}

template <class Value>
Value must(boost::system::result<Value, protocol::Error> const& result) {
  if (!result) throw std::logic_error("refused: " + protocol::to_json(result.error()));
  return *result;
}

struct Body {
  Forum forum;
  ContentMap texts;

  void apply(Decision const& decision) {
    for (auto const& content : decision.contents) texts[content.ref] = content.bytes;
    for (auto const& event : decision.events) evolve(forum, event);
  }
};

Body founded() {
  Body body;
  body.apply(must(decide_found_forum(body.forum, by(Role::clock), {{"sv", "Bygden"}}, {})));
  body.apply(must(decide(body.forum, by(Role::organiser), command_from(R"({"type":"edit_forum",
      "groups":[{"group":"east","name":{"sv":"Öster"},"delegates":["Ada"]}]})"))));
  return body;
}

protocol::CreateMeeting creating(protocol::MeetingSource source) {
  protocol::CreateMeeting command;
  command.source = source;
  command.title = protocol::Title{{"sv", "Höst"}};
  command.facilitator_token = token;
  return command;
}

ErrorCode refused(Forum const& forum, protocol::CreateMeeting const& command,
                  Role role = Role::organiser) {
  auto const made =
      decide_create_meeting(forum, by(role), command, meeting_id, protocol::MeetingTemplate());
  if (made) throw std::logic_error("a meeting was made");
  return made.error().code;
}

TEST(FoundForum, given_none_then_it_is_founded_once) {
  Body body;
  auto const first = decide_found_forum(body.forum, by(Role::clock), {{"sv", "Bygden"}}, {});
  Outcome(first, {}).then({R"({"type":"ForumCreated","name":{"sv":"Bygden"}})"});
  EXPECT_EQ(decide_found_forum(body.forum, by(Role::clock), {{"sv", " "}}, {}).error().code,
            ErrorCode::too_short);
  body.apply(*first);
  EXPECT_EQ(decide_found_forum(body.forum, by(Role::clock), {{"sv", "Ny"}}, {}).error().code,
            ErrorCode::duplicate);
}

TEST(FoundForum, given_groups_then_they_are_the_forums_from_its_first_moment) {
  Body body;
  protocol::GroupEntry const east{"east", {{"sv", "Öster"}}, {"Ada"}};
  body.apply(must(decide_found_forum(body.forum, by(Role::clock), {{"sv", "Bygden"}}, {east})));
  EXPECT_EQ(blank_template(body.forum, body.texts).groups, std::vector{east});
  EXPECT_EQ(
      decide_found_forum(Forum(), by(Role::clock), {{"sv", "Bygden"}}, {east, east}).error().field,
      "groups.1.group");
}

TEST(EditForum, given_a_name_or_groups_then_the_other_stays) {
  Body body = founded();
  body.apply(must(decide(body.forum, by(Role::organiser),
                         command_from(R"({"type":"edit_forum","name":{"sv":"Ny"}})"))));
  EXPECT_EQ(body.texts.at(body.forum.name), R"({"sv":"Ny"})");
  EXPECT_EQ(body.forum.groups.size(), 1U);
}

TEST(EditForum, given_a_fault_then_it_is_refused) {
  Body const body = founded();
  auto const outcome = [&](Role role, char const* command) {
    return Outcome(decide(body.forum, by(role), command_from(command)), body.texts);
  };
  outcome(Role::organiser, R"({"type":"edit_forum"})").then_nothing();
  outcome(Role::organiser, R"({"type":"edit_forum","name":{}})")
      .then_refused(ErrorCode::too_short, "command.name");
  outcome(Role::organiser, R"({"type":"edit_forum","groups":[
              {"group":"a","name":{"sv":"A"},"delegates":[]},
              {"group":"a","name":{"sv":"A"},"delegates":[]}]})")
      .then_refused(ErrorCode::duplicate, "command.groups.1.group");
  outcome(Role::facilitator, R"({"type":"edit_forum"})").then_refused(ErrorCode::not_permitted);
  outcome(Role::organiser, R"({"type":"issue_facilitator_link","meeting":"abcdefghij",
                               "facilitator_token":"AAAAAAAAAAAAAAAAAAAAAA"})")
      .then_refused(ErrorCode::not_permitted);
  EXPECT_EQ(
      decide(Forum(), by(Role::organiser), command_from(R"({"type":"edit_forum"})")).error().code,
      ErrorCode::wrong_phase);
}

TEST(CreateMeeting, given_a_template_then_both_streams_get_their_events) {
  Body const body = founded();
  protocol::MeetingTemplate from;
  from.title = {{"sv", "Mall"}};
  from.place = protocol::Title{{"sv", "Salen"}};
  from.languages = {"sv"};
  from.illustrative = true;
  from.groups = {{"east", {{"sv", "Öster"}}, {"Ada"}}};
  from.proposals.resize(1);
  from.proposals[0].title = {{"sv", "Brygga"}};
  from.items.resize(1);
  from.items[0].kind = protocol::ItemKind::dots;
  from.items[0].title = {{"sv", "Prickar"}};
  from.items[0].options.emplace(1);
  from.items[0].options->at(0).option = 4;
  from.items[0].options->at(0).title = {{"sv", "Brygga"}};
  from.items[0].options->at(0).proposal = 1;
  auto command = creating(protocol::MeetingSource::demo);
  command.rehearsal = true;

  auto const made =
      must(decide_create_meeting(body.forum, by(Role::organiser), command, meeting_id, from));

  EXPECT_EQ(told(made.forum, body.texts),
            json::parse(R"([{"type":"MeetingRegistered","meeting":"abcdefghij"}])"));
  EXPECT_EQ(told(made.meeting, {}), json::parse(R"([
      {"type":"MeetingCreated","meeting":"abcdefghij","title":{"sv":"Höst"},
       "place":{"sv":"Salen"},"languages":["sv"],"illustrative":true,"rehearsal":true,
       "groups":[{"group":"east","name":{"sv":"Öster"},"delegates":["Ada"]}]},
      {"type":"ProposalSubmitted","proposal":1,"released":true,
       "proposal_text":{"title":{"sv":"Brygga"}}},
      {"type":"ItemAdded","item":1,"definition":{"kind":"dots","title":{"sv":"Prickar"},
       "authority":"advisory",
       "options":[{"option":4,"title":{"sv":"Brygga"},"proposal":1}]}}])"));
  EXPECT_EQ(made.meeting.answer.meeting, meeting_id);
}

TEST(CreateMeeting, given_no_title_in_the_command_then_it_is_that_of_the_template) {
  Body const body = founded();
  auto command = creating(protocol::MeetingSource::demo);
  command.title.reset();
  protocol::MeetingTemplate from;
  from.title = {{"sv", "Mall"}};
  from.languages = {"sv"};
  auto const made =
      must(decide_create_meeting(body.forum, by(Role::clock), command, meeting_id, from));
  EXPECT_EQ(told(made.meeting, {}).at(0).at("title"), json::parse(R"({"sv":"Mall"})"));
}

TEST(CreateMeeting, given_a_fault_then_it_is_refused) {
  Body body = founded();
  auto blank = creating(protocol::MeetingSource::blank);
  EXPECT_EQ(refused(body.forum, blank, Role::facilitator), ErrorCode::not_permitted);
  EXPECT_EQ(refused(Forum(), blank), ErrorCode::wrong_phase);
  blank.title = protocol::Title{{"sv", ""}};
  EXPECT_EQ(refused(body.forum, blank), ErrorCode::too_short);
  blank.title.reset();
  EXPECT_EQ(refused(body.forum, blank), ErrorCode::missing_field);
  auto copy = creating(protocol::MeetingSource::copy);
  EXPECT_EQ(refused(body.forum, copy), ErrorCode::missing_field);
  copy.copy_of = meeting_id;
  EXPECT_EQ(refused(body.forum, copy), ErrorCode::unknown_meeting);
  body.forum.meetings.resize(most_meetings - 1);
  must(decide_create_meeting(body.forum, by(Role::clock), creating(protocol::MeetingSource::blank),
                             meeting_id, blank_template(body.forum, body.texts)));
  body.forum.meetings.resize(most_meetings);
  EXPECT_EQ(refused(body.forum, creating(protocol::MeetingSource::blank)),
            ErrorCode::limit_reached);
}

TEST(BlankTemplate, given_a_forum_then_its_groups_and_languages_are_taken_over) {
  Body const body = founded();
  auto const blank = blank_template(body.forum, body.texts);
  EXPECT_EQ(blank.languages, (std::vector<std::string>{"sv"}));
  ASSERT_EQ(blank.groups.size(), 1U);
  EXPECT_EQ(blank.groups[0].delegates, (std::vector<std::string>{"Ada"}));
  EXPECT_TRUE(blank.items.empty());
}

TEST(BlankTemplate, given_a_forum_named_in_several_languages_then_swedish_comes_first) {
  Body body = founded();
  body.apply(must(decide(body.forum, by(Role::organiser), command_from(R"({"type":"edit_forum",
      "name":{"en":"Village","fi":"Kunta","sv":"Bygd"}})"))));
  auto const blank = blank_template(body.forum, body.texts);
  EXPECT_EQ(blank.languages, (std::vector<std::string>{"sv", "en", "fi"}));
}

TEST(TemplateOf, given_a_meeting_that_was_held_then_the_copy_starts_anew_with_released_proposals) {
  Scene scene = running(2, 1);
  scene.given(phone(1), R"({"type":"submit_proposal","item":2,"language":"sv","title":"Dold"})");
  scene.given(R"({"type":"add_proposals","proposals":[{"title":{"sv":"P2"}},
                                                      {"title":{"sv":"P3"},"cost":5}]})");
  scene.given(R"({"type":"add_items","items":[{"kind":"dots","title":{"sv":"D"}}]})");
  scene.given(R"({"type":"use_proposals","item":8,"proposals":[2,3]})");
  scene.given(R"({"type":"hide_proposal","proposal":2})");
  scene.given(R"({"type":"close_meeting"})");

  auto const copy = template_of(scene.meeting(), scene.texts());
  ASSERT_EQ(copy.proposals.size(), 1U);
  EXPECT_EQ(copy.proposals[0].cost, 5);
  ASSERT_EQ(copy.items.size(), 8U);
  auto const& options = *copy.items[7].options;
  EXPECT_EQ(options.at(0).option, 2);
  EXPECT_EQ(options.at(0).proposal, std::nullopt);
  EXPECT_EQ(options.at(1).option, 3);
  EXPECT_EQ(options.at(1).proposal, 1);
  EXPECT_EQ(copy.groups.at(0).delegates, (std::vector<std::string>{"Ada"}));
}

TEST(TemplateOf, given_a_copy_then_copying_it_again_gives_the_same) {
  Scene original = live_meeting();
  original.given(R"({"type":"add_proposals","proposals":[{"title":{"sv":"P"},"place":"Ån"}]})");
  original.given(R"({"type":"use_proposals","item":3,"proposals":[1]})");
  auto const first = template_of(original.meeting(), original.texts());

  Body const body = founded();
  auto command = creating(protocol::MeetingSource::demo);
  command.title.reset();
  auto const made =
      must(decide_create_meeting(body.forum, by(Role::organiser), command, meeting_id, first));
  Meeting copy;
  ContentMap texts;
  for (auto const& event : made.meeting.events) evolve(copy, event);
  for (auto const& content : made.meeting.contents) texts[content.ref] = content.bytes;

  EXPECT_EQ(template_of(copy, texts), first);
  EXPECT_EQ(copy.phase, protocol::MeetingPhase::draft);
  for (Item const& item : copy.items) EXPECT_EQ(item.state, protocol::ItemState::planned);
}

TEST(FinishedInForum, given_deferred_items_then_the_forum_remembers_them) {
  Scene scene = live_meeting();
  scene.given(R"({"type":"defer_item","item":6,"reason":"tid"})");
  scene.given(R"({"type":"skip_item","item":7,"reason":"tid"})");
  scene.given(R"({"type":"close_meeting"})");
  auto const finished = finished_in_forum(scene.meeting(), scene.request(facilitator()));
  EXPECT_EQ(told(finished, {}), json::parse(R"([{"type":"MeetingFinished","meeting":"abcdefghij",
                                                 "deferred_items":[6]}])"));
  Body body = founded();
  evolve(body.forum, protocol::Event(protocol::MeetingRegistered{start_ms, meeting_id}));
  body.apply(finished);
  EXPECT_EQ(body.forum.meetings.at(0).finished_at_ms, start_ms);
}

TEST(ForumView, given_meetings_then_the_newest_comes_first) {
  Body const body = founded();
  Scene const scene = live_meeting(3);
  auto const sections = forum_view(body.forum, body.texts,
                                   {meeting_entry(scene.meeting(), scene.texts(), 10),
                                    meeting_entry(scene.meeting(), scene.texts(), 20)});
  EXPECT_EQ(json::parse(sections.at("forum")), json::parse(R"({"name":{"sv":"Bygden"},
      "groups":[{"group":"east","name":{"sv":"Öster"},"delegates":["Ada"]}]})"));
  auto const meetings = json::parse(sections.at("meetings")).at("meetings");
  ASSERT_EQ(meetings.size(), 2U);
  EXPECT_EQ(meetings[0], json::parse(R"({"meeting":"abcdefghij","title":{"sv":"Forum"},
      "phase":"live","publication":"unpublished","created_at_ms":20,"items":7,"joined":3,
      "illustrative":false,"rehearsal":false})"));
  EXPECT_EQ(meetings[1].at("created_at_ms"), 10);
}

}  // namespace
}  // namespace torg::domain::test
