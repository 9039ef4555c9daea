#include "bench/floor/sockets.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "rehearsal/open_files.hpp"

namespace torg::floor {
namespace {

constexpr int backlog = 8192;
constexpr int events_per_turn = 512;

// The answer to the key that the load generator sends, which is RFC 6455's example.
constexpr std::string_view upgrade_answer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    "Sec-WebSocket-Protocol: torg.v1\r\n\r\n";

char scratch[64 * 1024];

void watch(int epoll, int descriptor, void* what) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = what;
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl");
}

}  // namespace

void fail(char const* what) {
  std::fprintf(stderr, "floor: %s: %s\n", what, std::strerror(errno));
  std::_Exit(1);
}

std::int64_t number_after(std::string_view text, std::string_view mark) {
  auto const at = text.find(mark);
  std::int64_t number = 0;
  if (at != std::string_view::npos) {
    std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number);
  }
  return number;
}

Sockets::Sockets(std::uint16_t port) {
  rehearsal::raise_open_files();
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int const on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, backlog) != 0) fail("listen");
  ::getsockname(listener_, any, &size);
  watch(epoll_, listener_, &listener_);
  std::printf("{\"port\":%d}\n", ntohs(address.sin_port));
  std::fflush(stdout);
}

void Sockets::add_wake(int descriptor) {
  wake_ = descriptor;
  watch(epoll_, wake_, &wake_);
}

void Sockets::run() {
  epoll_event events[events_per_turn];
  for (;;) {
    int const count = ::epoll_wait(epoll_, events, events_per_turn, -1);
    for (int i = 0; i < count; ++i) {
      if (events[i].data.ptr == &listener_) {
        accept_all();
      } else if (events[i].data.ptr == &wake_) {
        woken();
      } else {
        read(static_cast<Socket*>(events[i].data.ptr));
      }
    }
  }
}

void Sockets::accept_all() {
  for (;;) {
    int const descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    int const on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(epoll_, descriptor, new Socket{descriptor, false, {}});
  }
}

void Sockets::drop(Socket* socket) {
  ::close(socket->descriptor);
  std::erase(open_, socket);
  delete socket;
}

void Sockets::read(Socket* socket) {
  auto const kept = socket->in.size();
  std::memcpy(scratch, socket->in.data(), kept);
  auto const got = ::recv(socket->descriptor, scratch + kept, sizeof scratch - kept, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return drop(socket);
  std::string_view const bytes(scratch, kept + static_cast<std::size_t>(got));
  std::size_t used = 0;
  if (!socket->upgraded && !upgrade(*socket, bytes, used)) {
    socket->in.assign(bytes);
    return;
  }
  // Masked text frames below 64 KiB; of a close nothing is wanted but the end that follows.
  while (bytes.size() - used >= 6) {
    auto* const frame = reinterpret_cast<unsigned char*>(scratch) + used;
    std::size_t size = frame[1] & 0x7fu;
    std::size_t head = 6;
    if (size == 126) {
      size = static_cast<std::size_t>(frame[2]) << 8 | frame[3];
      head = 8;
    }
    if (bytes.size() - used < head + size) break;
    unsigned char const* const key = frame + head - 4;
    for (std::size_t i = 0; i < size; ++i) frame[head + i] ^= key[i % 4];
    if ((frame[0] & 0x0f) == 1) {
      on_text(*socket, {reinterpret_cast<char*>(frame) + head, size});
    }
    used += head + size;
  }
  socket->in.assign(bytes.substr(used));
}

bool Sockets::upgrade(Socket& socket, std::string_view bytes, std::size_t& used) {
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  used = end + 4;
  socket.upgraded = true;
  open_.push_back(&socket);
  send(socket, upgrade_answer);
  return true;
}

void Sockets::send(Socket const& socket, std::string_view bytes) {
  auto const sent = ::send(socket.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent == static_cast<ssize_t>(bytes.size())) return;
  if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return;  // noticed when it is read
  fail("send");
}

std::string Sockets::framed(std::string_view payload) {
  std::string out(1, '\x81');
  if (payload.size() < 126) {
    out += static_cast<char>(payload.size());
  } else {
    if (payload.size() > 0xffff) fail("a frame of this size");
    out += '\x7e';
    out += static_cast<char>(payload.size() >> 8);
    out += static_cast<char>(payload.size() & 0xff);
  }
  out += payload;
  return out;
}

std::string const& Sockets::welcome() {
  static std::string const both =
      framed(
          R"({"type":"welcome","protocol":1,"meeting":"floor","role":"participant","participant":1,)"
          R"("scopes":["participant"],"now_ms":0})") +
      framed(R"({"type":"frame","scope":"participant","epoch":"floor","seq":0,"full":true,)"
             R"("set":{},"remove":[]})");
  return both;
}

}  // namespace torg::floor
