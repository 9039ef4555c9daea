#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/meeting.hpp"
#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "store/key_ring.hpp"
#include "store/records.hpp"
#include "store/unit.hpp"

namespace torg::live {

// What is stored of a voting code. It is short enough to be found by trying all, so a key of the
// server's own goes into it, and it counts on the whole server, so that it finds its meeting.
store::Digest voting_code_hash(store::KeyRing const& key_ring, std::string_view code);

// The voting codes of one meeting as they are decided: which seat each lets vote. No code is kept,
// only its hash. Starts anew from the store when a unit was not committed.
class VotingCodes {
 public:
  VotingCodes(store::KeyRing const& key_ring, std::string stream);

  // Other credentials are passed over.
  void load(std::vector<store::Credential> const& credentials);

  // Nothing for a code that is unknown or revoked.
  std::optional<domain::SeatId> seat_behind(std::string_view code) const;

  // A code can be given one seat, and not again after it was revoked.
  std::optional<protocol::Error> refusal_of(protocol::Command const& command) const;

  // In place of the code that the seat had, if it had one.
  void issue(domain::SeatId seat, std::string_view code, store::Unit& unit);
  void revoke(domain::SeatId seat, store::Unit& unit);

 private:
  bool is_known(std::string_view code) const;

  store::KeyRing const& key_ring_;
  std::string stream_;
  std::map<store::Digest, domain::SeatId> seats_;
  std::map<domain::SeatId, store::Digest> codes_;
  std::set<store::Digest> revoked_;
};

}  // namespace torg::live
