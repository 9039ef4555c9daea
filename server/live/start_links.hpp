#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "live/meeting_directory.hpp"

namespace torg::live {

// Makes the credentials of a start-up message: the organiser's, and those of one meeting. On loop
// 0; the handler is called there too.
void issue_links(std::shared_ptr<MeetingFinder> const& finder, std::optional<std::string> meeting,
                 std::function<void(boost::system::result<Links, protocol::Error>)> handler);

}  // namespace torg::live
