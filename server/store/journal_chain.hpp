#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/records.hpp"

namespace torg::store {

// The hash chain over a stream. H is BLAKE2b with 32 bytes of output and no key; text in quotation
// marks is ASCII without a terminator, 00 is one zero byte; numbers are little endian.
//
//   chain(0)  = H("torg.stream.1" 00 name)
//   hash(n)   = H("torg.payload.1" 00 payload)
//   chain(n)  = H("torg.event.2" 00 chain(n-1) u64(n) u32(|type|) type hash(n))
//   reference = base64url(H(salt bytes))     43 characters without padding, salt is 32 bytes
//
// name, type, payload and bytes are exactly what is stored.

/// The chain value of a stream without events.
Digest chain_start(std::string_view stream);

Digest payload_hash(std::string_view payload);

/// Goes on with the hash of a payload, so that an event may be withheld.
Digest chain_next(const Digest& previous, std::uint64_t version, std::string_view type,
                  const Digest& payload_hash);
Digest chain_next(const Digest& previous, std::uint64_t version, std::string_view type,
                  std::string_view payload);

std::string content_ref(const Digest& salt, std::string_view bytes);

}  // namespace torg::store
