#include "live/writer.hpp"

#include <algorithm>
#include <span>

namespace torg::live {
namespace {

using Steady = std::chrono::steady_clock;

// Reopening is tried this often, with growing pauses, before a batch is answered `unknown`.
constexpr int reopen_attempts = 6;
constexpr auto first_reopen_pause = std::chrono::milliseconds(5);
// Between attempts to scrub while somebody reads an older state; doubles up to the longest.
constexpr auto first_scrub_pause = std::chrono::milliseconds(200);
constexpr auto longest_scrub_pause = std::chrono::milliseconds(60'000);

std::size_t bytes_of(store::Unit const& unit) {
  std::size_t bytes = 0;
  for (auto const& write : unit) {
    bytes += 64;
    if (auto const* events = std::get_if<store::AppendEvents>(&write)) {
      for (auto const& event : events->events) bytes += event.payload.size();
      for (auto const& content : events->contents) bytes += content.bytes.size();
    } else if (auto const* cast = std::get_if<store::CastBallot>(&write)) {
      bytes += cast->ballot.size();
    } else if (auto const* seal = std::get_if<store::SealBox>(&write)) {
      bytes += seal->result.size();
      for (auto const& ballot : seal->ballots) bytes += 64 + ballot.ballot.size();
    }
  }
  return bytes;
}

}  // namespace

Writer::Writer(store::Store& store, Limits const& limits)
    : store_(store), limits_(limits), thread_([this] { run_thread(); }) {}

Writer::~Writer() { stop(0); }

void Writer::submit(store::Unit unit, boost::asio::io_context& loop, Handler handler) {
  auto const bytes = bytes_of(unit);
  enqueue(Entry{std::move(unit), &loop, std::move(handler), bytes});
}

void Writer::enqueue(Work work) {
  {
    std::lock_guard const lock(mutex_);
    if (!stopping_) {
      queue_.push_back(std::move(work));
      // The thread looks at the queue after every batch, so it needs waking only when it sleeps.
      if (queue_.size() == 1) wake_.notify_one();
      return;
    }
  }
  if (auto* const late = std::get_if<Entry>(&work)) {
    std::vector<Entry> batch;
    batch.push_back(std::move(*late));
    deliver(std::move(batch), {WriteOutcome{}});
  }
}

void Writer::stop(std::int64_t deadline_ms) {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
    give_up_at_ = Steady::now() + std::chrono::milliseconds(deadline_ms);
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::run_thread() {
  std::unique_lock lock(mutex_);
  scrub_soon();  // the last run may have left something behind
  for (;;) {
    auto const busy = [this] { return stopping_ || !queue_.empty(); };
    if (scrub_at_ || checkpoint_at_) {
      auto const at =
          std::min(scrub_at_.value_or(Moment::max()), checkpoint_at_.value_or(Moment::max()));
      if (!wake_.wait_until(lock, at, busy)) {
        lock.unlock();
        tidy(Steady::now());
        lock.lock();
        continue;
      }
    } else {
      wake_.wait(lock, busy);
    }
    if (queue_.empty()) break;
    if (give_up_at_ && Steady::now() >= *give_up_at_) break;

    if (auto* const task = std::get_if<Task>(&queue_.front())) {
      auto const run = std::move(task->run);
      queue_.pop_front();
      lock.unlock();
      if (must_reopen_) reopen();
      run(store_);
      lock.lock();
      continue;
    }
    std::vector<Entry> batch;
    std::size_t bytes = 0;
    while (!queue_.empty() && batch.size() < limits_.batch_units && bytes < limits_.batch_bytes) {
      auto* const entry = std::get_if<Entry>(&queue_.front());
      if (!entry) break;
      bytes += entry->bytes;
      batch.push_back(std::move(*entry));
      queue_.pop_front();
    }
    lock.unlock();
    commit(std::move(batch));
    lock.lock();
  }
  std::vector<Entry> left;
  for (auto& work : queue_) {
    if (auto* const entry = std::get_if<Entry>(&work)) left.push_back(std::move(*entry));
  }
  queue_.clear();
  lock.unlock();
  std::vector<WriteOutcome> unknown(left.size());
  deliver(std::move(left), std::move(unknown));
  tidy(Moment::max());
}

void Writer::commit(std::vector<Entry> batch) {
  std::vector<store::Unit> units;
  units.reserve(batch.size());
  for (auto& entry : batch) units.push_back(std::move(entry.unit));
  auto outcomes = write(units);
  bool secrets_left = false;
  for (std::size_t i = 0; i < units.size(); ++i) {
    secrets_left = secrets_left || (outcomes[i].status == WriteStatus::committed &&
                                    store::leaves_secrets_behind(units[i]));
  }
  deliver(std::move(batch), std::move(outcomes));
  auto const now = Steady::now();
  checkpoint_at_ = now + std::chrono::milliseconds(limits_.checkpoint_idle_ms);
  if (secrets_left) scrub_soon();
  if (scrub_at_ && *scrub_at_ <= now) tidy(now);
  if (!must_reopen_ && store_.log_is_long()) {
    auto const moved = store_.checkpoint();
    static_cast<void>(moved);  // the batch is committed whatever becomes of the log
  }
}

std::vector<WriteOutcome> Writer::write(std::vector<store::Unit> const& units) {
  if (must_reopen_) {
    if (auto const why = reopen()) {
      // Nothing was tried, but only a lack of space tells the client what to do about it.
      auto const status =
          *why == store::StoreErrc::full ? WriteStatus::not_stored : WriteStatus::unknown;
      return std::vector<WriteOutcome>(units.size(), WriteOutcome{status, {}});
    }
  }
  auto const appended = store_.append(std::span(units));
  if (!appended) {
    must_reopen_ = true;
    failing_ = true;
    return look_after_failure(units, appended.error().code);
  }
  failing_ = false;
  std::vector<WriteOutcome> outcomes;
  outcomes.reserve(units.size());
  for (auto const outcome : *appended) {
    auto const status =
        outcome == store::UnitOutcome::committed ? WriteStatus::committed : WriteStatus::refused;
    outcomes.push_back({status, outcome});
  }
  return outcomes;
}

std::vector<WriteOutcome> Writer::look_after_failure(std::vector<store::Unit> const& units,
                                                     store::StoreErrc why) {
  std::vector<WriteOutcome> outcomes(units.size());
  if (reopen()) return outcomes;
  for (std::size_t i = 0; i < units.size(); ++i) {
    auto const found = store_.is_durable(units[i]);
    if (!found) {
      must_reopen_ = true;
      return outcomes;
    }
    if (*found) {
      outcomes[i].status = WriteStatus::committed;
    } else if (why == store::StoreErrc::full) {
      outcomes[i].status = WriteStatus::not_stored;
    }
  }
  return outcomes;
}

std::optional<store::StoreErrc> Writer::reopen() {
  auto pause = first_reopen_pause;
  for (int attempt = 1;; ++attempt) {
    auto const reopened = store_.reopen();
    if (reopened) {
      must_reopen_ = false;
      return std::nullopt;
    }
    if (attempt == reopen_attempts) return reopened.error().code;
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

void Writer::scrub_soon() {
  scrub_at_ = Steady::now();
  scrub_pause_ = first_scrub_pause;
}

void Writer::tidy(Moment now) {
  bool const reachable = !must_reopen_ || !reopen();
  if (scrub_at_ && *scrub_at_ <= now) {
    scrub_at_.reset();
    if (reachable) {
      auto const scrubbed = store_.scrub();
      if (!scrubbed) must_reopen_ = true;
      if (scrubbed && *scrubbed == store::ScrubOutcome::clean) scrub_pause_ = {};
    }
    if (scrub_pause_.count() > 0) {
      scrub_at_ = Steady::now() + scrub_pause_;
      scrub_pause_ = std::min<std::chrono::milliseconds>(2 * scrub_pause_, longest_scrub_pause);
    }
  }
  if (checkpoint_at_ && *checkpoint_at_ <= now) {
    checkpoint_at_.reset();
    if (reachable && !must_reopen_ && !store_.checkpoint()) must_reopen_ = true;
  }
}

void Writer::deliver(std::vector<Entry> batch, std::vector<WriteOutcome> outcomes) {
  using Told = std::vector<std::pair<Handler, WriteOutcome>>;
  std::vector<std::pair<boost::asio::io_context*, Told>> by_loop;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto* const loop = batch[i].loop;
    auto found = std::find_if(by_loop.begin(), by_loop.end(),
                              [loop](auto const& told) { return told.first == loop; });
    if (found == by_loop.end()) found = by_loop.insert(by_loop.end(), {loop, Told{}});
    found->second.emplace_back(std::move(batch[i].handler), outcomes[i]);
  }
  for (auto& [loop, told] : by_loop) {
    boost::asio::post(*loop, [told = std::move(told)] {
      for (auto const& [handler, outcome] : told) handler(outcome);
    });
  }
}

}  // namespace torg::live
