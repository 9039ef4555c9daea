#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "net/net.hpp"

namespace torg::net {

// Something with deadlines of whole seconds.
class Watched {
 public:
  using Time = std::chrono::steady_clock::time_point;
  virtual void check(Time now) = 0;
  // The server stops: give up the socket at once.
  virtual void drop() = 0;

 protected:
  ~Watched() = default;

 private:
  friend class Patrol;
  std::size_t post_ = 0;  // kept by the patrol
};

// One timer for all connections of a loop, instead of one for each: looks at every one of them once
// a second. Used on the loop's thread alone.
class Patrol {
 public:
  explicit Patrol(asio::io_context& loop);

  void watch(Watched& watched);
  // Any time, also while somebody is looked at.
  void leave(Watched& watched);
  // Drops everything that is watched and walks no more.
  void stop();

 private:
  void wait();
  void move(std::size_t from, std::size_t to);
  template <class Visit>
  void walk(Visit visit);

  asio::steady_timer timer_;
  std::vector<Watched*> watched_;
  std::size_t next_ = 0;  // where a walk goes on; those before it were looked at
  bool stopped_ = false;
};

}  // namespace torg::net
