#pragma once

#include <chrono>
#include <list>

#include <boost/asio/steady_timer.hpp>

#include "net/net.hpp"

namespace torg::net {

// Something with deadlines of whole seconds.
class Watched {
 public:
  using Time = std::chrono::steady_clock::time_point;
  virtual void check(Time now) = 0;
  // The server stops: give up the socket at once. What is pending then ends with an error.
  virtual void drop() = 0;

 protected:
  ~Watched() = default;
};

// One timer for all connections of a loop, instead of one for each: looks at every one of them once
// a second. Used on the loop's thread alone.
class Patrol {
 public:
  explicit Patrol(asio::io_context& loop);

  using Post = std::list<Watched*>::iterator;
  Post watch(Watched& watched);
  void leave(Post post);
  // Drops everything that is watched and walks no more.
  void stop();

 private:
  void wait();
  template <class Visit>
  void walk(Visit visit);

  asio::steady_timer timer_;
  std::list<Watched*> watched_;
  std::list<Watched*>::iterator next_;  // where a walk goes on, so that leaving during it is safe
  bool stopped_ = false;
};

}  // namespace torg::net
