#pragma once

#include <chrono>
#include <cstddef>

namespace torg::net {

// What the network side takes before it says no. The meeting's own limits are live::Limits.
struct Limits {
  // Connections of one address. A hall behind one router is one address.
  std::size_t connections_per_address = 3'000;
  // Connections in all, below the usual limit of open files.
  std::size_t connections = 30'000;
  // Bytes of a request's head. A browser with many cookies of others stays below 8 KiB.
  std::size_t request_head_bytes = 16 * 1024;
  // Requests answered on one connection before it is closed.
  std::size_t requests_per_connection = 200;
  // Time to send a whole request head, and to say hello after the upgrade.
  std::chrono::seconds handshake{10};
  // A connection between two requests.
  std::chrono::seconds keep_alive{15};
  // A write that makes no progress, on either protocol.
  std::chrono::seconds write{25};
  // Nothing heard from a WebSocket although it was pinged at half of this.
  std::chrono::seconds idle{50};
  // From close to the end of the socket.
  std::chrono::seconds close{5};
  // Messages of one client in a burst, and how fast the allowance grows again.
  std::size_t message_burst = 200;
  std::size_t messages_per_second = 40;
  // Connections that wait to be accepted. Ten thousand phones join within a second or two; what
  // does not fit here costs its phone a second or more until TCP tries again.
  int backlog = 8'192;
  // Unsent bytes that the kernel takes for one connection. Without it, megabytes.
  int unsent_bytes = 16 * 1024;
};

}  // namespace torg::net
