#include "net/websocket_session.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "live/meeting_directory.hpp"

namespace torg::net {
namespace {

constexpr std::string_view subprotocol = "torg.v1";

bool offers_subprotocol(Request const& request) {
  for (auto const& offered : http::token_list{request[http::field::sec_websocket_protocol]}) {
    if (offered == subprotocol) return true;
  }
  return false;
}

}  // namespace

WebsocketSession::WebsocketSession(beast::tcp_stream stream,
                                   std::unique_ptr<ConnectionCount::Place> count, Place place)
    : socket_(std::move(stream)),
      count_(std::move(count)),
      place_(place),
      post_(place.patrol.watch(*this)),
      opened_at_(std::chrono::steady_clock::now()),
      allowance_at_(opened_at_),
      allowance_(static_cast<double>(place.limits.message_burst)) {}

WebsocketSession::~WebsocketSession() {
  end();
  place_.patrol.leave(post_);
}

void WebsocketSession::accept(Request const& request) {
  // The WebSocket keeps its own time from here on; both at once is undefined.
  beast::get_lowest_layer(socket_).expires_never();
  websocket::stream_base::timeout timeout;
  timeout.handshake_timeout = place_.limits.handshake;
  timeout.idle_timeout = place_.limits.idle;
  timeout.keep_alive_pings = true;
  socket_.set_option(timeout);
  socket_.read_message_max(place_.directory.surroundings().limits.message_bytes);
  bool const speaks_torg = offers_subprotocol(request);
  if (speaks_torg) {
    socket_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(http::field::sec_websocket_protocol, subprotocol);
    }));
  }
  socket_.async_accept(request, [self = shared_from_this(), speaks_torg](error_code error) {
    self->on_accept(error, speaks_torg);
  });
}

void WebsocketSession::on_accept(error_code error, bool speaks_torg) {
  if (error) return end();
  socket_.text(true);
  session_ = live::Session::open(place_.directory, place_.thread, *this, count_->address());
  // A browser cannot see why an upgrade failed, so it is upgraded and then told.
  if (!speaks_torg) close(protocol::CloseCode::protocol_version);
  read();
}

void WebsocketSession::read() {
  if (reading_ || paused_ || closing_ || ended_) return;
  reading_ = true;
  socket_.async_read(incoming_, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_read(error);
  });
}

void WebsocketSession::on_read(error_code error) {
  reading_ = false;
  if (error) {
    // While we close, the read ends first; the close itself still has to leave.
    if (!closing_) end();
    return;
  }
  if (closing_ || ended_) return;
  if (socket_.got_binary()) return close(protocol::CloseCode::unsupported_data);
  if (!allowed_now()) return close(protocol::CloseCode::too_fast);
  auto const data = incoming_.cdata();
  session_->on_message({static_cast<char const*>(data.data()), data.size()});
  incoming_.consume(incoming_.size());
  // A large message (a pasted agenda) should not keep its memory for the rest of the evening.
  if (incoming_.capacity() > 8 * 1024) incoming_.shrink_to_fit();
  read();
}

bool WebsocketSession::allowed_now() {
  auto const now = std::chrono::steady_clock::now();
  double const seconds = std::chrono::duration<double>(now - allowance_at_).count();
  allowance_at_ = now;
  allowance_ =
      std::min(allowance_ + seconds * static_cast<double>(place_.limits.messages_per_second),
               static_cast<double>(place_.limits.message_burst));
  if (allowance_ < 1) return false;
  allowance_ -= 1;
  return true;
}

void WebsocketSession::send(live::Frame frame) {
  if (closing_ || ended_) return;
  outbox_.push_back(std::move(frame));
  if (!writing_) write();
}

void WebsocketSession::write() {
  writing_ = true;
  write_began_at_ = std::chrono::steady_clock::now();
  socket_.async_write(
      asio::buffer(*outbox_.front()),
      [self = shared_from_this()](error_code error, std::size_t) { self->on_write(error); });
}

void WebsocketSession::on_write(error_code error) {
  if (ended_) return;
  if (error) return end();
  outbox_.pop_front();
  if (!outbox_.empty()) return write();
  writing_ = false;
  if (closing_) return begin_close();
  session_->on_writable();
}

void WebsocketSession::close(protocol::CloseCode code) {
  if (closing_ || ended_) return;
  closing_ = code;
  close_began_at_ = std::chrono::steady_clock::now();
  if (!writing_) begin_close();
}

void WebsocketSession::begin_close() {
  if (close_sent_) return;
  close_sent_ = true;
  close_began_at_ = std::chrono::steady_clock::now();
  websocket::close_reason reason;
  reason.code = protocol::number_of(*closing_);
  reason.reason = std::string(protocol::to_string(*closing_));
  socket_.async_close(reason, [self = shared_from_this()](error_code) { self->end(); });
}

void WebsocketSession::pause_reading() { paused_ = true; }

void WebsocketSession::resume_reading() {
  paused_ = false;
  read();
}

void WebsocketSession::check(Time now) {
  if (ended_) return;
  if (!hello_checked_ && session_ && now - opened_at_ > place_.limits.handshake) {
    hello_checked_ = true;
    session_->on_handshake_timeout();
  }
  bool const write_stalls = writing_ && now - write_began_at_ > place_.limits.write;
  bool const close_stalls = close_sent_ && now - close_began_at_ > place_.limits.close;
  bool const never_left = closing_ && now - close_began_at_ > place_.limits.write;
  if (write_stalls || close_stalls || never_left) end();
}

void WebsocketSession::drop() { end(); }

void WebsocketSession::end() {
  if (ended_) return;
  ended_ = true;
  beast::get_lowest_layer(socket_).close();
  if (session_) session_->on_closed();
  session_.reset();
}

}  // namespace torg::net
