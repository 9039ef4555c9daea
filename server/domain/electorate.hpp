#pragma once

#include <cstdint>

#include <boost/system/result.hpp>

#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "domain/voter.hpp"

// Who may vote in a box: what its electorate, frozen when it opened, makes of the meeting.
namespace torg::domain {

// The voter that a participant is in this box. Refused with not_entitled (also whose code was
// issued after the box had opened), or with voting_code_needed when a code would help.
boost::system::result<Voter, protocol::Error> voter_in(Meeting const& meeting, Box const& box,
                                                       Asker const& asker);

// How many may vote in a box that is not sealed. A seat that was revoked while the box stood counts
// there still, because a ballot that it cast stands.
std::int64_t entitled_in(Meeting const& meeting, Box const& box);

// Seats whose code is valid.
std::int64_t live_seats(Meeting const& meeting);
bool is_live(Meeting const& meeting, SeatId seat);

}  // namespace torg::domain
