#pragma once

#include <sodium.h>

#include <cstdint>

#include "domain/content.hpp"
#include "domain/voter.hpp"

namespace torg::domain {

// HMAC(box secret, voter), or with how often the voter had been handed over. Names a row of the box
// without naming the voter.
using VoterKey = Bytes32;

// What ties the rows of one box to its voters, laid out for naming many of them. It is as secret as
// the bytes that it was made from, and wiped when it goes.
class BoxSecret {
 public:
  explicit BoxSecret(Bytes32 const& secret);
  BoxSecret(BoxSecret const&) = default;
  BoxSecret& operator=(BoxSecret const&) = default;
  ~BoxSecret();

  // What names the voter's row for as long as the box is not sealed.
  VoterKey key_of(Voter const& voter) const;
  // What names a ballot once it is sealed, and what its voter is told. A seat that was handed over
  // between two ballots has a new name, so that nobody knows whose hands it has left.
  VoterKey sealed_key_of(Voter const& voter, std::uint32_t handovers) const;

 private:
  crypto_auth_hmacsha256_state keyed_;
};

}  // namespace torg::domain
