#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "net/connection_count.hpp"
#include "net/http_session.hpp"
#include "net/limits.hpp"
#include "net/net.hpp"
#include "net/patrol.hpp"

namespace torg::net {

// Accepts connections for one loop, which then serves them to their end. Several listeners share
// one port; the kernel spreads new connections over them.
class Listener {
 public:
  struct Shared {
    Router& router;
    live::MeetingDirectory& directory;
    std::size_t thread;
    Limits const& limits;
    bool secure;
    std::vector<std::string> const& origins;
  };

  Listener(asio::io_context& loop, std::shared_ptr<ConnectionCount> count, Shared shared);

  // Takes the port; 0 takes a free one. The error is the system's: in use, not permitted, no such
  // address.
  boost::system::result<tcp::endpoint> listen(tcp::endpoint const& endpoint, bool shares_port);
  void run();
  // On the loop's thread. Connections that stand stay.
  void stop();
  // On the loop's thread. Gives up every connection.
  void drop();

 private:
  void accept();
  void serve(tcp::socket socket);

  asio::io_context& loop_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  Patrol patrol_;
  std::shared_ptr<ConnectionCount> count_;
  Shared shared_;
};

}  // namespace torg::net
