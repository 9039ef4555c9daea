#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "live/transport.hpp"

namespace torg::live {
class MeetingDirectory;
}

namespace torg::net {

// What stands behind the WebSockets of a server.
struct Endpoint {
  std::string_view path;
  // What a client has to offer to be spoken with; empty: nothing.
  std::string_view subprotocol;
  // Bytes of one message of a client.
  std::size_t message_bytes = 0;
  // Begins a conversation on the loop with the index `thread`, with a client at `address`.
  std::function<std::shared_ptr<live::Conversation>(live::Transport&, std::size_t thread,
                                                    std::string const& address)>
      open;
};

// Where phones, screens and facilitators follow their meetings.
Endpoint live_endpoint(live::MeetingDirectory& directory);

}  // namespace torg::net
