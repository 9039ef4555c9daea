#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "store/records.hpp"
#include "store/store.hpp"
#include "store/store_error.hpp"

namespace torg::store {

enum class KeyState : std::uint8_t {
  ready,
  /// The database had a key and the key folder was empty. A new key is in place, but no secret that
  /// the old one wrapped can be read: boxes that are open must be stopped and sealed, links and
  /// codes renewed. Told at every start until settle_missing_keys().
  keys_missing,
};

/// The server's own secret: one file of 32 random bytes, `torg.key`, in a folder apart from the
/// data and never part of a backup. Everything else is derived from it, each for one purpose. Its
/// id stands in the database, so that a folder of another server is noticed.
class KeyRing {
 public:
  /// Makes the key if there is none. Errors: wrong_key, not_writable, corrupt (not 32 bytes), full,
  /// io, and those of the store.
  static Result<KeyRing> open(const std::filesystem::path& key_dir, Store& store);

  KeyRing(KeyRing&& other) noexcept;
  KeyRing& operator=(KeyRing&& other) noexcept;
  KeyRing(const KeyRing&) = delete;
  KeyRing& operator=(const KeyRing&) = delete;
  ~KeyRing();

  KeyState state() const { return state_; }
  /// Call when no box is left that the lost key would be needed for.
  Result<void> settle_missing_keys(Store& store);

  /// A name of the key that tells nothing about it.
  const Digest& id() const { return id_; }

  /// Encrypts and authenticates; only the same purpose unwraps it. The result is bytes, not text.
  std::string wrap(std::string_view purpose, std::string_view secret) const;
  /// wrong_key if key, purpose or bytes do not fit.
  Result<std::string> unwrap(std::string_view purpose, std::string_view wrapped) const;

  using Signature = std::array<std::uint8_t, 64>;
  /// Ed25519.
  Signature sign(std::string_view message) const;
  const Digest& public_key() const { return public_key_; }
  static bool verify(const Digest& public_key, std::string_view message,
                     const Signature& signature);

  /// What is stored of a code that is too short to be hashed without a key. The purpose keeps equal
  /// codes of different meetings apart.
  Digest short_code_hash(std::string_view purpose, std::string_view code) const;

 private:
  KeyRing(const Digest& server_key, KeyState state);
  void wipe_keys() noexcept;

  KeyState state_ = KeyState::ready;
  Digest id_{};
  Digest wrapping_key_{};
  Digest code_key_{};
  Digest public_key_{};
  std::array<std::uint8_t, 64> signing_key_{};
};

}  // namespace torg::store
