#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/connection_count.hpp"
#include "net/limits.hpp"
#include "net/net.hpp"
#include "net/router.hpp"
#include "net/websocket_session.hpp"

namespace torg::net {

// One connection while it speaks HTTP: reads a request, answers it, and so on, or hands the socket
// over to a WebSocket session. Everything happens on the loop's thread.
class HttpSession final : public Watched, public std::enable_shared_from_this<HttpSession> {
 public:
  // What all connections of a loop share. Outlives them.
  struct Shared {
    Router& router;
    live::MeetingDirectory& directory;
    std::size_t thread;
    Patrol& patrol;
    Limits const& limits;
    bool secure;
    std::vector<std::string> const& origins;
  };

  HttpSession(tcp::socket socket, std::unique_ptr<ConnectionCount::Place> count, Shared shared);

  ~HttpSession();

  void run();

  void check(Time) override {}
  void drop() override;

 private:
  void read();
  void on_read(error_code error, std::size_t size);
  void refuse(http::status status, std::string text);
  void upgrade(Request const& request);
  void write(Reply reply);
  void write_more();
  // Says that nothing more comes, and throws away what the peer still sends: closing on unread
  // bytes would reset the connection and could take the reply with it.
  void linger();
  void drain();
  void end();

  beast::tcp_stream stream_;
  std::string incoming_;
  std::optional<Reply> reply_;  // while it is being written
  std::unique_ptr<ConnectionCount::Place> count_;
  Shared shared_;
  Patrol::Post post_;
  std::size_t answered_ = 0;
};

}  // namespace torg::net
