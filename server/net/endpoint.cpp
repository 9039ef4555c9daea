#include "net/endpoint.hpp"

#include "live/meeting_directory.hpp"
#include "live/session.hpp"

namespace torg::net {

Endpoint live_endpoint(live::MeetingDirectory& directory) {
  Endpoint endpoint;
  endpoint.path = "/live";
  endpoint.subprotocol = "torg.v1";
  endpoint.message_bytes = directory.surroundings().limits.message_bytes;
  endpoint.open = [&directory](live::Transport& transport, std::size_t thread,
                               std::string const& address) {
    return live::Session::open(directory, thread, transport, address);
  };
  return endpoint;
}

}  // namespace torg::net
