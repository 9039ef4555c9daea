#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/request.hpp"
#include "live/digest_hash.hpp"
#include "protocol/commands.hpp"
#include "store/records.hpp"
#include "store/unit.hpp"

namespace torg::live {

// Whom each token of one stream lets in, as it is on the disk. A revoked one stays known, so that
// its holder can be told apart from a guesser.
class KnownTokens {
 public:
  struct Holder {
    protocol::Role role{};
    std::string subject;
    std::optional<domain::ParticipantId> participant;
    bool revoked = false;
  };
  // A link that a command hands out, and the links that it takes back.
  struct Issue {
    store::Credential credential;
    std::vector<store::Digest> revoked;
  };

  explicit KnownTokens(std::string_view stream) : stream_(stream) {}

  // Join links and codes are passed over.
  void learn(std::vector<store::Credential> const& credentials);

  // Null if nobody has it. Valid until something is learnt.
  Holder const* find(store::Digest const& hash) const;
  Holder const* find(std::string_view token) const;
  // The same, without those that were revoked.
  Holder const* find_valid(std::string_view token) const;
  bool has_valid(protocol::Role role) const;

  // A token can be given one role, and not again after it was revoked.
  std::optional<protocol::Error> refusal_of(protocol::Command const& command) const;

  // Nothing for commands that hand out no link.
  std::optional<Issue> issue_of(protocol::Command const& command) const;
  void put_into(store::Unit& unit, Issue const& issue) const;
  // What put_into() wrote is on the disk. Returns the subjects that are let in no more.
  std::vector<std::string> on_issued(Issue const& issue);

 private:
  std::string stream_;
  std::unordered_map<store::Digest, Holder, DigestHash> holders_;
};

}  // namespace torg::live
