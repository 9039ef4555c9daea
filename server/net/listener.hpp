#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "net/connection_count.hpp"
#include "net/endpoint.hpp"
#include "net/http_session.hpp"
#include "net/limits.hpp"
#include "net/net.hpp"
#include "net/patrol.hpp"
#include "net/poller.hpp"
#include "net/tls.hpp"

namespace torg::net {

// Accepts connections for one loop, which then serves them to their end. Several listeners share
// one port; the kernel spreads new connections over them.
class Listener {
 public:
  // What all listeners of a server share. Outlives them.
  struct Shared {
    Router& router;
    Endpoint const& endpoint;
    Limits const& limits;
    TlsIdentity const* tls;  // null: not encrypted
    bool deflate;
    bool secure;
    std::vector<std::string> const& origins;
    std::vector<asio::ip::address> const& trusted_proxies;
  };

  // `thread` is the loop's index.
  Listener(asio::io_context& loop, std::size_t thread, std::shared_ptr<ConnectionCount> count,
           Shared const& shared);

  // Takes the port; 0 takes a free one. The error is the system's: in use, not permitted, no such
  // address.
  boost::system::result<tcp::endpoint> listen(tcp::endpoint const& endpoint, bool shares_port);
  void run();
  // On the loop's thread. Connections that stand stay.
  void stop();
  // On the loop's thread. Gives up every connection.
  void drop();

 private:
  void wait();
  void accept_all();
  void serve(int socket, tcp::endpoint const& peer);

  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  Patrol patrol_;
  Poller poller_;
  std::shared_ptr<ConnectionCount> count_;
  Limits const& limits_;
  TlsIdentity const* tls_;
  std::vector<asio::ip::address> const& trusted_proxies_;
  HttpSession::Shared shared_;
};

}  // namespace torg::net
