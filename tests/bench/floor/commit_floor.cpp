// What SQLite allows for votes: one thread reads ballots from sockets, another writes what has
// gathered in one synced transaction, then each voter gets its ack.
//
//     commit_floor PORT DATABASE
#include <sys/eventfd.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/floor/durable_rows.hpp"
#include "bench/floor/sockets.hpp"

namespace {

using namespace torg::floor;

struct Vote {
  Socket* voter;
  std::int64_t revision;
  std::string ballot;
};

class Commit final : public Sockets {
 public:
  Commit(std::uint16_t port, char const* database)
      : Sockets(port), rows_(database), wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    add_wake(wake_);
    writer_ = std::thread([this] { write(); });
  }

 private:
  void on_text(Socket& socket, std::string_view text) override {
    auto const revision = number_after(text, "\"id\":\"v");
    if (revision == 0) return send(socket, welcome());
    std::lock_guard const lock(mutex_);
    waiting_.push_back({&socket, revision, std::string(text)});
    if (waiting_.size() == 1) some_wait_.notify_one();
  }

  void write() {
    std::vector<Vote> batch;
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        some_wait_.wait(lock, [this] { return !waiting_.empty(); });
        batch.swap(waiting_);
      }
      rows_.begin();
      for (auto const& vote : batch) rows_.put(vote.voter->descriptor, vote.ballot);
      rows_.commit();
      std::lock_guard const lock(mutex_);
      for (auto& vote : batch) durable_.push_back(std::move(vote));
      batch.clear();
      std::uint64_t const one = 1;
      if (::write(wake_, &one, sizeof one) < 0) fail("eventfd");
    }
  }

  void woken() override {
    std::uint64_t count = 0;
    if (::read(wake_, &count, sizeof count) < 0) return;
    std::vector<Vote> durable;
    {
      std::lock_guard const lock(mutex_);
      durable.swap(durable_);
    }
    for (auto const& vote : durable) {
      send(*vote.voter, framed(R"({"type":"ack","id":"v)" + std::to_string(vote.revision) + "\"}"));
    }
  }

  DurableRows rows_;
  int wake_;
  std::mutex mutex_;
  std::condition_variable some_wait_;
  std::vector<Vote> waiting_;
  std::vector<Vote> durable_;
  std::thread writer_;
};

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  Commit floor(static_cast<std::uint16_t>(std::atoi(words[1])), words[2]);
  floor.run();
}
