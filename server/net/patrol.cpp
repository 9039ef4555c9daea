#include "net/patrol.hpp"

namespace torg::net {

Patrol::Patrol(asio::io_context& loop) : timer_(loop) { wait(); }

void Patrol::watch(Watched& watched) {
  watched.post_ = watched_.size();
  watched_.push_back(&watched);
}

void Patrol::leave(Watched& watched) {
  // Nobody may be passed over, nor be looked at twice in one walk: a gap among those that were
  // looked at is filled by the last of them, and that one's place by the very last of all.
  auto gap = watched.post_;
  if (gap < next_) {
    move(--next_, gap);
    gap = next_;
  }
  move(watched_.size() - 1, gap);
  watched_.pop_back();
}

void Patrol::move(std::size_t from, std::size_t to) {
  if (from == to) return;
  watched_[to] = watched_[from];
  watched_[to]->post_ = to;
}

void Patrol::stop() {
  stopped_ = true;
  timer_.cancel();
  walk([](Watched& watched) { watched.drop(); });
}

template <class Visit>
void Patrol::walk(Visit visit) {
  next_ = 0;
  while (next_ < watched_.size()) visit(*watched_[next_++]);
  next_ = 0;
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
