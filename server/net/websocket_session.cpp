#include "net/websocket_session.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "net/deflate.hpp"
#include "net/utf8_check.hpp"

namespace torg::net {
namespace {

using protocol::CloseCode;

constexpr std::uint16_t no_code_given = 1000;  // what a close without a code is answered with

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  payload += reason;
  return payload;
}

CloseCode code_for(std::uint16_t fault) {
  for (auto const code : {CloseCode::invalid_text, CloseCode::too_big}) {
    if (protocol::number_of(code) == fault) return code;
  }
  return CloseCode::protocol_error;
}

}  // namespace

WebsocketSession::WebsocketSession(Stream stream, std::unique_ptr<ConnectionCount::Place> count,
                                   Shared const& shared, bool deflates)
    : shared_(shared),
      stream_(std::move(stream)),
      reader_(shared.message_bytes, deflates),
      count_(std::move(count)),
      opened_at_(std::chrono::steady_clock::now()),
      heard_at_(opened_at_),
      allowance_at_(opened_at_),
      allowance_(static_cast<float>(shared.limits.message_burst)),
      deflates_(deflates) {
  shared_.patrol.watch(*this);
}

WebsocketSession::~WebsocketSession() {
  end();
  shared_.patrol.leave(*this);
}

void WebsocketSession::begin(
    std::string upgrade_answer,
    std::function<std::shared_ptr<live::Conversation>(live::Transport&)> const& open) {
  self_ = shared_from_this();
  outbox_.push(live::Message::unframed(std::move(upgrade_answer)));
  conversation_ = open(*this);
  write();
  watch();
}

void WebsocketSession::on_ready(std::uint32_t events) {
  if (ended_) return;
  if ((events & EPOLLOUT) && blocked_) {
    stuck_since_ = std::chrono::steady_clock::now();
    write();
    if (!blocked_ && !closing_ && !broken_) conversation_->on_writable();
  }
  if (!(events & ~EPOLLOUT)) return;
  if (!listens()) {
    // Not asked for, so the connection has failed; what it brought before is of no use any more.
    if (events & (EPOLLERR | EPOLLHUP)) end();
    return;
  }
  read();
}

void WebsocketSession::read() {
  auto const buffer = shared_.poller.buffer();
  auto const size = stream_.read(buffer);
  if (!size) return end();
  if (*size == 0 || deaf_) return;
  heard_at_ = std::chrono::steady_clock::now();
  pinged_ = false;
  take_in(buffer.first(*size));
}

void WebsocketSession::take_in(std::span<char> bytes) {
  while (!paused_ && !deaf_) {
    auto const event = reader_.next(bytes);
    if (!event) return;
    on_event(*event);
  }
  if (paused_ && !bytes.empty()) rest_ = std::make_unique<std::string>(bytes.data(), bytes.size());
  watch();
}

void WebsocketSession::on_event(FrameReader::Event const& event) {
  if (event.kind == FrameReader::Kind::close) return on_close_of_peer(event);
  if (event.kind == FrameReader::Kind::fault) return break_off(code_for(event.code));
  if (closing_) return;
  if (!allowed_now()) return close(CloseCode::too_fast);
  switch (event.kind) {
    case FrameReader::Kind::text:
    case FrameReader::Kind::binary:
      return event.compressed ? on_compressed(event) : on_message(event.kind, event.payload);
    case FrameReader::Kind::ping:
      return on_ping(event.payload);
    default:
      return;
  }
}

void WebsocketSession::on_message(FrameReader::Kind kind, std::string_view payload) {
  if (kind == FrameReader::Kind::text) return conversation_->on_message(payload);
  if (!conversation_->on_binary(payload)) close(CloseCode::unsupported_data);
}

void WebsocketSession::on_compressed(FrameReader::Event const& event) {
  auto const inflated = inflate(event.payload, shared_.message_bytes);
  if (inflated.too_big) return break_off(CloseCode::too_big);
  if (!inflated.bytes) return break_off(CloseCode::invalid_text);
  if (event.kind == FrameReader::Kind::text) {
    Utf8Check check;
    if (!check.take(*inflated.bytes) || !check.at_boundary()) {
      return break_off(CloseCode::invalid_text);
    }
  }
  on_message(event.kind, *inflated.bytes);
}

// What the client sends from here on means nothing.
void WebsocketSession::break_off(CloseCode code) {
  deaf_ = true;
  close(code);
}

live::Frame WebsocketSession::form_of(live::Frame frame) const {
  return deflates_ ? deflated(frame) : frame;
}

void WebsocketSession::on_close_of_peer(FrameReader::Event const& event) {
  deaf_ = true;
  if (!closing_) {
    begin_to_close(event.code == 0 ? no_code_given : event.code, {});
  } else if (closed_) {
    stream_.finish();
  }
}

