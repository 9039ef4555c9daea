#pragma once

#include "domain/meeting.hpp"
#include "protocol/events.hpp"

namespace torg::domain {

// The state after one more event of the meeting's stream. Pure and total: an event that was
// recorded is never refused.
void evolve(Meeting& meeting, protocol::Event const& event);

}  // namespace torg::domain
