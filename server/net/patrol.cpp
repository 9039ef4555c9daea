#include "net/patrol.hpp"

namespace torg::net {

Patrol::Patrol(asio::io_context& loop) : timer_(loop), next_(watched_.end()) { wait(); }

Patrol::Post Patrol::watch(Watched& watched) { return watched_.insert(watched_.end(), &watched); }

void Patrol::leave(Post post) {
  if (next_ == post) ++next_;
  watched_.erase(post);
}

void Patrol::stop() {
  stopped_ = true;
  timer_.cancel();
  walk([](Watched& watched) { watched.drop(); });
}

template <class Visit>
void Patrol::walk(Visit visit) {
  next_ = watched_.begin();
  while (next_ != watched_.end()) visit(**next_++);
}

void Patrol::wait() {
  timer_.expires_after(std::chrono::seconds(1));
  timer_.async_wait([this](error_code error) {
    if (error || stopped_) return;
    walk([now = std::chrono::steady_clock::now()](Watched& watched) { watched.check(now); });
    wait();
  });
}

}  // namespace torg::net