void WebsocketSession::on_ping(std::string_view payload) {
  auto pong = std::make_shared<live::Message const>(payload, live::Message::Kind::pong);
  // Only the newest ping has to be answered (RFC 6455, 5.5.3), so that a client that pings and
  // never reads cannot make the outbox grow.
  if (blocked_) {
    pong_ = std::move(pong);
  } else {
    send_soon(std::move(pong));
  }
}

bool WebsocketSession::allowed_now() {
  auto const& limits = shared_.limits;
  float const seconds = std::chrono::duration<float>(heard_at_ - allowance_at_).count();
  allowance_at_ = heard_at_;
  allowance_ = std::min(allowance_ + seconds * static_cast<float>(limits.messages_per_second),
                        static_cast<float>(limits.message_burst));
  if (allowance_ < 1) return false;
  allowance_ -= 1;
  return true;
}

void WebsocketSession::send(std::span<live::Frame const> frames) {
  if (closing_ || writing()) return;
  if (!deflates_) return write(frames);
  for (auto const& frame : frames) outbox_.push(form_of(frame));
  write();
}

void WebsocketSession::send_soon(live::Frame frame) {
  if (closing_ || ended_) return;
  outbox_.push(form_of(std::move(frame)));
  ask_for_turn_end();
}

void WebsocketSession::close(CloseCode code) {
  begin_to_close(protocol::number_of(code), protocol::to_string(code));
}

void WebsocketSession::begin_to_close(std::uint16_t code, std::string_view reason) {
  if (closing_ || ended_) return;
  closing_ = true;
  outbox_.push(std::make_shared<live::Message const>(close_payload(code, reason),
                                                     live::Message::Kind::close));
  if (!blocked_) stuck_since_ = std::chrono::steady_clock::now();
  ask_for_turn_end();
}

void WebsocketSession::write(std::span<live::Frame const> frames) {
  switch (outbox_.send(stream_, frames)) {
    case Outbox::Outcome::all_sent:
      return on_all_sent();
    case Outbox::Outcome::some_left:
      if (blocked_) return;
      blocked_ = true;
      stuck_since_ = std::chrono::steady_clock::now();
      return watch();
    case Outbox::Outcome::peer_gone:
      broken_ = true;
      return ask_for_turn_end();
  }
}

void WebsocketSession::on_all_sent() {
  if (blocked_) {
    blocked_ = false;
    if (pong_ && !closing_) send_soon(std::move(pong_));
    pong_ = nullptr;
    watch();
  }
  if (!closing_ || closed_) return;
  closed_ = true;
  stuck_since_ = std::chrono::steady_clock::now();
  if (deaf_) stream_.finish();
}

void WebsocketSession::ask_for_turn_end() {
  if (turn_asked_) return;
  turn_asked_ = true;
  shared_.poller.at_turn_end(shared_from_this());
}

void WebsocketSession::on_turn_end() {
  turn_asked_ = false;
  if (ended_) return;
  if (broken_) return end();
  if (!blocked_ && !outbox_.is_empty()) write();
  if (paused_ || !rest_) return;
  auto const rest = std::move(rest_);
  take_in(*rest);
  watch();
}

void WebsocketSession::pause_reading() {
  paused_ = true;
  watch();
}

void WebsocketSession::resume_reading() {
  paused_ = false;
  if (rest_) ask_for_turn_end();
  watch();
}

void WebsocketSession::watch() { stream_.watch(*this, listens(), blocked_); }

void WebsocketSession::check(Time now) {
  auto const& limits = shared_.limits;
  if (ended_) return;
  if (!hello_checked_ && now - opened_at_ > limits.handshake) {
    hello_checked_ = true;
    conversation_->on_handshake_timeout();
  }
  bool const stalled = (blocked_ || closing_) && now - stuck_since_ > limits.write;
  bool const close_unanswered = closed_ && now - stuck_since_ > limits.close;
  // Who is paused was not listened to.
  bool const silent = listens() && now - heard_at_ > limits.idle;
  if (stalled || close_unanswered || silent) return end();
  if (ping_is_due(now)) {
    static live::Frame const ping =
        std::make_shared<live::Message const>("", live::Message::Kind::ping);
    pinged_ = true;
    write({&ping, 1});
  }
}

bool WebsocketSession::ping_is_due(Time now) const {
  if (pinged_ || closing_ || writing() || !listens()) return false;
  // Phones that joined together need not all be pinged in the same second.
  auto const spread = std::chrono::milliseconds(shared_.limits.idle) / 8 *
                      static_cast<int>(reinterpret_cast<std::uintptr_t>(this) >> 8 & 7) / 8;
  return now - heard_at_ > std::chrono::milliseconds(shared_.limits.idle) / 2 - spread;
}

void WebsocketSession::drop() { end(); }

void WebsocketSession::end() {
  if (ended_) return;
  ended_ = true;
  stream_.close();
  if (auto const conversation = std::exchange(conversation_, nullptr)) conversation->on_closed();
  // The last that is done here: nothing else may keep this alive.
  auto const self = std::exchange(self_, nullptr);
}

}  // namespace torg::net
