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
  if (stage_ == Stage::connecting) return begin_upgrade();
  auto const connection = connections_;
  if ((events & EPOLLOUT) != 0 && !out_.empty()) {
    auto const left = std::exchange(out_, {});
    write(left);
    if (connection != connections_ || stage_ == Stage::none) return;
  }
  if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) read();
}

void Wire::begin_upgrade() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return end(0);
  stage_ = Stage::upgrading;
  watch_for(false);
  write(upgrade_request(target_));
}

void Wire::read() {
  auto const connection = connections_;
  auto& scratch = loop_.scratch();
  auto const kept = in_.size();
  if (kept + 4096 > scratch.size()) scratch.resize(2 * scratch.size());
  std::copy(in_.begin(), in_.end(), scratch.begin());
  auto const got = ::recv(socket_, scratch.data() + kept, scratch.size() - kept, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return end(0);
  bytes_read_ += static_cast<std::uint64_t>(got);
  std::string_view const bytes(scratch.data(), kept + static_cast<std::size_t>(got));
  std::size_t used = 0;
  if (!take(bytes, used) || connection != connections_) return;
  in_.assign(bytes.substr(used));
  if (in_.empty()) in_ = {};
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
    stage_ = Stage::open;
    owner_.on_open(*this);
    if (connection != connections_ || stage_ != Stage::open) return false;
  }
  while (used < bytes.size()) {
    auto const next = read_frame(bytes.substr(used));
    if (!next.frame && next.fault == FrameFault::incomplete) return true;
    if (!next.frame) {
      end(0);
      return false;
    }
    used += next.frame->size;
    auto const opcode = static_cast<std::uint8_t>(next.frame->opcode);
    if (!take_frame(next.frame->payload, opcode, next.frame->last)) return false;
    if (connection != connections_ || stage_ != Stage::open) return false;
  }
  return true;
}

bool Wire::take_frame(std::string_view payload, std::uint8_t opcode, bool last) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::ping:
      put(static_cast<std::uint8_t>(Opcode::pong), payload);
      return stage_ == Stage::open;
    case Opcode::pong:
      return true;
    case Opcode::close: {
      auto const code = close_code_of(payload);
      put(opcode, payload.substr(0, 2));
      if (stage_ == Stage::open) end(code);
      return false;
    }
    case Opcode::continuation:
    case Opcode::text:
    case Opcode::binary:
      break;
  }
  if (last && message_.empty()) {
    owner_.on_message(*this, payload);
    return true;
  }
  message_ += payload;
  if (last) {
    auto const whole = std::exchange(message_, {});
    owner_.on_message(*this, whole);
  }
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
    auto const taken = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN && errno != EINTR) {
      // Reading tells of it next.
      return;
    }
    sent = static_cast<std::size_t>(std::max<ssize_t>(taken, 0));
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
