#include "live/hub.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>

#include "live/session.hpp"

namespace torg::live {
namespace {

// Sessions between two looks at the time. A look costs about as much as one idle session, and a
// send as much as two hundred looks.
constexpr int sessions_per_look = 8;

std::string person_epoch(std::string const& epoch, std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out = epoch + "-";
  do {
    out += digits[number % digits.size()];
    number /= digits.size();
  } while (number > 0);
  return out;
}

}  // namespace

Hub::Hub(boost::asio::io_context& loop, Limits const& limits, std::string epoch)
    : loop_(loop), limits_(limits), epoch_(std::move(epoch)) {}

void Hub::attach(Session& session, std::optional<domain::ParticipantId> participant,
                 domain::Sections const& own_view) {
  session.slot_ = static_cast<std::uint32_t>(sessions_.size());
  sessions_.push_back(&session);
  if (!participant) return;
  auto found = people_.find(*participant);
  if (found == people_.end()) {
    // Persons' scopes remember next to nothing: their full view is short, and hardly anybody is
    // there twice to share a frame with.
    found =
        people_
            .emplace(
                *participant,
                Person{Scope(ScopeName::person, person_epoch(epoch_, people_seen_++), 8, 0), {}})
            .first;
  }
  found->second.sessions.push_back(&session);
  publish_person(*participant, own_view);
}

void Hub::detach(Session& session, std::optional<domain::ParticipantId> participant) {
  auto const slot = session.slot_;
  sessions_[slot] = sessions_.back();
  sessions_[slot]->slot_ = slot;
  sessions_.pop_back();
  Session* const moved = slot < sessions_.size() ? sessions_[slot] : nullptr;
  cursor_ = std::min(cursor_, sessions_.size());
  remaining_ = std::min(remaining_, sessions_.size());
  if (participant) {
    if (auto const found = people_.find(*participant); found != people_.end()) {
      std::erase(found->second.sessions, &session);
      if (found->second.sessions.empty()) people_.erase(found);
    }
  }
  // The walk may have gone past the place where the moved one stands now.
  if (moved && remaining_ > 0) moved->flush_soon();
}

void Hub::publish(std::shared_ptr<ScopeChange const> change) {
  auto& scope = scopes_[static_cast<std::size_t>(change->scope)];
  if (!scope) {
    scope = std::make_unique<Scope>(change->scope, change->epoch, limits_.remembered_removals,
                                    limits_.cached_catch_ups);
  }
  scope->apply(*change);
  remaining_ = sessions_.size();
  if (!slice_posted_) run_slice();
}

void Hub::publish_person(domain::ParticipantId participant, domain::Sections const& view) {
  auto const found = people_.find(participant);
  if (found == people_.end()) return;
  if (!found->second.scope.renew(view)) return;
  for (Session* const session : found->second.sessions) session->flush_soon();
}

void Hub::run_slice() {
  using Time = std::chrono::steady_clock;
  auto const enough = Time::now() + std::chrono::microseconds(limits_.fan_out_slice_us);
  int before_look = sessions_per_look;
  while (remaining_ > 0) {
    if (cursor_ == 0) cursor_ = sessions_.size();
    --cursor_;
    --remaining_;
    sessions_[cursor_]->flush();
    if (--before_look == 0) {
      if (Time::now() >= enough) break;
      before_look = sessions_per_look;
    }
  }
  if (remaining_ == 0) return;
  slice_posted_ = true;
  boost::asio::post(loop_, [weak = weak_from_this()] {
    if (auto const self = weak.lock()) {
      self->slice_posted_ = false;
      self->run_slice();
    }
  });
}

Scope* Hub::scope_of(ScopeName scope, std::optional<domain::ParticipantId> participant) {
  if (scope != ScopeName::person) return scopes_[static_cast<std::size_t>(scope)].get();
  if (!participant) return nullptr;
  auto const found = people_.find(*participant);
  return found == people_.end() ? nullptr : &found->second.scope;
}

void Hub::revoke(std::string_view subject) {
  auto const sessions = sessions_;
  for (Session* const session : sessions) {
    if (session->subject() == subject) session->shut(protocol::CloseCode::revoked);
  }
}

void Hub::close_all(protocol::CloseCode code) {
  auto const sessions = sessions_;
  for (Session* const session : sessions) session->shut(code);
}

}  // namespace torg::live
