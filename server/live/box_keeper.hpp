#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/ballot_box.hpp"
#include "domain/view.hpp"
#include "live/box_count.hpp"
#include "live/entropy.hpp"
#include "live/seat_holders.hpp"
#include "store/key_ring.hpp"
#include "store/records.hpp"

namespace torg::live {

// A ballot on its way to the store.
struct PendingBallot {
  domain::BoxId box = 0;
  domain::ParticipantId participant = 0;  // who cast it
  domain::VoterKey key{};
  domain::StandingBallot row;
};

// The ballots of a meeting's boxes, as decided and as durable, and the secrets that tie them to
// voters. A box that was sealed stays here, with its secret, until the meeting is closed, voids it,
// or leaves memory, so that voters can be told what was counted; no disk holds it any more.
class BoxKeeper {
 public:
  BoxKeeper(store::KeyRing const& key_ring, Entropy& entropy, std::string stream);
  BoxKeeper(BoxKeeper const&) = delete;
  BoxKeeper& operator=(BoxKeeper const&) = delete;

  // What the store holds of the boxes that are open or stopped; sealed ones that are known stay.
  void load(std::vector<store::BoxRecord> const& records);

  // A new secret for a new box: what the store keeps of it.
  std::string open(domain::BoxId box);
  void seal(domain::BoxId box);
  void forget(domain::BoxId box);
  void forget_sealed();

  // Unsealed boxes whose secret the server's key does not open: nobody can be let vote there.
  std::vector<domain::BoxId> without_secret() const;

  std::optional<domain::VoterKey> key_of(domain::BoxId box, domain::Voter const& voter) const;
  domain::BallotBox const& decided(domain::BoxId box) const;
  domain::BallotBox const& durable(domain::BoxId box) const;
  void decide(PendingBallot const& ballot);
  void settle(PendingBallot const& ballot);

  std::map<domain::BoxId, std::int64_t> turnout() const;
  // Of the voter's newest ballot as decided, or of the one that was sealed.
  std::optional<std::uint64_t> revision_of(domain::BoxId box, domain::VoterKey const& key) const;
  // For a seat, what whoever holds it now may know: `handovers` are those of the seat in this box.
  // Nothing if the box is void, or was sealed before it came into memory.
  std::optional<domain::OwnBallot> own_ballot(domain::BoxId box, domain::Voter const& voter,
                                              SeatHolders::Handovers const& handovers) const;
  // Of what is durable.
  BallotsToSeal to_seal(domain::BoxId box,
                        std::map<domain::SeatId, SeatHolders::Handovers> const& handovers) const;

 private:
  struct Kept {
    std::optional<domain::BoxSecret> secret;
    domain::BallotBox decided;
    domain::BallotBox durable;
    bool sealed = false;
  };

  std::string purpose(domain::BoxId box) const;
  template <class Condition>
  void drop(Condition condition);

  store::KeyRing const& key_ring_;
  Entropy& entropy_;
  std::string stream_;
  std::map<domain::BoxId, Kept> boxes_;
};

}  // namespace torg::live
