#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "live/digest_hash.hpp"
#include "live/join_access.hpp"

namespace torg::live {

// Which meeting a link or a code lets into now, for the meetings that are in memory.
class JoinIndex {
 public:
  // In place of the ones that it had. True if it had another code.
  bool set(std::string const& meeting, JoinKeys const& keys);
  void forget(std::string const& meeting);

  std::optional<std::string> find(store::Digest const& hash) const;

 private:
  struct Hashes {
    store::Digest secret;
    store::Digest code;
  };
  std::map<std::string, Hashes> hashes_;
  std::unordered_map<store::Digest, std::string, DigestHash> meetings_;
};

}  // namespace torg::live
