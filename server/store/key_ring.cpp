#include "store/key_ring.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "store/files.hpp"
#include "store/secrets.hpp"

namespace torg::store {
namespace {

constexpr std::string_view id_key = "server/key_id";
constexpr std::string_view missing_key = "server/keys_missing";
constexpr std::string_view is_set = "1";

// A wrapped value: one byte of format, the nonce, then ciphertext and tag.
constexpr char wrap_format = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

enum class Subkey : std::uint64_t { id = 1, wrapping = 2, codes = 3, signing_seed = 4 };

Digest derive(const Digest& server_key, Subkey which) {
  static_assert(crypto_kdf_KEYBYTES == sizeof(Digest));
  Digest subkey{};
  crypto_kdf_derive_from_key(subkey.data(), subkey.size(), static_cast<std::uint64_t>(which),
                             "torgkey1", server_key.data());
  return subkey;
}

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* unsigned_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Result<std::optional<Digest>> read_key(const std::filesystem::path& file) {
  auto bytes = read_file(file);
  if (!bytes) return bytes.error();
  if (!*bytes) return std::optional<Digest>{};
  Digest key{};
  if ((*bytes)->size() != key.size()) {
    wipe(**bytes);
    return StoreError{StoreErrc::corrupt, 0, file.string() + " does not hold 32 bytes"};
  }
  std::copy((*bytes)->begin(), (*bytes)->end(), key.begin());
  wipe(**bytes);
  return std::optional<Digest>{key};
}

/// The key folder and what the database says of it.
class KeyFolder {
 public:
  KeyFolder(const std::filesystem::path& folder, Store& store)
      : file_(folder / "torg.key"), unfinished_(folder / "torg.key.new"), store_(store) {}

  Result<Digest> take_or_make() {
    auto recorded = store_.get_meta(id_key);
    if (!recorded) return recorded.error();
    auto key = read_key(file_);
    if (!key) return key.error();
    if (!*key && *recorded) {
      key = finish_interrupted(**recorded);
      if (!key) return key.error();
    }
    if (!*key) return make(recorded->has_value());

    const std::string id = to_base64url(derive(**key, Subkey::id));
    if (*recorded && **recorded != id) {
      return StoreError{StoreErrc::wrong_key, 0,
                        file_.string() + " is key " + id + ", the database wants " + **recorded};
    }
    if (!*recorded) {
      auto put = store_.put_meta(std::string(id_key), id);
      if (!put) return put.error();
    }
    return **key;
  }

 private:
  /// The file is complete under another name before the database hears of the key, and gets its
  /// name after: an interruption in between is repaired by finish_interrupted().
  Result<Digest> make(bool replaces_another) {
    auto folder = make_private_folder(file_.parent_path());
    if (!folder) return folder.error();
    const Digest key = random_digest();
    auto written = write_private_file(unfinished_, bytes_of(key));
    if (!written) return written.error();

    Unit record{PutMeta{std::string(id_key), to_base64url(derive(key, Subkey::id))}};
    if (replaces_another) {
      record.push_back(PutMeta{std::string(missing_key), std::string(is_set)});
    }
    auto recorded = store_.append(std::span(&record, 1));
    if (!recorded) return recorded.error();
    auto named = rename_durably(unfinished_, file_);
    if (!named) return named.error();
    return key;
  }

  Result<std::optional<Digest>> finish_interrupted(const std::string& recorded) {
    auto key = read_key(unfinished_);
    if (!key || !*key) {
      // A file that was cut short is not the key that the database knows.
      if (!key && key.error().code != StoreErrc::corrupt) return key.error();
      return std::optional<Digest>{};
    }
    if (to_base64url(derive(**key, Subkey::id)) != recorded) return std::optional<Digest>{};
    auto named = rename_durably(unfinished_, file_);
    if (!named) return named.error();
    return key;
  }

