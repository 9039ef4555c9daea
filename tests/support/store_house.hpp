#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "store/journal_chain.hpp"
#include "store/store.hpp"

namespace torg::test {

/// A store and the place where it keeps its data.
class StoreHouse {
 public:
  virtual ~StoreHouse() = default;
  virtual store::Store& store() = 0;
  /// Ends the store without warning and opens another one on the same data.
  virtual void restart() = 0;
};

using store::UnitOutcome;

inline store::Digest digest_of(std::uint8_t first, std::uint8_t last = 0) {
  store::Digest digest{};
  digest.front() = first;
  digest.back() = last;
  return digest;
}

inline store::ContentRecord content_of(const std::string& bytes, bool is_private = false) {
  const store::Digest salt = digest_of(7, static_cast<std::uint8_t>(bytes.size()));
  return {store::content_ref(salt, bytes), salt, bytes, is_private};
}

inline store::CastBallot ballot_of(std::uint8_t voter, std::uint64_t revision, std::string ballot) {
  return {"meeting/a",         1,        digest_of(voter),  "north",
          digest_of(voter, 9), revision, std::move(ballot), false};
}

}  // namespace torg::test
