#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "live/meeting_directory.hpp"

namespace torg::live {

// Makes the credentials of a start-up message: those of one meeting, and the organiser's if there
// is none yet. On loop 0; the handler is called there too.
void issue_links(std::shared_ptr<MeetingFinder> const& finder, std::optional<std::string> meeting,
                 std::function<void(boost::system::result<Links, protocol::Error>)> handler);

}  // namespace torg::live
