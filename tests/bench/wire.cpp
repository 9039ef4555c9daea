#include "bench/wire.hpp"

#include <chrono>
#include <string_view>
#include <utility>

namespace torg::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

Wire::Wire(asio::io_context& loop, Handlers handlers)
    : socket_(loop), handlers_(std::move(handlers)) {}

void Wire::connect(std::uint16_t port) {
  auto& stream = beast::get_lowest_layer(socket_);
  stream.expires_after(std::chrono::seconds(20));
  stream.async_connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port),
                       [self = shared_from_this(), port](error_code failed) {
                         if (failed) return self->end();
                         auto& connected = beast::get_lowest_layer(self->socket_);
                         connected.expires_never();
                         connected.socket().set_option(asio::ip::tcp::no_delay(true));
                         self->socket_.set_option(websocket::stream_base::decorator(
                             [](websocket::request_type& request) {
                               request.set(beast::http::field::sec_websocket_protocol, "torg.v1");
                             }));
                         self->socket_.async_handshake("127.0.0.1:" + std::to_string(port), "/live",
                                                       [self](error_code refused) {
                                                         if (refused) return self->end();
                                                         self->socket_.text(true);
                                                         self->read();
                                                         self->handlers_.open();
                                                       });
                       });
}

void Wire::read() {
  socket_.async_read(incoming_, [self = shared_from_this()](error_code error, std::size_t) {
    if (error || self->ended_) return self->end();
    auto const data = self->incoming_.cdata();
    self->handlers_.message(std::string_view(static_cast<char const*>(data.data()), data.size()));
    self->incoming_.consume(self->incoming_.size());
    self->read();
  });
}

void Wire::send(std::string text) {
  if (ended_) return;
  outbox_.push_back(std::move(text));
  if (!writing_) write();
}

void Wire::write() {
  writing_ = true;
  socket_.async_write(asio::buffer(outbox_.front()),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->end();
                        self->outbox_.pop_front();
                        self->writing_ = false;
                        if (!self->outbox_.empty()) self->write();
                      });
}

void Wire::cut() {
  ended_ = true;
  handlers_ = {};
  beast::get_lowest_layer(socket_).close();
}

void Wire::end() {
  if (ended_) return;
  ended_ = true;
  beast::get_lowest_layer(socket_).close();
  auto const handlers = std::exchange(handlers_, {});
  handlers.gone(socket_.reason().code);
}

}  // namespace torg::bench
