#include "domain/box_secret.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace torg::domain {

BoxSecret::BoxSecret(Bytes32 const& secret) {
  crypto_auth_hmacsha256_init(&keyed_, secret.data(), secret.size());
}

BoxSecret::~BoxSecret() { sodium_memzero(&keyed_, sizeof keyed_); }

// A phone is its number in eight bytes, most significant first; a seat has an S before it, so that
// no two voters have one name.
VoterKey BoxSecret::key_of(Voter const& voter) const { return sealed_key_of(voter, 0); }

// Handovers follow in four bytes, where there are any.
VoterKey BoxSecret::sealed_key_of(Voter const& voter, std::uint32_t handovers) const {
  static_assert(crypto_auth_hmacsha256_BYTES == sizeof(VoterKey));
  std::array<unsigned char, 13> message{'S'};
  for (std::size_t place = 0; place < 8; ++place) {
    message[1 + place] =
        static_cast<unsigned char>(static_cast<std::uint64_t>(voter.number) >> (8 * (7 - place)));
  }
  for (std::size_t place = 0; place < 4; ++place) {
    message[9 + place] = static_cast<unsigned char>(handovers >> (8 * (3 - place)));
  }
  std::size_t const from = voter.kind == Voter::Kind::seat ? 0 : 1;
  std::size_t const to = handovers == 0 ? 9 : message.size();
  VoterKey key{};
  auto state = keyed_;
  crypto_auth_hmacsha256_update(&state, message.data() + from, to - from);
  crypto_auth_hmacsha256_final(&state, key.data());
  sodium_memzero(&state, sizeof state);
  return key;
}

}  // namespace torg::domain
