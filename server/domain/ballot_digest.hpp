#pragma once

#include <string>
#include <vector>

#include "domain/ballot_box.hpp"

namespace torg::domain {

// One row of a sealed box, as it is stored and published.
struct SealedRow {
  VoterKey voter_key;
  std::string ballot_class;
  Bytes32 class_salt;
  std::string ballot;  // canonical JSON of protocol::StoredBallot
};

// Leaf = H(0x00 || "torg ballot" || voter_key || H(class_salt || class) || ballot), so that a class
// can be withheld by publishing its hash alone.
Bytes32 class_hash(Bytes32 const& class_salt, std::string_view ballot_class);
Bytes32 leaf_hash(VoterKey const& key, Bytes32 const& class_hash, std::string_view ballot);

// Root of the tree of RFC 6962 section 2.1 over the leaves in voter key order, with BLAKE2b-256.
Bytes32 tree_hash(std::vector<Bytes32> const& leaves);

// Rows in voter key order, without revisions and withdrawn ballots.
std::vector<SealedRow> sealed_rows(BallotBox const& box);
Bytes32 box_digest(std::vector<SealedRow> const& rows);

}  // namespace torg::domain
