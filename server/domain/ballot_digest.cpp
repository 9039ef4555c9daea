#include "domain/ballot_digest.hpp"

#include <sodium.h>

#include <algorithm>
#include <initializer_list>
#include <span>

namespace torg::domain {

namespace {

std::string_view view_of(Bytes32 const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

// BLAKE2b-256 without a key.
Bytes32 hash(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof(Bytes32));
  for (std::string_view const part : parts) {
    crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(part.data()),
                              part.size());
  }
  Bytes32 digest{};
  crypto_generichash_final(&state, digest.data(), digest.size());
  return digest;
}

constexpr std::string_view leaf_prefix{"\x00", 1};
constexpr std::string_view node_prefix{"\x01", 1};

// The largest power of two below `count`, which is at least 2.
std::size_t left_size(std::size_t count) {
  std::size_t size = 1;
  while (size * 2 < count) size *= 2;
  return size;
}

Bytes32 root_of(std::span<Bytes32 const> leaves) {
  if (leaves.empty()) return hash({});
  if (leaves.size() == 1) return leaves.front();
  std::size_t const left = left_size(leaves.size());
  Bytes32 const left_root = root_of(leaves.first(left));
  Bytes32 const right_root = root_of(leaves.subspan(left));
  return hash({node_prefix, view_of(left_root), view_of(right_root)});
}

}  // namespace

Bytes32 class_hash(Bytes32 const& class_salt, std::string_view ballot_class) {
  return hash({view_of(class_salt), ballot_class});
}

Bytes32 leaf_hash(VoterKey const& key, Bytes32 const& class_hash, std::string_view ballot) {
  return hash({leaf_prefix, "torg ballot", view_of(key), view_of(class_hash), ballot});
}

Bytes32 tree_hash(std::vector<Bytes32> const& leaves) { return root_of(leaves); }

std::vector<SealedRow> sealed_rows(BallotBox const& box) {
  std::vector<SealedRow> sealed;
  for (auto const& [key, row] : box.rows()) {
    if (row.withdrawn) continue;
    sealed.push_back({key, row.ballot_class, row.class_salt, row.ballot});
  }
  std::sort(sealed.begin(), sealed.end(),
            [](SealedRow const& a, SealedRow const& b) { return a.voter_key < b.voter_key; });
  return sealed;
}

Bytes32 box_digest(std::vector<SealedRow> const& rows) {
  std::vector<Bytes32> leaves;
  leaves.reserve(rows.size());
  for (SealedRow const& row : rows) {
    leaves.push_back(
        leaf_hash(row.voter_key, class_hash(row.class_salt, row.ballot_class), row.ballot));
  }
  return tree_hash(leaves);
}

}  // namespace torg::domain
