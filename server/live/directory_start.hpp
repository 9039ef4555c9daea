#pragma once

#include <functional>
#include <memory>

#include "live/meeting_directory.hpp"

namespace torg::live {

// Reads the forum, founds it if there is none, and seals the boxes whose keys are lost. On loop 0,
// first of all; the handler is called there too.
void start_directory(std::shared_ptr<MeetingFinder> const& finder, StartOptions options,
                     std::function<void(store::Result<StartResult>)> handler);

}  // namespace torg::live
