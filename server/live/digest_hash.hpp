#pragma once

#include <cstddef>
#include <cstring>

#include "store/records.hpp"

namespace torg::live {

// For tables by digest, whose bytes are as good as random already.
struct DigestHash {
  std::size_t operator()(store::Digest const& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
  }
};

}  // namespace torg::live
