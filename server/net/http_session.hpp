#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/connection_count.hpp"
#include "net/endpoint.hpp"
#include "net/net.hpp"
#include "net/poller.hpp"
#include "net/router.hpp"
#include "net/stream.hpp"
#include "net/websocket_session.hpp"

namespace torg::net {

// One connection while it speaks HTTP: reads a request, answers it, and so on, or hands the socket
// over to a WebSocket session. Everything happens on the loop's thread.
class HttpSession final : public Polled {
 public:
  // What all connections of a loop share. Outlives them.
  struct Shared {
    Router& router;
    Endpoint const& endpoint;
    std::size_t thread;
    WebsocketSession::Shared wires;
    bool secure;
    std::vector<std::string> const& origins;
  };

  // `is_proxied`: a trusted proxy is at the other end, which says for whom it speaks.
  HttpSession(Stream stream, std::unique_ptr<ConnectionCount::Place> count, bool is_proxied,
              Shared const& shared);
  ~HttpSession();

  void begin();

  void on_ready(std::uint32_t events) override;
  void on_turn_end() override {}
  void check(Time now) override;
  void drop() override { end(); }

 private:
  // What it waits for: bytes of a request, the router's answer, room for its own, or the end.
  enum class Stage : std::uint8_t { reading, being_answered, writing, lingering };

  void read();
  // Looks at what was read, then reads what no poller tells of.
  void go_on();
  // Answers the request at the front of what was read, if it is whole.
  void look();
  void refuse(http::status status, std::string text);
  void upgrade(Request const& request);
  void write(Reply reply);
  void write_more();
  // Says that nothing more comes, and throws away what the peer still sends: closing on unread
  // bytes would reset the connection and could take the reply with it.
  void linger();
  void enter(Stage stage, std::chrono::seconds within);
  void end();

  Shared const& shared_;
  Stream stream_;
  std::string incoming_;
  std::optional<Reply> reply_;    // while it is being written
  std::shared_ptr<Polled> self_;  // while the socket is open here
  std::unique_ptr<ConnectionCount::Place> count_;
  bool is_proxied_;
  Time deadline_{};
  std::size_t answered_ = 0;
  Stage stage_ = Stage::reading;
};

}  // namespace torg::net
