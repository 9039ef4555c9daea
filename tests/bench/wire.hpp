#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket.hpp>

namespace torg::bench {

/// One WebSocket to a server on the loopback, as a client. Everything runs on the loop that was
/// given. Ends by itself when the server is gone; `gone` is called once.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  struct Handlers {
    std::function<void()> open;
    std::function<void(std::string_view)> message;
    /// The server's close code, 0 without one.
    std::function<void(std::uint16_t)> gone;
  };

  Wire(boost::asio::io_context& loop, Handlers handlers);
  void connect(std::uint16_t port);
  void send(std::string text);
  /// Drops the connection as a lost network does; `gone` is not called.
  void cut();

 private:
  void read();
  void write();
  void end();

  boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
  boost::beast::flat_buffer incoming_;
  std::deque<std::string> outbox_;
  Handlers handlers_;
  bool writing_ = false;
  bool ended_ = false;
};

}  // namespace torg::bench
