#include "live/meeting_views.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

namespace torg::live {
namespace {

// When more than these have a new view of their own, what all see goes first: that a ballot is open
// should not wait for ten thousand views that say who is who in it.
constexpr std::size_t few_people = 64;

constexpr std::string_view thread_letters = "0123456789abcdefghijklmnopqrstuvwxyz";

std::int64_t window_of(ScopeName scope, Limits const& limits) {
  switch (scope) {
    case ScopeName::facilitator:
    case ScopeName::organiser:
      return limits.facilitator_window_ms;
    case ScopeName::screen:
      return limits.screen_window_ms;
    case ScopeName::participant:
    case ScopeName::person:
      break;
  }
  return limits.participant_window_ms;
}

}  // namespace

MeetingViews::MeetingViews(std::vector<boost::asio::io_context*> loops,
                           boost::asio::io_context& own_loop, Clock const& clock,
                           Limits const& limits, std::string epoch, std::vector<ScopeName> scopes,
                           Build build)
    : loops_(std::move(loops)),
      own_loop_(own_loop),
      clock_(clock),
      limits_(limits),
      build_(std::move(build)),
      alarm_(clock.make_alarm(own_loop)),
      slice_posted_(std::make_shared<bool>(false)) {
  for (std::size_t thread = 0; thread < loops_.size(); ++thread) {
    // Persons' scopes are made on each thread by itself, so their epochs name the thread.
    hubs_.push_back(std::make_shared<Hub>(*loops_[thread], limits_,
                                          epoch + thread_letters[thread % thread_letters.size()]));
    if (loops_[thread] == &own_loop_) own_hub_ = hubs_.back().get();
  }
  for (auto const name : scopes) {
    Shared shared(Scope(name, epoch, limits_.remembered_removals, 1));
    shared.window_ms = window_of(name, limits_);
    shared_.push_back(std::move(shared));
  }
}

MeetingViews::~MeetingViews() = default;

void MeetingViews::enter(domain::ParticipantId participant, std::size_t thread) {
  auto& connections = present_[participant].connections;
  connections.resize(loops_.size());
  ++connections[thread];
}

void MeetingViews::leave(domain::ParticipantId participant, std::size_t thread) {
  auto const found = present_.find(participant);
  if (found == present_.end()) return;
  auto& connections = found->second.connections;
  --connections[thread];
  bool const gone =
      std::all_of(connections.begin(), connections.end(), [](auto count) { return count == 0; });
  if (gone) present_.erase(found);
}

void MeetingViews::touch() {
  for (auto& shared : shared_) shared.touched = true;
}

void MeetingViews::touch(ScopeName scope) {
  for (auto& shared : shared_) {
    if (shared.scope.name() == scope) shared.touched = true;
  }
}

void MeetingViews::touch_person(domain::ParticipantId participant) {
  auto const found = present_.find(participant);
  if (found == present_.end() || found->second.waits) return;
  auto const now_ms = clock_.now_ms();
  if (now_ms >= found->second.next_at_ms) {
    found->second.next_at_ms = now_ms + limits_.participant_window_ms;
    touched_people_.insert(participant);
  } else {
    found->second.waits = true;
    waiting_people_.push_back({found->second.next_at_ms, participant});
  }
}

void MeetingViews::touch_everybody() {
  for (auto const& [participant, presence] : present_) touched_people_.insert(participant);
}

std::optional<std::int64_t> MeetingViews::wake_people(std::int64_t now_ms) {
  for (; !waiting_people_.empty(); waiting_people_.pop_front()) {
    auto const& next = waiting_people_.front();
    if (next.until_ms > now_ms) return next.until_ms;
    auto const found = present_.find(next.participant);
    if (found == present_.end()) continue;
    found->second.waits = false;
    found->second.next_at_ms = now_ms + limits_.participant_window_ms;
    touched_people_.insert(next.participant);
  }
  return std::nullopt;
}

void MeetingViews::publish(bool at_once) {
  auto const now_ms = clock_.now_ms();
  std::optional<std::int64_t> next_ms;
  for (auto& shared : shared_) {
    if (!shared.touched) continue;
    if (!at_once && now_ms < shared.next_at_ms) {
      next_ms = std::min(next_ms.value_or(shared.next_at_ms), shared.next_at_ms);
      continue;
    }
    shared.touched = false;
    auto change = shared.scope.update(build_.shared(shared.scope.name()));
    if (!change) continue;
    shared.next_at_ms = now_ms + shared.window_ms;
    to_hubs([change](Hub& hub) { hub.publish(change); });
  }
  if (auto const people_ms = wake_people(now_ms)) {
    next_ms = std::min(next_ms.value_or(*people_ms), *people_ms);
  }
  if (next_ms && next_ms != alarm_at_ms_) {
    alarm_at_ms_ = next_ms;
    alarm_->set(*next_ms, [this] {
      alarm_at_ms_.reset();
      publish(false);
    });
  }
  if (*slice_posted_) return;
  if (touched_people_.size() > few_people) return publish_people_later();
  publish_people();
}

void MeetingViews::publish_people() {
  using Time = std::chrono::steady_clock;
  auto const enough = Time::now() + std::chrono::microseconds(limits_.fan_out_slice_us);
  std::vector<std::vector<std::pair<domain::ParticipantId, domain::Sections>>> by_thread(
      loops_.size());
  for (bool more = true; more && !touched_people_.empty(); more = Time::now() < enough) {
    auto const participant = touched_people_.extract(touched_people_.begin()).value();
    auto const found = present_.find(participant);
    if (found == present_.end()) continue;
    auto const view = build_.own(participant);
    for (std::size_t thread = 0; thread < loops_.size(); ++thread) {
      if (found->second.connections[thread] > 0) by_thread[thread].emplace_back(participant, view);
    }
  }
  for (std::size_t thread = 0; thread < loops_.size(); ++thread) {
    if (by_thread[thread].empty()) continue;
    boost::asio::post(*loops_[thread],
                      [hub = hubs_[thread], people = std::move(by_thread[thread])] {
                        for (auto const& [participant, view] : people) {
                          hub->publish_person(participant, view);
                        }
                      });
  }
  if (!touched_people_.empty()) publish_people_later();
}

void MeetingViews::publish_people_later() {
  *slice_posted_ = true;
  boost::asio::post(own_loop_, [this, posted = std::weak_ptr<bool>(slice_posted_)] {
    auto const alive = posted.lock();
    if (!alive) return;
    *alive = false;
    if (touched_people_.size() > few_people && own_hub_->walking()) return publish_people_later();
    publish_people();
  });
}

void MeetingViews::to_hubs(std::function<void(Hub&)> const& call) {
  for (std::size_t thread = 0; thread < loops_.size(); ++thread) {
    boost::asio::post(*loops_[thread], [hub = hubs_[thread], call] { call(*hub); });
  }
}

void MeetingViews::revoke(std::string const& subject) {
  to_hubs([subject](Hub& hub) { hub.revoke(subject); });
}

void MeetingViews::close_all(protocol::CloseCode code) {
  to_hubs([code](Hub& hub) { hub.close_all(code); });
}

}  // namespace torg::live
