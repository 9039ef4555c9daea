#include <utility>

#include <boost/asio/post.hpp>

#include "domain/decide.hpp"
#include "domain/forum.hpp"
#include "live/credential.hpp"
#include "live/journal_unit.hpp"
#include "live/meeting_actor.hpp"

// Who gets into a meeting, and how it lets go of them.
namespace torg::live {
namespace {

using protocol::CloseCode;
using protocol::ErrorCode;

std::string subject_of(domain::ParticipantId participant) {
  return "p" + std::to_string(participant);
}

CloseCode close_for(ErrorCode error) {
  switch (error) {
    case ErrorCode::outcome_unknown:
    case ErrorCode::storage_full:
    case ErrorCode::overloaded:
    case ErrorCode::limit_reached:
      return CloseCode::try_again_later;
    case ErrorCode::shutting_down:
      return CloseCode::service_restart;
    default:
      return CloseCode::bad_credential;
  }
}

}  // namespace

void MeetingActor::admit(AdmissionRequest request) {
  boost::asio::post(loop_, [self = shared_from_this(), request = std::move(request)]() mutable {
    if (self->unloaded_ || self->on_stopped_) {
      return self->refuse(request, ErrorCode::shutting_down);
    }
    if (self->in_flight_.size() + self->waiting_.size() >= self->around_.limits.waiting_commands) {
      return self->refuse(request, ErrorCode::overloaded);
    }
    self->run_or_wait(
        [self = self.get(), request = std::move(request)] { self->consider_admission(request); });
  });
}

void MeetingActor::consider_admission(AdmissionRequest request) {
  if (unreachable_) return refuse(request, ErrorCode::storage_full);
  request.by_kept = participant_among(request.kept);
  auto const hash =
      token_hash_in(stream_, request.by_kept ? request.kept[*request.by_kept] : request.token);
  if (auto const* const holder = tokens_.find(hash)) {
    if (holder->revoked) {
      return refuse(request, ErrorCode::bad_credential, CloseCode::revoked);
    }
    return enter(*holder, std::move(request));
  }
  if (!request.may_join) return refuse(request, ErrorCode::bad_credential);
  if (auto const joining = joining_.find(hash); joining != joining_.end()) {
    return joining->second.push_back(std::move(request));
  }
  auto verdict = domain::decide_join(decided_, request_of({}));
  if (!verdict) return refuse(request, verdict.error().code);

  InFlight record;
  record.events = std::move(verdict->events);
  record.contents = std::move(verdict->contents);
  store::Credential credential;
  credential.hash = hash;
  credential.stream = stream_;
  credential.role = credential_role::participant;
  for (auto const& event : record.events) {
    if (auto const* const joined = std::get_if<protocol::ParticipantJoined>(&event)) {
      credential.subject = subject_of(joined->participant);
    }
  }
  store::Unit unit;
  unit.push_back(append_of(stream_, decided_.version, record.events, record.contents));
  unit.push_back(put_of(credential));
  record.on_durable = [this, credential] { tokens_.learn({credential}); };
  record.on_settled = [this, hash](std::optional<protocol::Error> error) {
    auto const requests = joining_.extract(hash);
    auto const* const holder = tokens_.find(hash);
    for (auto& waiting : requests.mapped()) {
      if (holder) {
        enter(*holder, std::move(waiting));
      } else {
        refuse(waiting, error ? error->code : ErrorCode::internal);
      }
    }
  };
  joining_[hash].push_back(std::move(request));
  put_in_flight(std::move(record));
  send(std::move(unit));
}

std::optional<std::size_t> MeetingActor::participant_among(
    std::vector<std::string> const& tokens) const {
  for (std::size_t place = 0; place < tokens.size(); ++place) {
    auto const hash = token_hash_in(stream_, tokens[place]);
    auto const* const holder = tokens_.find(hash);
    bool const is_in = holder && holder->participant;
    if (is_in || joining_.contains(hash)) return place;
  }
  return std::nullopt;
}

void MeetingActor::enter(KnownTokens::Holder const& holder, AdmissionRequest request) {
  auto admission = std::make_shared<Admission>();
  admission->actor = shared_from_this();
  admission->hub = views_.hub(request.thread);
  admission->thread = request.thread;
  admission->arrival->meeting = meeting_;
  admission->role = holder.role;
  admission->subject = holder.subject;
  admission->participant = holder.participant;
  admission->arrival->kept = request.by_kept;
  ++connections_;
  if (holder.participant) {
    views_.enter(*holder.participant, request.thread);
    admission->arrival->own_view = own_view(*holder.participant);
    views_.touch();
    if (!after_batch_posted_) views_.publish(false);
  }
  boost::asio::post(*around_.loops[request.thread],
                    [handler = std::move(request.handler), admission = std::move(admission)] {
                      handler(admission);
                    });
}

void MeetingActor::leave(std::optional<domain::ParticipantId> participant, std::size_t thread) {
  if (*neighbours_.over) return;
  boost::asio::post(loop_, [self = shared_from_this(), participant, thread] {
    --self->connections_;
    self->last_use_ms_ = self->around_.clock.now_ms();
    if (!participant) return;
    self->views_.leave(*participant, thread);
    self->views_.touch();
    if (!self->unloaded_) self->views_.publish(false);
  });
}

void MeetingActor::refuse(AdmissionRequest const& request, ErrorCode error,
                          std::optional<CloseCode> close) {
  boost::asio::post(*around_.loops[request.thread], [handler = request.handler, error, close] {
    handler(HelloRefusal{domain::refusal(error), close.value_or(close_for(error))});
  });
}

void MeetingActor::issue(IssueRequest request) {
  boost::asio::post(loop_, [self = shared_from_this(), request = std::move(request)]() mutable {
    if (self->unloaded_ || self->on_stopped_) {
      return request.answer(domain::refusal(ErrorCode::shutting_down));
    }
    self->run_or_wait([self = self.get(), request = std::move(request)] {
      if (self->unreachable_) return request.answer(domain::refusal(ErrorCode::storage_full));
      protocol::Command command;
      if (request.role == credential_role::screen) {
        command = protocol::IssueScreenLink{request.token};
      } else {
        command =
            protocol::IssueFacilitatorLink{self->meeting_, request.token, request.revoke_others};
      }
      auto verdict = domain::decide(self->decided_, self->request_of(request.asker), command);
      if (!verdict) return request.answer(verdict.error());
      if (auto taken = self->tokens_.refusal_of(command)) return request.answer(std::move(taken));
      std::function<void()> on_durable;
      auto more = self->credential_writes(command, on_durable);
      self->submit_decision(nullptr, std::move(*verdict), std::move(more), std::move(on_durable));
      auto const hash = token_hash_in(self->stream_, request.token);
      self->in_flight_.back().on_settled =
          [self, hash, answer = request.answer](std::optional<protocol::Error> error) {
            answer(self->tokens_.find(hash) ? std::nullopt : std::move(error));
          };
    });
  });
}

void MeetingActor::renew_join_keys() {
  auto const keys = JoinKeys::make(around_.key_ring, around_.entropy);
  store::Unit unit;
  for (auto const& hash : stale_join_keys_) unit.push_back(store::RevokeCredential{hash});
  keys.put_into(unit, around_.key_ring, stream_);
  InFlight record;
  record.on_durable = [this, keys] { use_join_keys(keys); };
  put_in_flight(std::move(record));
  send(std::move(unit));
}

void MeetingActor::use_join_keys(JoinKeys const& keys) {
  join_keys_ = keys;
  stale_join_keys_.clear();
  code_paused_ = false;
  join_section_.clear();
  views_.touch();
  neighbours_.join_keys_changed(keys);
}

void MeetingActor::set_code_paused(bool paused) {
  boost::asio::post(loop_, [self = shared_from_this(), paused] {
    if (self->code_paused_ == paused) return;
    self->code_paused_ = paused;
    self->join_section_.clear();
    self->views_.touch();
    if (!self->unloaded_) self->views_.publish(true);
  });
}

void MeetingActor::read_join_keys(std::function<void(JoinKeys const&)> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    self->run_or_wait([self, handler] {
      self->when_durable([self, handler](bool) { handler(self->join_keys_.value_or(JoinKeys{})); });
    });
  });
}

