#include "live/session.hpp"

#include <utility>
#include <variant>

#include "live/answers.hpp"
#include "live/meeting_directory.hpp"

namespace torg::live {
namespace {

constexpr std::int64_t protocol_version = 1;

protocol::Error error_of(protocol::DecodeError const& fault) {
  protocol::Error error;
  error.code = protocol::from_string<protocol::ErrorCode>(protocol::to_string(fault.fault))
                   .value_or(protocol::ErrorCode::malformed);
  if (!fault.field.empty()) error.field = fault.field;
  return error;
}

std::vector<ScopeName> scopes_for(protocol::Role role) {
  switch (role) {
    case protocol::Role::participant:
      return {ScopeName::participant, ScopeName::person};
    case protocol::Role::facilitator:
      return {ScopeName::facilitator, ScopeName::screen};
    case protocol::Role::screen:
      return {ScopeName::screen};
    case protocol::Role::organiser:
      break;
  }
  return {ScopeName::organiser};
}

}  // namespace

std::shared_ptr<Session> Session::open(MeetingDirectory& directory, std::size_t thread,
                                       Transport& transport, std::string source) {
  return std::shared_ptr<Session>(new Session(directory, thread, transport, std::move(source)));
}

Session::Session(MeetingDirectory& directory, std::size_t thread, Transport& transport,
                 std::string source)
    : directory_(directory),
      transport_(&transport),
      opening_(std::make_unique<Opening>()),
      thread_(static_cast<std::uint32_t>(thread)) {
  opening_->source = std::move(source);
}

Session::~Session() { leave(); }

void Session::on_message(std::string_view text) {
  if (stage_ == Stage::closed) return;
  auto message = protocol::decode_text<protocol::ClientMessage>(text);
  if (!message) return on_unreadable(message.error());
  if (auto* const hello = std::get_if<protocol::Hello>(&*message)) {
    if (stage_ == Stage::expecting_hello) return on_hello(std::move(*hello));
    count_question();
    return answer(encode_reject({}, domain::refusal(protocol::ErrorCode::unexpected_hello)));
  }
  on_command(std::move(std::get<protocol::CommandMessage>(*message)));
}

void Session::on_unreadable(protocol::DecodeError const& error) {
  if (stage_ == Stage::expecting_hello) {
    return refuse_hello(error_of(error), protocol::CloseCode::bad_hello);
  }
  count_question();
  answer(encode_reject({}, error_of(error)));
  if (++unreadable_ >= directory_.surroundings().limits.malformed_messages) {
    shut(protocol::CloseCode::protocol_error);
  }
}

void Session::on_hello(protocol::Hello hello) {
  if (hello.protocol != protocol_version) {
    return refuse_hello(domain::refusal(protocol::ErrorCode::protocol_version),
                        protocol::CloseCode::protocol_version);
  }
  stage_ = Stage::being_admitted;
  opening_->positions = std::move(hello.positions);
  count_question();
  directory_.admit(std::move(hello), opening_->source, thread_,
                   [weak = weak_from_this()](AdmissionResult result) {
                     auto const self = weak.lock();
                     if (!self || self->stage_ != Stage::being_admitted) return;
                     if (!result) {
                       return self->refuse_hello(result.error().error, result.error().close);
                     }
                     self->enter(std::move(*result));
                   });
}

void Session::refuse_hello(protocol::Error error, protocol::CloseCode close) {
  owed_.push_back(encode_reject({}, std::move(error)));
  shut(close);
}

void Session::enter(std::shared_ptr<Admission> admission) {
  admission_ = std::move(admission);
  stage_ = Stage::following;
  auto const opening = std::move(opening_);

  protocol::Welcome welcome;
  welcome.protocol = protocol_version;
  auto const arrival = std::move(admission_->arrival);
  if (!arrival->meeting.empty()) welcome.meeting = arrival->meeting;
  welcome.role = admission_->role;
  welcome.participant = admission_->participant;
  welcome.kept = arrival->kept;
  welcome.now_ms = directory_.surroundings().clock.now_ms();

  Hub& hub = *admission_->hub;
  hub.attach(*this, admission_->participant, arrival->own_view);
  for (auto const name : scopes_for(admission_->role)) {
    auto* const scope = hub.scope_of(name, admission_->participant);
    if (!scope) continue;
    auto seq = Scope::nothing;
    if (opening->positions) {
      auto const known = opening->positions->find(name_of(name));
      if (known != opening->positions->end()) {
        seq = scope->position_of(known->second.epoch, known->second.seq);
      }
    }
    following_[welcome.scopes.size()] = {scope, seq};
    welcome.scopes.emplace_back(name_of(name));
  }
  answer(text_frame(protocol::to_json(protocol::ServerMessage{std::move(welcome)})));
  for (auto& message : opening->early) {
    --unanswered_;
    on_command(std::move(message));
  }
}

void Session::on_command(protocol::CommandMessage message) {
  if (stage_ == Stage::expecting_hello) {
    return refuse_hello(domain::refusal(protocol::ErrorCode::expected_hello),
                        protocol::CloseCode::bad_hello);
  }
  auto const limit = directory_.surroundings().limits.unanswered_commands;
  bool const too_many = unanswered_ >= limit;
  count_question();
  if (stage_ == Stage::closed) return;
  if (too_many) {
    auto error = domain::refusal(protocol::ErrorCode::too_many_unanswered);
    error.limit = static_cast<std::int64_t>(limit);
    return answer(encode_reject(std::move(message.id), std::move(error)));
  }
  if (stage_ == Stage::being_admitted) return opening_->early.push_back(std::move(message));
  admission_->actor->submit(PostedCommand{weak_from_this(), thread_, admission_->asker(),
                                          admission_->subject, std::move(message.id),
                                          std::move(message.command)});
}

void Session::on_reply(Frame frame) {
  if (stage_ == Stage::following) answer(std::move(frame));
}

void Session::on_handshake_timeout() {
  if (stage_ == Stage::expecting_hello) {
    refuse_hello(domain::refusal(protocol::ErrorCode::expected_hello),
                 protocol::CloseCode::bad_hello);
  }
}

void Session::count_question() {
  auto const limit = directory_.surroundings().limits.unanswered_commands;
  if (++unanswered_ >= limit && !paused_) {
    paused_ = true;
    transport_->pause_reading();
  }
  // A transport that goes on reading would let a client that never reads grow this for ever.
  if (unanswered_ >= 4 * limit) shut(protocol::CloseCode::too_fast);
}

void Session::answer(Frame frame) {
  if (stage_ == Stage::closed) return;
  owed_.push_back(std::move(frame));
  flush_soon();
}

template <class Send>
void Session::hand_over(Send send) {
  if (!owed_.empty()) {
    unanswered_ -= static_cast<std::uint16_t>(owed_.size());
    for (auto& frame : owed_) send(std::move(frame));
    // Most connections answer a few questions and then listen: no memory is kept for more.
    owed_ = {};
    if (paused_ && unanswered_ < directory_.surroundings().limits.unanswered_commands) {
      paused_ = false;
      transport_->resume_reading();
    }
  }
  for (auto& following : following_) {
    if (!following.scope || following.seq == following.scope->seq()) continue;
    send(following.scope->frame_from(following.seq));
    following.seq = following.scope->seq();
  }
}

void Session::flush() {
  if (stage_ == Stage::closed || transport_->writing()) return;
  std::vector<Frame> gathered;
  Frame first;
  hand_over([&](Frame frame) {
    if (!first) {
      first = std::move(frame);
    } else {
      if (gathered.empty()) gathered.push_back(first);
      gathered.push_back(std::move(frame));
    }
  });
  if (!gathered.empty()) {
    transport_->send(gathered);
  } else if (first) {
    transport_->send({&first, 1});
  }
}

void Session::flush_soon() {
  if (stage_ == Stage::closed || transport_->writing()) return;
  hand_over([this](Frame frame) { transport_->send_soon(std::move(frame)); });
}

void Session::shut(protocol::CloseCode code) {
  if (stage_ == Stage::closed) return;
  stage_ = Stage::closed;
  // The last answers go out even behind a write: the connection ends, so nothing can pile up.
  for (auto& frame : owed_) transport_->send_soon(std::move(frame));
  owed_ = {};
  leave();
  transport_->close(code);
}

void Session::on_closed() {
  stage_ = Stage::closed;
  leave();
  transport_ = nullptr;
}

void Session::leave() {
  following_ = {};
  if (!admission_) return;
  admission_->hub->detach(*this, admission_->participant);
  admission_ = nullptr;
}

}  // namespace torg::live
