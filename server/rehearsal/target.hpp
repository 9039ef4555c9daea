#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rehearsal/tls.hpp"

namespace torg::rehearsal {

// Where phones connect to: an address, and the request that opens the WebSocket there.
struct Target {
  sockaddr_storage address{};
  socklen_t address_size = 0;
  std::string host;  // as the Host line names it
  std::string name;  // that a certificate has to be for
  // Whom connections believe; null: they are not encrypted.
  std::shared_ptr<TlsTrust const> trust{};
  // Whether permessage-deflate is offered, as browsers do.
  bool offers_deflate = false;
  // Connections share this many source addresses, 127.0.0.1 and what follows: a server counts
  // connections of one address, and one pair of addresses has only so many ports. 1 leaves the
  // choice to the system, which is all that a server elsewhere allows.
  unsigned sources = 1;
};

// A server on this machine.
Target loopback(std::uint16_t port, unsigned sources = 1);

// The server of a link such as http://hall.example:8080/f/…; nothing when it is neither an http nor
// an https link, when it is an https link and there is no trust, or when its name has no address.
// Blocks while the name is looked up.
std::optional<Target> target_of(std::string_view url, std::shared_ptr<TlsTrust const> trust = {});

std::string upgrade_request(Target const& target);

// What has come of the answer to upgrade_request().
enum class UpgradeAnswer : std::uint8_t { incomplete, accepted, refused };
struct UpgradeRead {
  UpgradeAnswer answer = UpgradeAnswer::incomplete;
  std::size_t size = 0;  // of the answer's head, once accepted
  bool deflates = false;
};
UpgradeRead read_upgrade(std::string_view bytes);

}  // namespace torg::rehearsal
