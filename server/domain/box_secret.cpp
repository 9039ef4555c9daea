#include "domain/box_secret.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace torg::domain {

BoxSecret::BoxSecret(Bytes32 const& secret) {
  crypto_auth_hmacsha256_init(&keyed_, secret.data(), secret.size());
}

BoxSecret::~BoxSecret() { sodium_memzero(&keyed_, sizeof keyed_); }

VoterKey BoxSecret::key_of(ParticipantId voter) const {
  static_assert(crypto_auth_hmacsha256_BYTES == sizeof(VoterKey));
  std::array<unsigned char, 8> message{};
  for (std::size_t place = 0; place < message.size(); ++place) {
    message[place] = static_cast<unsigned char>(static_cast<std::uint64_t>(voter) >>
                                                (8 * (message.size() - 1 - place)));
  }
  VoterKey key{};
  auto state = keyed_;
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, key.data());
  sodium_memzero(&state, sizeof state);
  return key;
}

}  // namespace torg::domain
