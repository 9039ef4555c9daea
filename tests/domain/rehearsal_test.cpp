#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "domain/specification.hpp"
#include "domain/view.hpp"
#include "protocol/codec.hpp"

namespace torg::domain::test {
namespace {

using nlohmann::json;
using protocol::ErrorCode;
using protocol::Publication;

Scene closed(bool rehearsal) {
  Scene scene(rehearsal);
  scene.given(R"({"type":"add_items","items":[{"kind":"info","title":{"sv":"X"}},
                                              {"kind":"info","title":{"sv":"Y"}}]})");
  scene.given(R"({"type":"start_meeting"})");
  scene.given(R"({"type":"defer_item","item":2,"reason":"tid"})");
  scene.given(R"({"type":"close_meeting"})");
  return scene;
}

TEST(Rehearsal, given_it_is_closed_then_nobody_but_its_organisers_may_be_let_in) {
  Scene scene = closed(true);
  for (auto const* const outside : {"public", "unlisted"}) {
    scene.when(R"({"type":"publish_meeting","publication":")" + std::string(outside) + "\"}")
        .then_refused(ErrorCode::not_permitted, "command.publication");
  }
  scene.when(R"({"type":"publish_meeting","publication":"internal"})")
      .then({R"({"type":"MeetingPublished","publication":"internal"})"});
  scene.given(R"({"type":"publish_meeting","publication":"internal"})");
  scene.when(R"({"type":"publish_meeting","publication":"unpublished"})")
      .then({R"({"type":"MeetingPublished","publication":"unpublished"})"});
  EXPECT_NO_THROW(
      closed(false).when(R"({"type":"publish_meeting","publication":"public"})").accepted());
}

TEST(Rehearsal, given_a_journal_that_published_it_then_it_reads_as_internal) {
  for (auto const published : {Publication::public_, Publication::unlisted}) {
    Scene const scene = closed(true);
    Meeting meeting = scene.meeting();
    evolve(meeting, protocol::Event(protocol::MeetingPublished{start_ms, published}));
    EXPECT_EQ(meeting.publication, Publication::internal);
    evolve(meeting,
           protocol::Event(protocol::MeetingPublished{start_ms, Publication::unpublished}));
    EXPECT_EQ(meeting.publication, Publication::unpublished);
  }
}

TEST(Rehearsal, given_what_it_put_off_then_nothing_of_it_stays_open_in_the_forum) {
  auto const finished = [](Scene const& scene) {
    return told(finished_in_forum(scene.meeting(), scene.request(facilitator())), {});
  };
  EXPECT_EQ(finished(closed(true)), json::parse(R"([{"type":"MeetingFinished",
      "meeting":"abcdefghij","deferred_items":[]}])"));
  EXPECT_EQ(finished(closed(false)), json::parse(R"([{"type":"MeetingFinished",
      "meeting":"abcdefghij","deferred_items":[2]}])"));
}

TEST(Rehearsal, given_a_copy_then_it_is_one_only_if_that_is_asked_for_anew) {
  Forum forum;
  evolve(forum, protocol::Event(protocol::ForumCreated{start_ms, ContentRef(43, 'A')}));
  evolve(forum, protocol::Event(protocol::MeetingRegistered{start_ms, meeting_id}));
  auto const copy = [&](Scene const& original, std::optional<bool> rehearsal) {
    protocol::CreateMeeting command;
    command.source = protocol::MeetingSource::copy;
    command.copy_of = meeting_id;
    command.rehearsal = rehearsal;
    auto const made =
        decide_create_meeting(forum, original.request(organiser()), command, "klmnopqrst",
                              template_of(original.meeting(), original.texts()));
    if (!made) throw std::logic_error(protocol::to_json(made.error()));
    Meeting meeting;
    for (auto const& event : made->meeting.events) evolve(meeting, event);
    return meeting.created.rehearsal;
  };
  EXPECT_FALSE(copy(closed(true), std::nullopt));
  EXPECT_TRUE(copy(closed(true), true));
  EXPECT_TRUE(copy(closed(false), true));
  EXPECT_FALSE(copy(closed(false), false));
}

TEST(Rehearsal, given_any_face_then_it_is_told) {
  for (bool const rehearsal : {true, false}) {
    for (Scene const& scene : {Scene(rehearsal), closed(rehearsal)}) {
      for (auto const& view : {participant_view(scene.meeting(), scene.texts(), {}),
                               facilitator_view(scene.meeting(), scene.texts(), {}),
                               screen_view(scene.meeting(), scene.texts(), {})}) {
        EXPECT_EQ(json::parse(view.at("meeting")).at("rehearsal"), rehearsal);
      }
      EXPECT_EQ(meeting_entry(scene.meeting(), scene.texts(), start_ms).rehearsal, rehearsal);
    }
  }
}

}  // namespace
}  // namespace torg::domain::test
