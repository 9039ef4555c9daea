#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <sys/epoll.h>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "net/net.hpp"
#include "net/patrol.hpp"

namespace torg::net {

// What a poller tells. Kept alive by itself while it has a socket, and by the poller while it is
// told something.
class Polled : public Watched, public std::enable_shared_from_this<Polled> {
 public:
  // `events` of epoll: what was asked for, and EPOLLERR or EPOLLHUP unasked.
  virtual void on_ready(std::uint32_t events) = 0;
  // The turn of the loop in which this was asked for is over.
  virtual void on_turn_end() = 0;

 protected:
  ~Polled() = default;
};

// All sockets of one loop in one epoll set, which the loop watches as one. An Asio socket costs
// some 500 bytes for a pending wait and one system call to wait again; here an idle socket costs
// nothing in this process. Used on the loop's thread alone; closing a socket takes it out.
class Poller {
 public:
  explicit Poller(asio::io_context& loop);
  ~Poller();
  Poller(Poller const&) = delete;
  Poller& operator=(Poller const&) = delete;

  // `events` are EPOLLIN and EPOLLOUT, told for as long as they hold. False: no memory.
  bool add(int socket, Polled& polled, std::uint32_t events);
  void change(int socket, Polled& polled, std::uint32_t events);
  void remove(int socket, Polled& polled);

  void at_turn_end(std::shared_ptr<Polled> polled);

  // Where whoever is told reads into: one buffer for all, good until the call returns.
  std::span<char> buffer() { return buffer_; }
  // Another one, for what is on its way out.
  std::span<char> outgoing() { return outgoing_; }

 private:
  void wait();
  void on_events();
  void end_turn();

  asio::io_context& loop_;
  asio::posix::stream_descriptor set_;
  std::vector<epoll_event> events_;
  std::size_t told_ = 0;   // events of this round up to here were told
  std::size_t ready_ = 0;  // events of this round
  std::vector<std::shared_ptr<Polled>> at_turn_end_;
  std::vector<char> buffer_;
  std::vector<char> outgoing_;
};

}  // namespace torg::net
