#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "domain/view.hpp"
#include "protocol/commands.hpp"
#include "protocol/sections.hpp"

namespace torg::domain {

struct RegisteredMeeting {
  std::string id;
  std::int64_t created_at_ms = 0;
  std::optional<std::int64_t> finished_at_ms;
};

// State of the standing body, built from its journal alone.
struct Forum {
  std::uint64_t version = 0;
  ContentRef name;
  std::vector<protocol::StoredGroup> groups;
  std::vector<RegisteredMeeting> meetings;  // oldest first
};

void evolve(Forum& forum, protocol::Event const& event);

// `groups` may be empty: they can be set later.
Verdict decide_found_forum(Forum const& forum, Request const& request, protocol::Title const& name,
                           std::vector<protocol::GroupEntry> const& groups);

// edit_forum. The other commands of the organiser concern a meeting too.
Verdict decide(Forum const& forum, Request const& request, protocol::Command const& command);

// A new meeting touches two streams; both decisions are stored in one unit or not at all. The
// template is taken as it is, without the checks of commands: a copy refuses nothing. Its options
// name its proposals by their place in its list, counted from 1, which is the number they get.
struct NewMeeting {
  Decision forum;    // MeetingRegistered
  Decision meeting;  // MeetingCreated, then proposals and items of the template
};
boost::system::result<NewMeeting, protocol::Error> decide_create_meeting(
    Forum const& forum, Request const& request, protocol::CreateMeeting const& command,
    std::string const& meeting_id, protocol::MeetingTemplate const& from);

// What a blank meeting starts from: the forum's groups, its languages, nothing on the agenda. The
// title has to come with the command.
protocol::MeetingTemplate blank_template(Forum const& forum, ContentMap const& texts);

// What copying a meeting starts from: its agenda, groups and released proposals, no participants,
// no results, every item planned. Whether the copy is a rehearsal is asked anew.
protocol::MeetingTemplate template_of(Meeting const& meeting, ContentMap const& texts);

// Event of the forum's stream that goes with MeetingClosed, in the same unit. A rehearsal leaves
// nothing open to the meetings after it.
Decision finished_in_forum(Meeting const& meeting, Request const& request);

// `entries` are made by whoever knows the meetings' present state.
Sections forum_view(Forum const& forum, ContentMap const& texts,
                    std::vector<protocol::MeetingEntry> const& entries);
protocol::MeetingEntry meeting_entry(Meeting const& meeting, ContentMap const& texts,
                                     std::int64_t created_at_ms);

}  // namespace torg::domain
