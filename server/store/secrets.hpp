#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "store/records.hpp"

namespace torg::store {

/// From the system's generator.
std::string random_bytes(std::size_t count);
Digest random_digest();

/// A new bearer secret of 128 random bits as 22 characters of base64url.
std::string new_token();

/// Letters and digits that are not taken for one another when read aloud or written by hand: no
/// 0 O 1 I L, and no U.
inline constexpr std::string_view code_alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Each character drawn evenly from code_alphabet.
std::string random_code(std::size_t length);

/// What a person typed, in capitals and without blanks and hyphens; nothing if a character is left
/// that no code has.
std::optional<std::string> normalised_code(std::string_view typed);

/// RFC 4648 section 5, without padding. Decoding accepts only what encoding gives.
std::string to_base64url(std::string_view bytes);
std::string to_base64url(const Digest& digest);
std::optional<std::string> from_base64url(std::string_view text);
std::optional<Digest> digest_from_base64url(std::string_view text);

/// What is stored of a token. Tokens are random and long, so the hash needs neither salt nor key.
Digest token_hash(std::string_view token);

/// BLAKE2b-256 of `message` under a key.
Digest keyed_hash(const Digest& key, std::string_view message);

/// BLAKE2b-256.
Digest hash_of(std::string_view message);

/// In a time that does not depend on where the two differ; their lengths are not secret.
bool equal_in_constant_time(std::string_view left, std::string_view right);
bool equal_in_constant_time(const Digest& left, const Digest& right);

/// Overwrites a secret before its memory is given back.
void wipe(std::string& secret);
void wipe(Digest& secret);

}  // namespace torg::store
