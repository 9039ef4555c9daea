#pragma once

#include <vector>

#include "protocol/types.hpp"

namespace torg::app {

namespace detail {
extern char const* const demo_forum_json;
extern char const* const demo_meeting_json;
}  // namespace detail

// The illustrative forum that comes with Torg, see demo/README.md.
struct Demo {
  protocol::Title forum_name;
  std::vector<protocol::GroupEntry> groups;
  protocol::MeetingTemplate meeting;
};

// Throws std::logic_error when the files in the executable do not fit the protocol.
Demo load_demo();

}  // namespace torg::app
