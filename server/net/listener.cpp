#include "net/listener.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "net/source.hpp"

namespace torg::net {
namespace {

// A peer that acknowledges nothing for this long is gone.
constexpr unsigned user_timeout_ms = 30'000;

// More at once would keep the connections that stand waiting.
constexpr int accepts_per_turn = 256;

void set(tcp::acceptor& acceptor, int level, int name, unsigned value) {
  ::setsockopt(acceptor.native_handle(), level, name, &value, sizeof value);
}

// Set once: a connection has from the start what its listening socket has.
void tune(tcp::acceptor& acceptor, Limits const& limits) {
  set(acceptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set(acceptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, static_cast<unsigned>(limits.unsent_bytes));
  set(acceptor, IPPROTO_TCP, TCP_USER_TIMEOUT, user_timeout_ms);
}

bool out_of_resources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

bool none_left(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

}  // namespace

Listener::Listener(asio::io_context& loop, std::size_t thread,
                   std::shared_ptr<ConnectionCount> count, Shared const& shared)
    : acceptor_(loop),
      pause_(loop),
      patrol_(loop),
      poller_(loop),
      count_(std::move(count)),
      limits_(shared.limits),
      tls_(shared.tls),
      trusted_proxies_(shared.trusted_proxies),
      shared_{shared.router,
              shared.endpoint,
              thread,
              {poller_, patrol_, shared.limits, shared.endpoint.message_bytes, shared.deflate},
              shared.secure,
              shared.origins} {}

boost::system::result<tcp::endpoint> Listener::listen(tcp::endpoint const& endpoint,
                                                      bool shares_port) {
  error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (error) return error;
  acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (error) return error;
  if (shares_port) {
    int const on = 1;
    if (::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
      return error_code(errno, boost::system::system_category());
    }
  }
  acceptor_.bind(endpoint, error);
  if (error) return error;
  tune(acceptor_, limits_);
  acceptor_.non_blocking(true, error);
  if (error) return error;
  acceptor_.listen(limits_.backlog, error);
  if (error) return error;
  return acceptor_.local_endpoint();
}

void Listener::run() {
  if (acceptor_.is_open()) wait();
}

void Listener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Listener::drop() { patrol_.stop(); }

void Listener::wait() {
  acceptor_.async_wait(tcp::acceptor::wait_read, [this](error_code error) {
    if (!error && acceptor_.is_open()) accept_all();
  });
}

void Listener::accept_all() {
  for (int i = 0; i < accepts_per_turn; ++i) {
    tcp::endpoint peer;
    auto size = static_cast<socklen_t>(peer.capacity());
    int const socket =
        ::accept4(acceptor_.native_handle(), peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      peer.resize(size);
      serve(socket, peer);
    } else if (none_left(errno)) {
      break;
    } else if (out_of_resources(errno)) {
      // Trying again at once would only spin until somebody leaves.
      pause_.expires_after(std::chrono::milliseconds(100));
      pause_.async_wait([this](error_code stopped) {
        if (!stopped && acceptor_.is_open()) wait();
      });
      return;
    }
    // Anything else is the end of that one connection before we had it.
  }
  wait();
}

void Listener::serve(int socket, tcp::endpoint const& peer) {
  // Too many: closing at once costs least, and a phone tries again by itself.
  auto const source = source_of(peer.address());
  bool const is_proxied =
      std::ranges::find(trusted_proxies_, unmapped(peer.address())) != trusted_proxies_.end();
  auto place = is_proxied ? count_->take_shared(source) : count_->take(source);
  if (!place) return (void)::close(socket);
  Stream stream(socket, poller_, tls_ ? tls_->link(socket) : nullptr);
  std::make_shared<HttpSession>(std::move(stream), std::move(place), is_proxied, shared_)->begin();
}

}  // namespace torg::net
