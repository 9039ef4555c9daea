#include "net/http_session.hpp"

#include <utility>

#include <boost/asio/read_until.hpp>

#include "net/origin.hpp"
#include "net/request_head.hpp"

namespace torg::net {
namespace {

constexpr std::string_view live_path = "/live";

}  // namespace

HttpSession::HttpSession(tcp::socket socket, std::unique_ptr<ConnectionCount::Place> count,
                         Shared shared)
    : stream_(std::move(socket)),
      count_(std::move(count)),
      shared_(shared),
      post_(shared.patrol.watch(*this)) {}

HttpSession::~HttpSession() { shared_.patrol.leave(post_); }

void HttpSession::run() { read(); }

void HttpSession::read() {
  // One deadline for the whole head, however slowly its bytes come.
  stream_.expires_after(answered_ == 0 ? shared_.limits.handshake : shared_.limits.keep_alive);
  asio::async_read_until(
      stream_, asio::dynamic_buffer(incoming_, shared_.limits.request_head_bytes), "\r\n\r\n",
      [self = shared_from_this()](error_code error, std::size_t size) {
        self->on_read(error, size);
      });
}

void HttpSession::on_read(error_code error, std::size_t size) {
  if (error == asio::error::not_found) {
    return refuse(http::status::request_header_fields_too_large, "Request head too large\n");
  }
  if (error) return end();
  auto request = read_head(std::string_view(incoming_).substr(0, size));
  if (!request) return refuse(status_of(request.error()), "Request refused\n");
  incoming_.erase(0, size);

  if (websocket::is_upgrade(*request)) return upgrade(*request);
  ++answered_;
  if (answered_ >= shared_.limits.requests_per_connection) request->keep_alive(false);
  stream_.expires_never();
  shared_.router.answer(*request, shared_.thread, [self = shared_from_this()](Reply reply) {
    self->write(std::move(reply));
  });
}

void HttpSession::upgrade(Request const& request) {
  std::string_view const target = request.target();
  if (target.substr(0, target.find('?')) != live_path) {
    return refuse(http::status::not_found, "No WebSocket here\n");
  }
  // A client waits for our answer before it sends a frame.
  if (!incoming_.empty()) return refuse(http::status::bad_request, "Request refused\n");
  if (!origin_allowed(request, shared_.secure, shared_.origins)) {
    return refuse(http::status::forbidden, "Origin not allowed\n");
  }
  auto const session = std::make_shared<WebsocketSession>(
      std::move(stream_), std::move(count_),
      WebsocketSession::Place{shared_.directory, shared_.thread, shared_.patrol, shared_.limits});
  session->accept(request);
}

void HttpSession::refuse(http::status status, std::string text) {
  http::response<http::string_body> response{status, 11};
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.set("X-Content-Type-Options", "nosniff");
  if (status == http::status::method_not_allowed) response.set(http::field::allow, "GET, HEAD");
  response.keep_alive(false);
  response.body() = std::move(text);
  response.prepare_payload();
  write(std::move(response));
}

void HttpSession::write(Reply reply) {
  reply_.emplace(std::move(reply));
  write_more();
}

// In pieces, each with a deadline of its own: a large archive on a slow line takes its time, and
// who takes nothing at all is cut.
void HttpSession::write_more() {
  error_code error;
  auto const buffers = reply_->prepare(error);
  if (error) return end();
  stream_.expires_after(shared_.limits.write);
  stream_.async_write_some(buffers,
                           [self = shared_from_this()](error_code failed, std::size_t size) {
                             if (failed) return self->end();
                             self->reply_->consume(size);
                             if (!self->reply_->is_done()) return self->write_more();
                             bool const keep_alive = self->reply_->keep_alive();
                             self->reply_.reset();
                             keep_alive ? self->read() : self->linger();
                           });
}

void HttpSession::linger() {
  end();
  stream_.expires_after(shared_.limits.close);
  drain();
}

void HttpSession::drain() {
  incoming_.resize(4 * 1024);
  stream_.async_read_some(asio::buffer(incoming_),
                          [self = shared_from_this()](error_code ended, std::size_t) {
                            if (!ended) self->drain();
                          });
}

void HttpSession::drop() { stream_.close(); }

void HttpSession::end() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace torg::net
