#include "net/listener.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <chrono>
#include <utility>

namespace torg::net {
namespace {

// A peer that acknowledges nothing for this long is gone.
constexpr unsigned user_timeout_ms = 30'000;

void set(tcp::socket& socket, int level, int name, unsigned value) {
  ::setsockopt(socket.native_handle(), level, name, &value, sizeof value);
}

void tune(tcp::socket& socket, Limits const& limits) {
  set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, static_cast<unsigned>(limits.unsent_bytes));
  set(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, user_timeout_ms);
}

bool out_of_resources(error_code const& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_memory ||
         error == asio::error::no_buffer_space ||
         error == boost::system::errc::too_many_files_open_in_system;
}

}  // namespace

Listener::Listener(asio::io_context& loop, std::shared_ptr<ConnectionCount> count, Shared shared)
    : loop_(loop),
      acceptor_(loop),
      pause_(loop),
      patrol_(loop),
      count_(std::move(count)),
      shared_(shared) {}

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
  acceptor_.listen(shared_.limits.backlog, error);
  if (error) return error;
  return acceptor_.local_endpoint();
}

void Listener::run() {
  if (acceptor_.is_open()) accept();
}

void Listener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Listener::drop() { patrol_.stop(); }

void Listener::accept() {
  acceptor_.async_accept(loop_, [this](error_code error, tcp::socket socket) {
    // Stopped, perhaps while this connection or this error was on its way here.
    if (!acceptor_.is_open()) return;
    if (error && out_of_resources(error)) {
      // Trying again at once would only spin until somebody leaves.
      pause_.expires_after(std::chrono::milliseconds(100));
      pause_.async_wait([this](error_code stopped) {
        if (!stopped && acceptor_.is_open()) accept();
      });
      return;
    }
    if (!error) serve(std::move(socket));
    accept();
  });
}

void Listener::serve(tcp::socket socket) {
  error_code error;
  auto const peer = socket.remote_endpoint(error);
  if (error) return;
  auto place = count_->take(peer.address().to_string());
  if (!place) {
    // Too many: closing at once costs least, and a phone tries again by itself.
    socket.close(error);
    return;
  }
  tune(socket, shared_.limits);
  std::make_shared<HttpSession>(
      std::move(socket), std::move(place),
      HttpSession::Shared{shared_.router, shared_.directory, shared_.thread, patrol_,
                          shared_.limits, shared_.secure, shared_.origins})
      ->run();
}

}  // namespace torg::net
