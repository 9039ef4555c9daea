#include "net/stream.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace torg::net {
namespace {

bool is_passing(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

Stream::Stream(int socket, Poller& poller, std::unique_ptr<TlsLink> tls)
    : poller_(&poller), tls_(std::move(tls)), socket_(socket) {}

Stream::~Stream() { close(); }

Stream::Stream(Stream&& other) noexcept
    : poller_(other.poller_),
      polled_(std::exchange(other.polled_, nullptr)),
      tls_(std::move(other.tls_)),
      socket_(std::exchange(other.socket_, -1)),
      events_(std::exchange(other.events_, 0)) {}

void Stream::watch(Polled& polled, bool reading, bool writing) {
  if (!is_open()) return;
  std::uint32_t const events = (reading ? EPOLLIN : 0u) | (writing ? EPOLLOUT : 0u);
  if (polled_ == &polled && events_ == events) return;
  if (!polled_) {
    poller_->add(socket_, polled, events);
  } else {
    poller_->change(socket_, polled, events);
  }
  polled_ = &polled;
  events_ = events;
}

std::optional<std::size_t> Stream::read(std::span<char> into) {
  if (tls_) return tls_->read(into);
  auto const size = ::recv(socket_, into.data(), into.size(), 0);
  if (size > 0) return static_cast<std::size_t>(size);
  if (size < 0 && is_passing(errno)) return 0;
  return std::nullopt;
}

std::optional<std::size_t> Stream::write(std::span<iovec const> pieces) {
  if (tls_) return write_encrypted(pieces);
  ssize_t sent = 0;
  if (pieces.size() == 1) {
    sent = ::send(socket_, pieces[0].iov_base, pieces[0].iov_len, MSG_NOSIGNAL);
  } else {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = std::min<std::size_t>(pieces.size(), IOV_MAX);
    sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
  }
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (is_passing(errno)) return 0;
  return std::nullopt;
}

// A record for each 16 KB, so that a short message behind another does not cost one of its own.
std::optional<std::size_t> Stream::write_encrypted(std::span<iovec const> pieces) {
  auto const record = poller_->outgoing();
  std::size_t total = 0;
  for (;;) {
    std::size_t skip = total;
    std::size_t size = 0;
    for (auto const& piece : pieces) {
      auto const left = piece.iov_len - std::min(skip, piece.iov_len);
      auto const taken = std::min(left, record.size() - size);
      std::copy_n(static_cast<char const*>(piece.iov_base) + (piece.iov_len - left), taken,
                  record.data() + size);
      size += taken;
      skip -= piece.iov_len - left;
    }
    if (size == 0) return total;
    auto const written = tls_->write(record.first(size));
    if (!written) return std::nullopt;
    if (*written == 0) return total;
    total += *written;
  }
}

void Stream::finish() {
  if (!is_open()) return;
  if (tls_) tls_->finish();
  ::shutdown(socket_, SHUT_WR);
}

void Stream::close() {
  if (!is_open()) return;
  if (polled_) poller_->remove(socket_, *polled_);
  polled_ = nullptr;
  tls_.reset();
  ::close(std::exchange(socket_, -1));
}

}  // namespace torg::net
