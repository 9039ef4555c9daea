#include "domain/content.hpp"

#include <sodium.h>

#include <utility>

#include "domain/base64url.hpp"

namespace torg::domain {

namespace {

// BLAKE2b-256 of a label and a number, keyed with the entropy of the request.
Bytes32 derive_salt(Bytes32 const& entropy, std::string message, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) {
    message += static_cast<char>(static_cast<unsigned char>(number >> shift));
  }
  Bytes32 salt{};
  crypto_generichash(salt.data(), salt.size(),
                     reinterpret_cast<unsigned char const*>(message.data()), message.size(),
                     entropy.data(), entropy.size());
  return salt;
}

}  // namespace

ContentRef content_ref(Bytes32 const& salt, std::string_view bytes) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, salt.size());
  crypto_generichash_update(&state, salt.data(), salt.size());
  crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(bytes.data()),
                            bytes.size());
  Bytes32 hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  return to_base64url(hash);
}

std::string event_salt(Bytes32 const& entropy, std::uint64_t number) {
  return to_base64url(derive_salt(entropy, "torg event salt", number)).substr(0, 22);
}

ContentRef Detacher::detach(std::string bytes, bool is_private) {
  Bytes32 const salt = derive_salt(entropy_, "torg content salt", used_++);
  ContentRef ref = content_ref(salt, bytes);
  contents_.push_back({ref, salt, std::move(bytes), is_private});
  return ref;
}

}  // namespace torg::domain
