#include "rehearsal/wire.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "rehearsal/client_frames.hpp"

namespace torg::rehearsal {
namespace {

// A source address of the loopback's network, so that connections are spread over several.
void bind_source(int socket, std::uint32_t source) {
  // Without this every bind takes a port of its own for all destinations.
  int const on = 1;
  ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + source);
  ::bind(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address);
}

}  // namespace

Wire::Wire(Loop& loop, Target const& target, Owner& owner, std::size_t number)
    : loop_(loop),
      target_(target),
      owner_(owner),
      number_(number),
      mask_(static_cast<std::uint32_t>(number * 2'654'435'761u + 1)) {}

Wire::~Wire() { cut(); }

void Wire::connect() {
  cut();
  ++connections_;
  tls_fault_ = TlsFault::none;
  deflates_ = false;
  // The owner is told of a failure from the loop, as of everything else.
  auto const fail = [this] {
    stage_ = Stage::failing;
    failure_ = loop_.after(std::chrono::nanoseconds(0), [this] { end(0); });
  };
  socket_ = ::socket(target_.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return fail();
  int const on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (target_.sources > 1) {
    bind_source(socket_, static_cast<std::uint32_t>(number_ % target_.sources));
  }
  auto const* const address = reinterpret_cast<sockaddr const*>(&target_.address);
  bool const failed =
      ::connect(socket_, address, target_.address_size) != 0 && errno != EINPROGRESS;
  if (failed || !loop_.watch(socket_, EPOLLOUT, *this)) return fail();
  watches_writable_ = true;
  stage_ = Stage::connecting;
}

void Wire::send(std::string_view text) {
  if (stage_ == Stage::open) put(static_cast<std::uint8_t>(Opcode::text), text);
}

void Wire::leave() {
  if (stage_ == Stage::open) {
    constexpr std::string_view normal_closure{"\x03\xe8", 2};
    put(static_cast<std::uint8_t>(Opcode::close), normal_closure);
  }
  drop(false);
}

void Wire::cut() { drop(true); }

void Wire::drop(bool at_once) {
  if (stage_ == Stage::failing) loop_.cancel(failure_);
  stage_ = Stage::none;
  in_ = {};
  message_ = {};
  out_ = {};
  if (socket_ < 0) return;
  loop_.forget(socket_, *this);
  tls_.reset();
  if (at_once) {
    // Without a goodbye, and without a port that stays taken for a minute.
    linger const reset{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  ::close(std::exchange(socket_, -1));
}

void Wire::end(std::uint16_t code) {
  drop(true);
  owner_.on_gone(*this, code);
}

void Wire::on_ready(std::uint32_t events) {
  if (stage_ == Stage::connecting) return on_connected();
  if (stage_ == Stage::securing) return secure();
  auto const connection = connections_;
  if ((events & EPOLLOUT) != 0 && !out_.empty()) {
    auto const left = std::exchange(out_, {});
    write(left);
    if (connection != connections_ || stage_ == Stage::none) return;
  }
  if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) read();
}

void Wire::on_connected() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return end(0);
  if (!target_.trust) return begin_upgrade();
  stage_ = Stage::securing;
  tls_ = std::make_unique<TlsLink>(*target_.trust, socket_, target_.name);
  secure();
}

void Wire::secure() {
  switch (tls_->shake()) {
    case TlsLink::Shake::waits:
      return watch_for(tls_->wants_to_write());
    case TlsLink::Shake::failed:
      tls_fault_ = tls_->fault();
      return end(0);
    case TlsLink::Shake::done:
      return begin_upgrade();
  }
}

void Wire::begin_upgrade() {
  stage_ = Stage::upgrading;
  watch_for(false);
  write(upgrade_request(target_));
}

void Wire::read() {
  while (read_some() && tls_ && tls_->holds_unread()) {
  }
}

// False when there is nothing more, or another connection or none.
bool Wire::read_some() {
  auto const connection = connections_;
  auto& scratch = loop_.scratch();
  auto const kept = in_.size();
  if (kept + 4096 > scratch.size()) scratch.resize(2 * scratch.size());
  std::copy(in_.begin(), in_.end(), scratch.begin());
  auto const got = receive(std::span(scratch).subspan(kept));
  if (!got) {
    end(0);
    return false;
  }
  if (*got == 0) return false;
  bytes_read_ += *got;
  std::string_view const bytes(scratch.data(), kept + *got);
  std::size_t used = 0;
  if (!take(bytes, used) || connection != connections_) return false;
  in_.assign(bytes.substr(used));
  if (in_.empty()) in_ = {};
  return true;
}

std::optional<std::size_t> Wire::receive(std::span<char> into) {
  if (tls_) return tls_->read(into);
  auto const got = ::recv(socket_, into.data(), into.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (got <= 0) return std::nullopt;
  return static_cast<std::size_t>(got);
}

std::optional<std::size_t> Wire::give(std::string_view bytes) {
  if (!tls_) {
    auto const taken = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN && errno != EINTR) return std::nullopt;
    return static_cast<std::size_t>(std::max<ssize_t>(taken, 0));
  }
  std::size_t given = 0;
  while (given < bytes.size()) {
    auto const taken = tls_->write(bytes.substr(given));
    if (!taken) return std::nullopt;
    if (*taken == 0) break;
    given += *taken;
  }
  return given;
}

bool Wire::take(std::string_view bytes, std::size_t& used) {
  auto const connection = connections_;
  if (stage_ == Stage::upgrading) {
    auto const answer = read_upgrade(bytes);
    if (answer.answer == UpgradeAnswer::incomplete) return true;
    if (answer.answer == UpgradeAnswer::refused) {
      end(0);
      return false;
    }
    used = answer.size;
    deflates_ = target_.offers_deflate && answer.deflates;
    stage_ = Stage::open;
    owner_.on_open(*this);
    if (connection != connections_ || stage_ != Stage::open) return false;
  }
  while (used < bytes.size()) {
    auto const next = read_frame(bytes.substr(used), deflates_);
    if (!next.frame && next.fault == FrameFault::incomplete) return true;
    if (!next.frame) {
      end(0);
      return false;
    }
    used += next.frame->size;
    if (!take_frame(*next.frame)) return false;
    if (connection != connections_ || stage_ != Stage::open) return false;
  }
  return true;
}

bool Wire::take_frame(ServerFrame const& frame) {
  switch (frame.opcode) {
    case Opcode::ping:
      put(static_cast<std::uint8_t>(Opcode::pong), frame.payload);
      return stage_ == Stage::open;
    case Opcode::pong:
      return true;
    case Opcode::close: {
      auto const code = close_code_of(frame.payload);
      put(static_cast<std::uint8_t>(Opcode::close), frame.payload.substr(0, 2));
      if (stage_ == Stage::open) end(code);
      return false;
    }
    case Opcode::text:
    case Opcode::binary:
      message_compressed_ = frame.compressed;
      break;
    case Opcode::continuation:
      break;
  }
  if (frame.last && message_.empty()) return take_message(frame.payload, message_compressed_);
  message_ += frame.payload;
  if (!frame.last) return true;
  auto const whole = std::exchange(message_, {});
  return take_message(whole, message_compressed_);
}

bool Wire::take_message(std::string_view payload, bool compressed) {
  auto const text = compressed ? loop_.inflater().inflate(payload) : payload;
  if (!text) {
    end(0);
    return false;
  }
  owner_.on_message(*this, *text);
  return true;
}

void Wire::put(std::uint8_t opcode, std::string_view payload) {
  mask_ = mask_ * 1'664'525u + 1'013'904'223u;
  std::string bytes;
  bytes.reserve(payload.size() + 14);
  append_frame(bytes, static_cast<Opcode>(opcode), payload, mask_);
  write(bytes);
}

void Wire::write(std::string_view bytes) {
  std::size_t sent = 0;
  if (out_.empty()) {
    auto const taken = give(bytes);
    // Reading tells of it next.
    if (!taken) return;
    sent = *taken;
  }
  out_.append(bytes.substr(sent));
  watch_for(!out_.empty());
}

void Wire::watch_for(bool writable) {
  if (writable == watches_writable_) return;
  watches_writable_ = writable;
  loop_.change(socket_, EPOLLIN | (writable ? EPOLLOUT : 0u), *this);
}

}  // namespace torg::rehearsal
