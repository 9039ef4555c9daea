#pragma once

#include <boost/system/result.hpp>

#include "domain/forum.hpp"
#include "domain/request.hpp"
#include "live/meeting_directory.hpp"
#include "protocol/commands.hpp"
#include "store/unit.hpp"

namespace torg::live {

// A meeting before it is stored.
struct NewMeeting {
  store::Unit unit;           // its first events, its link and code, its facilitator
  domain::Decision in_forum;  // to be stored with it
  protocol::Answer answer;
  protocol::MeetingEntry entry;
};

// With a number and secrets of its own. `open_at_once`: people can join it from the beginning, if
// what it is made from allows that.
boost::system::result<NewMeeting, protocol::Error> make_meeting(
    Surroundings const& around, domain::Forum const& forum, domain::Asker asker,
    protocol::CreateMeeting const& command, protocol::MeetingTemplate const& from,
    bool open_at_once);

}  // namespace torg::live
