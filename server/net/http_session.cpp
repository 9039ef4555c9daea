#include "net/http_session.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "net/deflate.hpp"
#include "net/origin.hpp"
#include "net/request_head.hpp"
#include "net/source.hpp"
#include "net/upgrade.hpp"

namespace torg::net {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::size_t pieces_per_write = 64;

}  // namespace

HttpSession::HttpSession(Stream stream, std::unique_ptr<ConnectionCount::Place> count,
                         bool is_proxied, Shared const& shared)
    : shared_(shared),
      stream_(std::move(stream)),
      count_(std::move(count)),
      is_proxied_(is_proxied) {
  shared_.wires.patrol.watch(*this);
}

HttpSession::~HttpSession() { shared_.wires.patrol.leave(*this); }

void HttpSession::begin() {
  self_ = shared_from_this();
  // One deadline for the whole head, however slowly its bytes come.
  enter(Stage::reading, shared_.wires.limits.handshake);
}

void HttpSession::enter(Stage stage, std::chrono::seconds within) {
  stage_ = stage;
  deadline_ = std::chrono::steady_clock::now() + within;
  stream_.watch(*this, stage == Stage::reading || stage == Stage::lingering,
                stage == Stage::writing);
}

void HttpSession::on_ready(std::uint32_t events) {
  switch (stage_) {
    case Stage::reading:
    case Stage::lingering:
      return read();
    case Stage::writing:
      return write_more();
    case Stage::being_answered:
      // Nothing was asked for: the connection has failed.
      if (events & (EPOLLERR | EPOLLHUP)) end();
      return;
  }
}

void HttpSession::read() {
  auto const room = stage_ == Stage::lingering
                        ? shared_.wires.poller.buffer().size()
                        : shared_.wires.limits.request_head_bytes - incoming_.size();
  auto const buffer = shared_.wires.poller.buffer();
  auto const piece = buffer.first(std::min(room, buffer.size()));
  auto const size = stream_.read(piece);
  if (!size) return end();
  if (stage_ == Stage::lingering) return;
  incoming_.append(piece.data(), *size);
  stream_.watch(*this, true, stream_.read_waits_to_write());
  if (*size > 0) go_on();
}

void HttpSession::go_on() {
  if (!incoming_.empty()) look();
  if (stage_ == Stage::reading && stream_.holds_unread()) read();
}

void HttpSession::look() {
  auto const end = incoming_.find(end_of_head);
  if (end == std::string::npos) {
    if (incoming_.size() >= shared_.wires.limits.request_head_bytes) {
      refuse(http::status::request_header_fields_too_large, "Request head too large\n");
    }
    return;
  }
  auto const size = end + end_of_head.size();
  auto request = read_head(std::string_view(incoming_).substr(0, size));
  if (!request) return refuse(status_of(request.error()), "Request refused\n");
  incoming_.erase(0, size);

  if (websocket::is_upgrade(*request)) return upgrade(*request);
  ++answered_;
  if (answered_ >= shared_.wires.limits.requests_per_connection) request->keep_alive(false);
  enter(Stage::being_answered, std::chrono::hours(1));
  shared_.router.answer(*request, shared_.thread,
                        [self = std::static_pointer_cast<HttpSession>(shared_from_this())](
                            Reply reply) { self->write(std::move(reply)); });
}

void HttpSession::upgrade(Request const& request) {
  auto const& endpoint = shared_.endpoint;
  std::string_view const target = request.target();
  if (target.substr(0, target.find('?')) != endpoint.path) {
    return refuse(http::status::not_found, "No WebSocket here\n");
  }
  // A client waits for our answer before it sends a frame.
  if (!incoming_.empty() || stream_.holds_unread()) {
    return refuse(http::status::bad_request, "Request refused\n");
  }
  if (!origin_allowed(request, shared_.secure, shared_.origins)) {
    return refuse(http::status::forbidden, "Origin not allowed\n");
  }
  bool const any = endpoint.subprotocol.empty();
  bool const chosen = !any && offers(request, endpoint.subprotocol);
  bool const deflates = shared_.wires.deflate && offers_deflate(request);
  if (auto const client = is_proxied_ ? forwarded_address(request) : std::nullopt) {
    if (!count_->move_to(source_of(*client))) {
      return refuse(http::status::service_unavailable, "Too many connections\n");
    }
  }
  auto answer = answer_upgrade(request, chosen ? endpoint.subprotocol : std::string_view{},
                               deflates ? deflate_answer : std::string_view{});
  if (!answer) return refuse(status_of(answer.error()), "Request refused\n");

  auto const address = count_->address();
  auto const session = std::make_shared<WebsocketSession>(std::move(stream_), std::move(count_),
                                                          shared_.wires, deflates);
  session->begin(std::move(*answer), [&](live::Transport& transport) {
    return endpoint.open(transport, shared_.thread, address);
  });
  // A browser cannot see why an upgrade failed, so it is upgraded and then told.
  if (!any && !chosen) session->close(protocol::CloseCode::protocol_version);
  end();
}

void HttpSession::refuse(http::status status, std::string text) {
  http::response<http::string_body> response{status, 11};
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.set("X-Content-Type-Options", "nosniff");
  if (status == http::status::method_not_allowed) response.set(http::field::allow, "GET, HEAD");
  if (status == http::status::upgrade_required) {
    response.set(http::field::sec_websocket_version, "13");
  }
  response.keep_alive(false);
  response.body() = std::move(text);
  response.prepare_payload();
  write(std::move(response));
}

void HttpSession::write(Reply reply) {
  if (!stream_.is_open()) return;
  reply_.emplace(std::move(reply));
  write_more();
}

// As long as the socket takes something it has a deadline anew: a large archive on a slow line
// takes its time, and who takes nothing at all is cut.
void HttpSession::write_more() {
  while (!reply_->is_done()) {
    error_code error;
    auto const buffers = reply_->prepare(error);
    if (error) return end();
    std::array<iovec, pieces_per_write> pieces;
    std::size_t count = 0;
    std::size_t offered = 0;
    for (auto const& buffer : buffers) {
      if (count == pieces.size()) break;
      pieces[count++] = {const_cast<void*>(buffer.data()), buffer.size()};
      offered += buffer.size();
    }
    auto const sent = stream_.write({pieces.data(), count});
    if (!sent) return end();
    reply_->consume(*sent);
    if (*sent < offered) return enter(Stage::writing, shared_.wires.limits.write);
  }
  bool const keep_alive = reply_->keep_alive();
  reply_.reset();
  if (!keep_alive) return linger();
  enter(Stage::reading, shared_.wires.limits.keep_alive);
  go_on();
}

void HttpSession::linger() {
  stream_.finish();
  incoming_ = {};
  enter(Stage::lingering, shared_.wires.limits.close);
}

void HttpSession::check(Time now) {
  if (now > deadline_) end();
}

void HttpSession::end() {
  stream_.close();
  // The last that is done here: nothing else may keep this alive.
  auto const self = std::exchange(self_, nullptr);
}

}  // namespace torg::net
