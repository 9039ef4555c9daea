#pragma once

#include <sodium.h>

#include "domain/content.hpp"
#include "domain/voter.hpp"

namespace torg::domain {

// HMAC(box secret, voter). Names a row of the box without naming the voter.
using VoterKey = Bytes32;

// What ties the rows of one box to its voters, laid out for naming many of them. It is as secret as
// the bytes that it was made from, and wiped when it goes.
class BoxSecret {
 public:
  explicit BoxSecret(Bytes32 const& secret);
  BoxSecret(BoxSecret const&) = default;
  BoxSecret& operator=(BoxSecret const&) = default;
  ~BoxSecret();

  VoterKey key_of(Voter const& voter) const;

 private:
  crypto_auth_hmacsha256_state keyed_;
};

}  // namespace torg::domain
