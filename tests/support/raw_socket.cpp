#include "support/raw_socket.hpp"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace torg::test {
namespace {

using Clock = std::chrono::steady_clock;

bool ready(int socket, short events, Clock::time_point until) {
  auto const left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  pollfd wanted{socket, events, 0};
  return ::poll(&wanted, 1, static_cast<int>(std::max<long>(left, 0))) > 0;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

RawSocket::RawSocket(std::uint16_t port, int receive_buffer, unsigned host)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  int const on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (host != 1) {
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host - 1);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("no connection to port " + std::to_string(port));
  }
}

RawSocket::~RawSocket() { ::close(socket_); }

bool RawSocket::encrypt(int newest) {
  std::shared_ptr<SSL_CTX> const context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  // What is too old to be offered by default has to be offered when a test says so.
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), 0);
  SSL_CTX_set_max_proto_version(context.get(), newest);
  tls_ = std::shared_ptr<SSL>(SSL_new(context.get()), SSL_free);
  SSL_set_fd(tls_.get(), socket_);
  return SSL_connect(tls_.get()) == 1;
}

std::string RawSocket::certificate_name() const {
  std::unique_ptr<X509, decltype(&X509_free)> const shown(SSL_get1_peer_certificate(tls_.get()),
                                                          X509_free);
  char name[256] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, name, sizeof name);
  return name;
}

long RawSocket::get(char* into, std::size_t size) {
  if (tls_) return SSL_read(tls_.get(), into, static_cast<int>(size));
  return ::recv(socket_, into, size, 0);
}

bool RawSocket::send(std::string_view bytes, Duration within) {
  auto const until = Clock::now() + within;
  if (tls_ && !bytes.empty()) {
    return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }
  while (!bytes.empty()) {
    if (!ready(socket_, POLLOUT, until)) return false;
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawSocket::finish() { ::shutdown(socket_, SHUT_WR); }

void RawSocket::fall_silent() {
  // The kernel drops what this filter does not take before TCP sees it.
  sock_filter nothing[] = {{BPF_RET | BPF_K, 0, 0, 0}};
  sock_fprog const filter{1, nothing};
  ::setsockopt(socket_, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

bool RawSocket::receive(Clock::time_point until) {
  bool const deciphered = tls_ && SSL_pending(tls_.get()) > 0;
  if (ended_ || (!deciphered && !ready(socket_, POLLIN, until))) return false;
  char buffer[16 * 1024];
  auto const size = get(buffer, sizeof buffer);
  ended_ = size <= 0;
  if (!ended_) incoming_.append(buffer, static_cast<std::size_t>(size));
  return !ended_;
}

bool RawSocket::gather(std::size_t size, Clock::time_point until) {
  while (incoming_.size() < size) {
    if (!receive(until)) return false;
  }
  return true;
}

std::string RawSocket::take(std::size_t size) {
  std::string out = incoming_.substr(0, size);
  incoming_.erase(0, size);
  return out;
}

std::string RawSocket::response(bool to_head, Duration within) {
  auto const until = Clock::now() + within;
  std::size_t head_size = 0;
  for (;;) {
    if (auto const end = incoming_.find("\r\n\r\n"); end != std::string::npos) {
      head_size = end + 4;
      break;
    }
    if (!receive(until)) return std::exchange(incoming_, {});
  }
  auto const length = field_of(incoming_.substr(0, head_size), "content-length");
  std::size_t const body_size = length && !to_head ? std::stoul(*length) : 0;
  gather(head_size + body_size, until);
  return take(head_size + body_size);
}

bool RawSocket::ends(Duration within) {
  auto const until = Clock::now() + within;
  while (!ended_) {
    incoming_.clear();
    if (!receive(until) && !ended_) return false;
  }
  return true;
}

std::string RawSocket::rest(Duration within) {
  auto const until = Clock::now() + within;
  while (receive(until)) {
  }
  return std::exchange(incoming_, {});
}

int status_of(std::string const& response) {
  if (!response.starts_with("HTTP/1.1 ") || response.size() < 12) return 0;
  return std::stoi(response.substr(9, 3));
}

std::string body_of(std::string const& response) {
  auto const end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

std::optional<std::string> field_of(std::string const& response, std::string const& name) {
  std::string const head = response.substr(0, response.find("\r\n\r\n") + 2);
  std::string const mark = "\r\n" + lower(name) + ": ";
  auto const at = lower(head).find(mark);
  if (at == std::string::npos) return std::nullopt;
  auto const from = at + mark.size();
  return head.substr(from, head.find("\r\n", from) - from);
}

std::string get_request(std::string const& target, std::string const& lines) {
  return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lines + "\r\n";
}

std::string fetch(std::uint16_t port, std::string const& target, std::string const& lines) {
  RawSocket socket(port);
  socket.send(get_request(target, lines));
  return socket.response();
}

}  // namespace torg::test
