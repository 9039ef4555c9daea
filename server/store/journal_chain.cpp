#include "store/journal_chain.hpp"

#include <sodium.h>

#include <concepts>

#include "store/secrets.hpp"

namespace torg::store {
namespace {

class Hasher {
 public:
  Hasher() { crypto_generichash_init(&state_, nullptr, 0, Digest{}.size()); }

  Hasher& bytes(const void* data, std::size_t size) {
    crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), size);
    return *this;
  }
  Hasher& text(std::string_view text) { return bytes(text.data(), text.size()); }
  Hasher& label(std::string_view label) { return text(label).bytes("", 1); }
  Hasher& digest(const Digest& digest) { return bytes(digest.data(), digest.size()); }

  template <std::unsigned_integral Number>
  Hasher& number(Number value) {
    std::array<std::uint8_t, sizeof(Number)> little_endian{};
    for (auto& byte : little_endian) {
      byte = static_cast<std::uint8_t>(value);
      value = static_cast<Number>(value >> 8);
    }
    return bytes(little_endian.data(), little_endian.size());
  }

  Digest finish() {
    Digest digest{};
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  crypto_generichash_state state_;
};

}  // namespace

Digest chain_start(std::string_view stream) {
  return Hasher().label("torg.stream.1").text(stream).finish();
}

Digest payload_hash(std::string_view payload) {
  return Hasher().label("torg.payload.1").text(payload).finish();
}

Digest chain_next(const Digest& previous, std::uint64_t version, std::string_view type,
                  const Digest& payload_hash) {
  return Hasher()
      .label("torg.event.2")
      .digest(previous)
      .number(version)
      .number(static_cast<std::uint32_t>(type.size()))
      .text(type)
      .digest(payload_hash)
      .finish();
}

Digest chain_next(const Digest& previous, std::uint64_t version, std::string_view type,
                  std::string_view payload) {
  return chain_next(previous, version, type, payload_hash(payload));
}

std::string content_ref(const Digest& salt, std::string_view bytes) {
  return to_base64url(Hasher().digest(salt).text(bytes).finish());
}

}  // namespace torg::store
