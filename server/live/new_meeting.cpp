#include "live/new_meeting.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "domain/decide.hpp"
#include "domain/evolve.hpp"
#include "live/credential.hpp"
#include "live/join_access.hpp"
#include "live/journal_unit.hpp"
#include "live/request.hpp"

namespace torg::live {
namespace {

constexpr std::size_t meeting_id_length = 10;

void open(Surroundings const& around, domain::Asker asker, domain::Decision& created) {
  domain::Meeting draft;
  for (auto const& event : created.events) domain::evolve(draft, event);
  auto opened = domain::decide(draft, request_of(around, asker), protocol::OpenMeeting{});
  if (!opened) return;
  for (auto& event : opened->events) created.events.push_back(std::move(event));
}

protocol::MeetingEntry entry_of(domain::Decision const& created) {
  domain::Meeting meeting;
  domain::ContentMap texts;
  for (auto const& event : created.events) domain::evolve(meeting, event);
  for (auto const& content : created.contents) texts.emplace(content.ref, content.bytes);
  return domain::meeting_entry(meeting, texts, meeting.created.at_ms);
}

}  // namespace

boost::system::result<NewMeeting, protocol::Error> make_meeting(
    Surroundings const& around, domain::Forum const& forum, domain::Asker asker,
    protocol::CreateMeeting const& command, protocol::MeetingTemplate const& from,
    bool open_at_once) {
  auto const id = around.entropy.text(small_letters_and_digits, meeting_id_length);
  auto made = domain::decide_create_meeting(forum, request_of(around, asker), command, id, from);
  if (!made) return made.error();
  auto& created = made->meeting;
  if (open_at_once) open(around, asker, created);

  NewMeeting meeting;
  auto const stream = meeting_stream(id);
  meeting.unit.push_back(append_of(stream, 0, created.events, created.contents));
  JoinKeys::make(around.key_ring, around.entropy).put_into(meeting.unit, around.key_ring, stream);
  meeting.unit.push_back(
      put_of(credential_of(stream, credential_role::facilitator, command.facilitator_token)));
  meeting.in_forum = std::move(made->forum);
  meeting.entry = entry_of(created);
  meeting.answer = std::move(created.answer);
  return meeting;
}

}  // namespace torg::live