void MeetingActor::read_front(std::function<void(std::shared_ptr<MeetingFront const>)> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    if (!self->front_) self->front_ = std::make_shared<MeetingFront const>(self->make_front());
    handler(self->front_);
  });
}

MeetingFront MeetingActor::make_front() const {
  namespace key = protocol::section_key;
  MeetingFront front;
  front.meeting = meeting_;
  domain::Sections view = domain::participant_view(durable_, texts_, facts());
  auto const take = [&](std::string_view name) {
    auto const found = view.find(name);
    if (found != view.end()) front.sections.insert(view.extract(found));
  };
  take(key::meeting);
  take(key::agenda);
  if (!durable_.current) return front;
  take(key::item(*durable_.current));
  domain::Box const* const box = durable_.newest_box(*durable_.find_item(*durable_.current));
  if (box) take(key::box(box->id()));
  return front;
}

void MeetingActor::read_template(std::function<void(protocol::MeetingTemplate)> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    handler(domain::template_of(self->durable_, self->texts_));
  });
}

void MeetingActor::read_role(std::string token,
                             std::function<void(std::optional<protocol::Role>)> handler) {
  boost::asio::post(
      loop_, [self = shared_from_this(), token = std::move(token), handler = std::move(handler)] {
        auto const* const holder = self->tokens_.find_valid(token);
        if (!holder) return handler(std::nullopt);
        handler(holder->role);
      });
}

void MeetingActor::when_settled(std::function<void()> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    self->on_settled_.push_back(handler);
    self->check_if_settled();
  });
}

bool MeetingActor::is_idle() const {
  bool const long_unused = around_.clock.now_ms() >= last_use_ms_ + around_.limits.unload_idle_ms;
  return long_unused && connections_ == 0 && in_flight_.empty() && unresolved_.empty() &&
         waiting_.empty() && sealings_.empty() && !held() && !domain::next_deadline(decided_);
}

void MeetingActor::unload_if_idle(std::function<void(bool)> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    if (!self->is_idle()) return handler(false);
    if (self->durable_.version > self->snapshot_version_) self->save_snapshot();
    self->unloaded_ = true;
    handler(true);
  });
}

void MeetingActor::stop(std::function<void()> handler) {
  boost::asio::post(loop_, [self = shared_from_this(), handler = std::move(handler)] {
    if (self->unloaded_) return handler();
    self->on_stopped_ = handler;
    self->views_.close_all(CloseCode::service_restart);
    self->check_if_settled();
  });
}

}  // namespace torg::live
