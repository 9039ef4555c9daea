#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/class_disclosure.hpp"
#include "store/records.hpp"

namespace torg::archive {

// A ballot as an archive file has it. Its class stands in it only where the figures of that group
// may be shown; elsewhere its hash, from which the digest of the box can still be computed.
struct PublishedBallot {
  struct Class {
    std::string name;  // the voter's group, empty for none
    store::Digest salt{};

    bool operator==(Class const&) const = default;
  };

  store::Digest voter_key{};
  store::Digest class_hash{};
  std::optional<Class> shown;
  std::string ballot;  // the exact bytes, because the digest is made of them

  bool operator==(PublishedBallot const&) const = default;
};

std::vector<PublishedBallot> published_ballots(std::vector<store::SealedBallot> const& sealed,
                                               domain::ClassDisclosure const& disclosure);

}  // namespace torg::archive
