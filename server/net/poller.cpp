#include "net/poller.hpp"

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/throw_exception.hpp>

namespace torg::net {
namespace {

// More in one round would keep other work of the loop waiting.
constexpr std::size_t events_per_round = 128;
// Telling of a turn's end pauses after this, so that other work of the loop gets its turn.
constexpr auto longest_end = std::chrono::microseconds(500);
constexpr std::size_t told_per_look = 16;
constexpr std::size_t buffer_size = 64 * 1024;
constexpr std::size_t outgoing_size = 16 * 1024;

int make_set() {
  int const set = ::epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) {
    boost::throw_exception(
        boost::system::system_error(errno, boost::system::system_category(), "epoll_create1"));
  }
  return set;
}

}  // namespace

Poller::Poller(asio::io_context& loop)
    : loop_(loop),
      set_(loop, make_set()),
      events_(events_per_round),
      buffer_(buffer_size),
      outgoing_(outgoing_size) {
  wait();
}

Poller::~Poller() = default;

bool Poller::add(int socket, Polled& polled, std::uint32_t events) {
  epoll_event wanted{};
  wanted.events = events;
  wanted.data.ptr = &polled;
  return ::epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, socket, &wanted) == 0;
}

void Poller::change(int socket, Polled& polled, std::uint32_t events) {
  epoll_event wanted{};
  wanted.events = events;
  wanted.data.ptr = &polled;
  ::epoll_ctl(set_.native_handle(), EPOLL_CTL_MOD, socket, &wanted);
}

void Poller::remove(int socket, Polled& polled) {
  ::epoll_ctl(set_.native_handle(), EPOLL_CTL_DEL, socket, nullptr);
  for (std::size_t i = told_; i < ready_; ++i) {
    if (events_[i].data.ptr == &polled) events_[i].data.ptr = nullptr;
  }
}

void Poller::wait() {
  set_.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
    if (error) return;
    on_events();
    wait();
  });
}

void Poller::on_events() {
  int const ready =
      ::epoll_wait(set_.native_handle(), events_.data(), static_cast<int>(events_.size()), 0);
  ready_ = ready > 0 ? static_cast<std::size_t>(ready) : 0;
  for (told_ = 0; told_ < ready_;) {
    auto const& event = events_[told_++];
    if (!event.data.ptr) continue;
    auto const polled = static_cast<Polled*>(event.data.ptr)->shared_from_this();
    polled->on_ready(event.events);
  }
}

// Whoever asks while a turn ends is told in the same go; the first to ask otherwise makes it end.
void Poller::at_turn_end(std::shared_ptr<Polled> polled) {
  at_turn_end_.push_back(std::move(polled));
  if (at_turn_end_.size() == 1) asio::post(loop_, [this] { end_turn(); });
}

void Poller::end_turn() {
  using Time = std::chrono::steady_clock;
  auto const enough = Time::now() + longest_end;
  std::size_t told = 0;
  while (told < at_turn_end_.size()) {
    auto const polled = std::move(at_turn_end_[told++]);
    polled->on_turn_end();
    if (told % told_per_look == 0 && Time::now() >= enough) break;
  }
  at_turn_end_.erase(at_turn_end_.begin(),
                     at_turn_end_.begin() + static_cast<std::ptrdiff_t>(told));
  if (!at_turn_end_.empty()) asio::post(loop_, [this] { end_turn(); });
}

}  // namespace torg::net
