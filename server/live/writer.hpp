#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "live/limits.hpp"
#include "store/store.hpp"

namespace torg::live {

enum class WriteStatus : std::uint8_t {
  committed,   // on disk
  refused,     // broke a rule of the store, see `unit`; certainly not stored
  not_stored,  // no space; certainly not stored
  unknown,     // may be on disk or not
};

struct WriteOutcome {
  WriteStatus status = WriteStatus::unknown;
  store::UnitOutcome unit = store::UnitOutcome::committed;
};

// The one thread that touches the store. While a batch is being committed the next gathers, so that
// the cost of a commit is shared by more units the busier it is. Order is kept: units and jobs run
// in the order in which they came, and each loop is told in that order.
//
// After a failed commit the store is reopened and asked for each unit: what is found is committed.
class Writer {
 public:
  using Handler = std::function<void(WriteOutcome)>;

  Writer(store::Store& store, Limits const& limits);
  // Stops at once; what waits is answered `unknown`.
  ~Writer();
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;

  // From any thread. The handler runs on the loop.
  void submit(store::Unit unit, boost::asio::io_context& loop, Handler handler);

  // Runs `job` on the writer's thread, after everything submitted before, and hands its result to
  // `handler` on the loop; dropped if the writer stops before. For reads, and for what is no unit:
  // snapshots, backups.
  template <class Job, class Done>
  void run(boost::asio::io_context& loop, Job job, Done done) {
    enqueue(
        Task{[&loop, job = std::move(job), done = std::move(done)](store::Store& store) mutable {
          auto result = std::make_shared<decltype(job(store))>(job(store));
          boost::asio::post(
              loop, [done = std::move(done), result]() mutable { done(std::move(*result)); });
        }});
  }

  // Takes nothing more, finishes what waits, and ends the thread. What is not done after
  // `deadline_ms` is answered `unknown`. Blocking.
  void stop(std::int64_t deadline_ms);

  // Whether the last attempt to reach the disk failed.
  bool failing() const { return failing_.load(std::memory_order_relaxed); }

 private:
  struct Entry {
    store::Unit unit;
    boost::asio::io_context* loop = nullptr;
    Handler handler;
    std::size_t bytes = 0;
  };
  struct Task {
    std::function<void(store::Store&)> run;
  };
  using Work = std::variant<Entry, Task>;
  using Moment = std::chrono::steady_clock::time_point;

  void enqueue(Work work);
  void run_thread();
  void commit(std::vector<Entry> batch);
  std::vector<WriteOutcome> write(std::vector<store::Unit> const& units);
  std::vector<WriteOutcome> look_after_failure(std::vector<store::Unit> const& units,
                                               store::StoreErrc why);
  std::optional<store::StoreErrc> reopen();
  void scrub_soon();
  void tidy(Moment now);
  static void deliver(std::vector<Entry> batch, std::vector<WriteOutcome> outcomes);

  store::Store& store_;
  Limits const& limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  bool stopping_ = false;
  std::optional<std::chrono::steady_clock::time_point> give_up_at_;
  std::atomic<bool> failing_ = false;
  bool must_reopen_ = false;  // only the writer's thread uses the rest
  std::optional<Moment> scrub_at_;
  std::chrono::milliseconds scrub_pause_{};
  std::optional<Moment> checkpoint_at_;
  std::thread thread_;
};

}  // namespace torg::live
