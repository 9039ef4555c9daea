#pragma once

#include "domain/meeting.hpp"
#include "protocol/events.hpp"

namespace torg::domain {

// The state after one more event of the meeting's stream. Pure and total: an event that was
// recorded is never refused.
//
// What an event means beyond its name:
// - ItemStarted ends the running item. It is done, unless the meeting went back to the item that
// ran
//   before and stands earlier in the agenda: then it is planned again, so that the next step
//   continues with it. A new item takes the timer away and brings the screen back to the agenda.
// - ItemSkipped or ItemDeferred of the running item leaves nothing running.
// - ItemRestored makes the item planned, whatever it was before.
// - BallotExtended and BallotReopened answer those who asked for more time, so they may ask again.
void evolve(Meeting& meeting, protocol::Event const& event);

}  // namespace torg::domain
