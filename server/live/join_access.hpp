#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/content.hpp"
#include "domain/meeting.hpp"
#include "live/entropy.hpp"
#include "live/server_facts.hpp"
#include "store/key_ring.hpp"
#include "store/records.hpp"
#include "store/unit.hpp"

namespace torg::live {

store::Digest join_secret_hash(std::string_view secret);
store::Digest join_code_hash(store::KeyRing const& key_ring, std::string_view code);

// The secret behind the QR code and the typed code of one meeting.
struct JoinKeys {
  std::string secret;
  std::string code;
  store::Digest secret_hash{};
  store::Digest code_hash{};

  static JoinKeys make(store::KeyRing const& key_ring, Entropy& entropy);

  // Nothing if they are not there, or the server's key does not open them.
  static std::optional<JoinKeys> load(store::KeyRing const& key_ring, std::string_view stream,
                                      std::vector<store::Credential> const& credentials);

  // Both wrapped, so that the screen can draw them again after a restart.
  void put_into(store::Unit& unit, store::KeyRing const& key_ring, std::string_view stream) const;
};

// The `join` section, encoded. `wifi` is the content of domain::Meeting::wifi.
std::string encode_join_section(ServerFacts const& server, JoinKeys const& keys, bool code_paused,
                                std::optional<std::string> const& wifi);
std::string encode_server_section(ServerFacts const& server);

}  // namespace torg::live
