#include <gtest/gtest.h>

#include "hall.hpp"

namespace torg::test {
namespace {

void organise(Hall& hall, Client& client) {
  client.connect(*hall.directory);
  client.hello({{"kind", "token"}, {"token", hall.links.organiser_token}});
  hall.until([&] { return client.scopes.contains("organiser"); });
  hall.settle();
}

Json create(std::string const& source, int token) {
  return {{"type", "create_meeting"},
          {"source", source},
          {"title", {{"sv", "Höstmöte"}}},
          {"facilitator_token", Hall::token(token)}};
}

TEST(Forum, given_a_blank_meeting_when_it_is_created_then_its_token_leads_it) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  EXPECT_EQ(organiser.section("organiser", "forum")["name"]["sv"], "Forum");
  auto const made = hall.must(organiser, create("blank", 50));
  auto const id = made["meeting"].get<std::string>();
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"].size(), 2u);

  Client facilitator;
  facilitator.connect(*hall.directory);
  facilitator.hello({{"kind", "token"}, {"token", Hall::token(50)}}, id);
  hall.until([&] { return facilitator.scopes.contains("facilitator"); });
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["title"]["sv"], "Höstmöte");
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["phase"], "draft");

  // A draft lets nobody in.
  auto const secret =
      facilitator.section("facilitator", "join")["url"].get<std::string>().substr(27);
  Client phone;
  phone.connect(*hall.directory);
  phone.hello({{"kind", "join"}, {"secret", secret}, {"token", Hall::token(1)}});
  hall.until([&] { return phone.closed.has_value(); });
  EXPECT_EQ(phone.rejects.at(0)["error"]["code"], "wrong_phase");
}

TEST(Forum, given_a_meeting_when_it_is_copied_then_agenda_and_title_come_along) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  auto command = create("copy", 51);
  command["copy_of"] = hall.meeting;
  command.erase("title");
  auto const made = hall.must(organiser, command);
  Client facilitator;
  facilitator.connect(*hall.directory);
  facilitator.hello({{"kind", "token"}, {"token", Hall::token(51)}}, made["meeting"]);
  hall.until([&] { return facilitator.scopes.contains("facilitator"); });
  EXPECT_EQ(facilitator.section("facilitator", "meeting")["title"]["sv"], "Prov");
  EXPECT_EQ(facilitator.section("facilitator", "agenda")["entries"].size(), 1u);
}

TEST(Forum, given_a_created_meeting_when_the_command_is_sent_again_then_there_is_still_one) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  auto const token = hall.links.organiser_token;
  hall.do_command(organiser, create("blank", 50), "make");
  auto const first = organiser.answers["make"];
  hall.do_command(organiser, create("blank", 50), "make");
  EXPECT_EQ(organiser.answers["make"], first);
  organiser.disconnect();
  hall.restart();
  organiser.connect(*hall.directory);
  organiser.hello({{"kind", "token"}, {"token", token}});
  hall.until([&] { return !organiser.welcome.is_null(); });
  organiser.answers.clear();
  hall.do_command(organiser, create("blank", 50), "make");
  EXPECT_EQ(organiser.answers["make"], first);
  hall.settle();
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"].size(), 2u);
}

TEST(Forum, given_a_failed_commit_when_the_meeting_is_there_after_all_then_it_is_acknowledged) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  hall.faulty->fail_append(1, FaultyStore::Moment::after_it_happened);
  hall.must(organiser, create("blank", 50));
  hall.faulty->fail_append(1, FaultyStore::Moment::before_it_happened);
  auto const id = hall.do_command(organiser, create("blank", 51));
  EXPECT_EQ(organiser.error(id), "outcome_unknown");
  hall.settle();
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"].size(), 2u);
  hall.must(organiser, create("blank", 51));
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"].size(), 3u);
}

