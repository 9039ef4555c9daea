#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "archive/library.hpp"
#include "live/meeting_directory.hpp"
#include "net/endpoint.hpp"
#include "net/limits.hpp"
#include "net/listener.hpp"
#include "net/router.hpp"
#include "net/tls.hpp"

namespace torg::net {

struct ServerOptions {
  tcp::endpoint endpoint;
  TlsIdentity const* tls = nullptr;  // to encrypt with; outlives the server
  bool secure = false;               // phones reach us over https, ours or a proxy's
  bool deflate = false;              // compress for those who offer it
  std::vector<std::string> origins;  // further origins whose pages may connect
  // Programs in front of us whose word counts on where a phone is.
  std::vector<asio::ip::address> trusted_proxies;
  Limits limits;
};

// The network side as a whole: a listener for each loop of the directory, all on one port.
class Server {
 public:
  // `endpoint` is what stands behind the WebSockets: live_endpoint(), outside of tests.
  Server(live::MeetingDirectory& directory, archive::Library& library, Endpoint endpoint,
         ServerOptions options);

  // Takes the port on all loops. Before the loops run.
  boost::system::result<tcp::endpoint> listen();
  // Begins to accept. Before or after the loops run.
  void run();
  // Stops accepting; may be called from any thread. Connections are closed by the directory.
  void stop();
  // Gives up every connection; may be called from any thread. They are gone once connections() is
  // 0.
  void drop();

  std::size_t connections() const { return count_->in_all(); }

 private:
  live::MeetingDirectory& directory_;
  ServerOptions options_;
  Router router_;
  Endpoint endpoint_;
  Listener::Shared shared_;
  std::shared_ptr<ConnectionCount> count_;
  std::vector<std::unique_ptr<Listener>> listeners_;
};

}  // namespace torg::net
