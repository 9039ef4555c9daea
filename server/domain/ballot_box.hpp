#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <boost/system/result.hpp>

#include "domain/box_secret.hpp"
#include "domain/meeting.hpp"
#include "domain/request.hpp"
#include "protocol/commands.hpp"

namespace torg::domain {

// A row of an open box. `ballot_class` is the group at the moment of casting, empty for none.
struct StandingBallot {
  std::uint64_t revision = 0;
  std::string ballot;  // canonical JSON of protocol::StoredBallot; empty when withdrawn
  std::string ballot_class;
  Bytes32 class_salt{};
  bool withdrawn = false;
};

// The ballots of one box that is not sealed. There is one of these per box for what is decided and
// one for what is durable; only its turnout may leave the meeting's thread.
class BallotBox {
 public:
  StandingBallot const* find(VoterKey const& key) const;
  void put(VoterKey const& key, StandingBallot ballot);
  // A row `from` must be there, and none `to`.
  void rename(VoterKey const& from, VoterKey const& to);
  std::int64_t turnout() const { return turnout_; }
  // In no order that means anything.
  auto const& rows() const { return rows_; }

 private:
  // A key is the output of a keyed hash already: any part of it is as good as the hash of all.
  struct PartOfKey {
    std::size_t operator()(VoterKey const& key) const {
      std::size_t part = 0;
      std::memcpy(&part, key.data(), sizeof part);
      return part;
    }
  };

  std::unordered_map<VoterKey, StandingBallot, PartOfKey> rows_;
  std::int64_t turnout_ = 0;  // rows that are not withdrawn
};

// `row` is absent when the very same ballot already stands: acknowledge it once the one that stands
// is durable, store nothing. This holds for a stopped box too, because that ballot will be counted.
struct CastVerdict {
  std::optional<StandingBallot> row;
};

// Whether this ballot may stand, by electorate, frozen rule and revision. `key` is that of voter_in
// (domain/electorate.hpp); without such a voter it is not looked at. The field of an error is a
// path into the command, such as `command.ballot.marks.2.value`. What comes after the end of the
// box is refused with box_not_open whether or not it was stopped yet.
boost::system::result<CastVerdict, protocol::Error> decide_cast(
    Meeting const& meeting, BallotBox const& box, Request const& request, VoterKey const& key,
    protocol::CastBallot const& command);

// Leaves a tombstone, also where nothing stood, so that an older ballot still on its way is
// refused.
boost::system::result<CastVerdict, protocol::Error> decide_withdraw(
    Meeting const& meeting, BallotBox const& box, Request const& request, VoterKey const& key,
    protocol::WithdrawBallot const& command);

// Whether a ballot obeys the rule it was cast under, on its own. Used at the cast and by recounts.
// A split ballot that leaves money over, or stays below a minimum, may stand: every press saves the
// whole ballot, so it is one under way. It is `incomplete` in the count unless it gets finished.
// Nothing may ever be above the pot, above a maximum or off the step. Zero kronor on an option are
// the same as not naming it; zero dots are refused (empty_mark).
std::optional<protocol::Error> check_ballot(protocol::BallotOpened const& opened,
                                            protocol::Ballot const& ballot);

}  // namespace torg::domain