  std::filesystem::path file_;
  std::filesystem::path unfinished_;
  Store& store_;
};

}  // namespace

Result<KeyRing> KeyRing::open(const std::filesystem::path& key_dir, Store& store) {
  if (sodium_init() < 0) throw std::runtime_error("the system gives no randomness");
  auto key = KeyFolder(key_dir, store).take_or_make();
  if (!key) return key.error();
  auto missing = store.get_meta(missing_key);
  if (!missing) return missing.error();
  KeyRing ring(*key, *missing == is_set ? KeyState::keys_missing : KeyState::ready);
  wipe(*key);
  return ring;
}

KeyRing::KeyRing(const Digest& server_key, KeyState state)
    : state_(state),
      id_(derive(server_key, Subkey::id)),
      wrapping_key_(derive(server_key, Subkey::wrapping)),
      code_key_(derive(server_key, Subkey::codes)) {
  Digest seed = derive(server_key, Subkey::signing_seed);
  crypto_sign_seed_keypair(public_key_.data(), signing_key_.data(), seed.data());
  wipe(seed);
}

KeyRing::KeyRing(KeyRing&& other) noexcept
    : state_(other.state_),
      id_(other.id_),
      wrapping_key_(other.wrapping_key_),
      code_key_(other.code_key_),
      public_key_(other.public_key_),
      signing_key_(other.signing_key_) {
  other.wipe_keys();
}

KeyRing& KeyRing::operator=(KeyRing&& other) noexcept {
  if (this == &other) return *this;
  state_ = other.state_;
  id_ = other.id_;
  wrapping_key_ = other.wrapping_key_;
  code_key_ = other.code_key_;
  public_key_ = other.public_key_;
  signing_key_ = other.signing_key_;
  other.wipe_keys();
  return *this;
}

KeyRing::~KeyRing() { wipe_keys(); }

void KeyRing::wipe_keys() noexcept {
  wipe(wrapping_key_);
  wipe(code_key_);
  sodium_memzero(signing_key_.data(), signing_key_.size());
}

Result<void> KeyRing::settle_missing_keys(Store& store) {
  auto settled = store.put_meta(std::string(missing_key), "0");
  if (!settled) return settled;
  state_ = KeyState::ready;
  return {};
}

std::string KeyRing::wrap(std::string_view purpose, std::string_view secret) const {
  std::string wrapped(1, wrap_format);
  wrapped += random_bytes(nonce_size);
  wrapped.resize(wrapped.size() + secret.size() + tag_size);
  unsigned char* nonce = unsigned_bytes(wrapped) + 1;
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, unsigned_bytes(secret),
                                             secret.size(), unsigned_bytes(purpose), purpose.size(),
                                             nullptr, nonce, wrapping_key_.data());
  return wrapped;
}

Result<std::string> KeyRing::unwrap(std::string_view purpose, std::string_view wrapped) const {
  const StoreError refused{StoreErrc::wrong_key, 0,
                           "a wrapped value does not open as " + std::string(purpose)};
  if (wrapped.size() < 1 + nonce_size + tag_size || wrapped[0] != wrap_format) return refused;
  const unsigned char* nonce = unsigned_bytes(wrapped) + 1;
  const std::size_t sealed_size = wrapped.size() - 1 - nonce_size;
  std::string secret(sealed_size - tag_size, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          unsigned_bytes(secret), nullptr, nullptr, nonce + nonce_size, sealed_size,
          unsigned_bytes(purpose), purpose.size(), nonce, wrapping_key_.data()) != 0) {
    return refused;
  }
  return secret;
}

KeyRing::Signature KeyRing::sign(std::string_view message) const {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, unsigned_bytes(message), message.size(),
                       signing_key_.data());
  return signature;
}

bool KeyRing::verify(const Digest& public_key, std::string_view message,
                     const Signature& signature) {
  return crypto_sign_verify_detached(signature.data(), unsigned_bytes(message), message.size(),
                                     public_key.data()) == 0;
}

Digest KeyRing::short_code_hash(std::string_view purpose, std::string_view code) const {
  std::string message(purpose);
  message += '\0';
  message += code;
  return keyed_hash(code_key_, message);
}

}  // namespace torg::store