TEST(Forum, given_changes_in_a_meeting_when_the_organiser_looks_then_the_list_shows_them) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  Client facilitator;
  hall.lead(facilitator);
  hall.must(facilitator, {{"type", "start_meeting"}});
  hall.hurry(1'000);
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"][0]["phase"], "live");
  organiser.disconnect();
  facilitator.disconnect();
  hall.restart();
  organise(hall, organiser);
  // The list is read after the start, meeting by meeting.
  hall.hurry(1'000);
  hall.settle();
  EXPECT_EQ(organiser.section("organiser", "meetings")["meetings"][0]["phase"], "live")
      << organiser.section("organiser", "meetings");
}

TEST(Forum, given_an_edit_when_the_organiser_makes_it_then_name_and_groups_change) {
  Hall hall;
  Client organiser;
  organise(hall, organiser);
  hall.must(organiser, {{"type", "edit_forum"}, {"name", {{"sv", "Bygderådet"}}}});
  EXPECT_EQ(organiser.section("organiser", "forum")["name"]["sv"], "Bygderådet");
  auto const id = hall.do_command(organiser, {{"type", "next_item"}});
  EXPECT_EQ(organiser.error(id), "not_permitted");
}

std::shared_ptr<live::MeetingFront const> front_of(Hall& hall, std::string const& secret) {
  std::shared_ptr<live::MeetingFront const> front;
  bool told = false;
  hall.directory->front_by_secret(secret, 0, [&](std::shared_ptr<live::MeetingFront const> found) {
    front = std::move(found);
    told = true;
  });
  hall.until([&] { return told; });
  return front;
}

std::vector<std::string> keys_of(live::MeetingFront const& front) {
  std::vector<std::string> keys;
  for (auto const& [key, section] : front.sections) keys.push_back(key);
  return keys;
}

TEST(Forum, given_a_link_when_the_first_page_is_asked_for_then_it_tells_the_front_only) {
  Hall hall;
  auto const front = front_of(hall, hall.links.join_secret);
  ASSERT_TRUE(front);
  EXPECT_EQ(front->meeting, hall.meeting);
  EXPECT_TRUE(front->sections.contains("meeting"));
  EXPECT_FALSE(front->sections.contains("join"));
  EXPECT_FALSE(front_of(hall, "AAAAAAAAAAAAAAAA"));
}

TEST(Forum, given_an_open_vote_when_the_first_page_is_asked_for_then_it_can_be_voted_on_at_once) {
  Hall hall;
  Client facilitator;
  hall.lead(facilitator);
  auto const phones = hall.join_phones(2);
  auto const box = hall.open_poll(facilitator);
  auto const front = front_of(hall, hall.links.join_secret);
  auto const item =
      std::to_string(phones[0]->section("participant", "agenda")["current"].get<int>());
  EXPECT_EQ(keys_of(*front), (std::vector<std::string>{"agenda", "box/" + std::to_string(box),
                                                       "item/" + item, "meeting"}));

  // Votes change nothing in it; a step of the meeting does.
  hall.must(*phones[0], Hall::vote(box, 1));
  EXPECT_EQ(front_of(hall, hall.links.join_secret), front);
  hall.must(facilitator, {{"type", "stop_ballot"}, {"box", box}});
  auto const later = front_of(hall, hall.links.join_secret);
  EXPECT_NE(later, front);
  EXPECT_NE(later->sections.at("box/" + std::to_string(box)),
            front->sections.at("box/" + std::to_string(box)));
}

TEST(Forum, given_a_token_when_asked_what_it_may_do_then_its_role_is_told) {
  Hall hall;
  auto const ask = [&](std::string const& token, std::optional<std::string> meeting) {
    std::optional<live::Authority> authority;
    bool told = false;
    hall.directory->authority_of(token, std::move(meeting), 0,
                                 [&](std::optional<live::Authority> found) {
                                   authority = std::move(found);
                                   told = true;
                                 });
    hall.until([&] { return told; });
    return authority;
  };
  EXPECT_EQ(ask(hall.links.facilitator_token, hall.meeting)->role, protocol::Role::facilitator);
  EXPECT_EQ(ask(hall.links.organiser_token, std::nullopt)->role, protocol::Role::organiser);
  EXPECT_FALSE(ask(hall.links.organiser_token, hall.meeting));
  EXPECT_FALSE(ask(hall.links.facilitator_token, std::nullopt));
}

}  // namespace
}  // namespace torg::test
