#include "store/secrets.hpp"

#include <sodium.h>

#include <cstdint>

namespace torg::store {
namespace {

constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest blake2b(std::string_view message, const Digest* key) {
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), unsigned_bytes(message), message.size(),
                     key != nullptr ? key->data() : nullptr, key != nullptr ? key->size() : 0);
  return digest;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Digest random_digest() {
  Digest digest{};
  randombytes_buf(digest.data(), digest.size());
  return digest;
}

std::string new_token() { return to_base64url(random_bytes(16)); }

std::string random_code(std::size_t length) {
  std::string code;
  code.reserve(length);
  for (std::size_t i = 0; i < length; ++i) {
    code += code_alphabet[randombytes_uniform(static_cast<std::uint32_t>(code_alphabet.size()))];
  }
  return code;
}

std::optional<std::string> normalised_code(std::string_view typed) {
  std::string code;
  for (char character : typed) {
    if (character == ' ' || character == '-' || character == '\t') continue;
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    if (code_alphabet.find(character) == std::string_view::npos) return std::nullopt;
    code += character;
  }
  if (code.empty()) return std::nullopt;
  return code;
}

std::string to_base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), base64_variant), '\0');
  sodium_bin2base64(text.data(), text.size(), unsigned_bytes(bytes), bytes.size(), base64_variant);
  text.pop_back();  // the terminator that libsodium counts and writes
  return text;
}

std::string to_base64url(const Digest& digest) { return to_base64url(bytes_of(digest)); }

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size() * 3 / 4, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, &end, base64_variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::optional<Digest> digest_from_base64url(std::string_view text) {
  auto bytes = from_base64url(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  bytes->copy(reinterpret_cast<char*>(digest.data()), digest.size());
  return digest;
}

Digest token_hash(std::string_view token) {
  static constexpr std::string_view label{"torg.token.1\0", 13};
  std::string message(label);
  message += token;
  Digest digest = blake2b(message, nullptr);
  wipe(message);
  return digest;
}

Digest keyed_hash(const Digest& key, std::string_view message) { return blake2b(message, &key); }

Digest hash_of(std::string_view message) { return blake2b(message, nullptr); }

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool equal_in_constant_time(const Digest& left, const Digest& right) {
  return sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

void wipe(Digest& secret) { sodium_memzero(secret.data(), secret.size()); }

}  // namespace torg::store
