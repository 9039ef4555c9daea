#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "live/transport.hpp"
#include "net/connection_count.hpp"
#include "net/frame_reader.hpp"
#include "net/limits.hpp"
#include "net/outbox.hpp"
#include "net/patrol.hpp"
#include "net/poller.hpp"
#include "net/stream.hpp"

namespace torg::net {

// The wire of one conversation after the upgrade: a stream, a reader of the client's frames, and
// one outbox through which everything leaves in whole frames. Sends at once and queues only what
// the socket does not take. Lives until its socket ends; everything happens on the loop's thread.
//
//   open ── close() ──────────────► closing: the close is the last frame in the outbox
//     │                                │ sent
//     ├─ the client closes, or         ▼
//     │  breaks a rule ─► closing ─► closed: what still comes is thrown away
//     ▼                                │ the client ends, or Limits::close has passed
//   ended ◄────────────────────────────┘
class WebsocketSession final : public Polled, public live::Transport {
 public:
  // What all sessions of a loop share. Outlives them.
  struct Shared {
    Poller& poller;
    Patrol& patrol;
    Limits const& limits;
    std::size_t message_bytes;
    bool deflate;  // offered to those who want it
  };

  // `deflates`: was agreed upon.
  WebsocketSession(Stream stream, std::unique_ptr<ConnectionCount::Place> count,
                   Shared const& shared, bool deflates);
  ~WebsocketSession();

  // Sends the answer to the upgrade and begins to listen.
  void begin(std::string upgrade_answer,
             std::function<std::shared_ptr<live::Conversation>(live::Transport&)> const& open);

  // live::Transport
  void send(std::span<live::Frame const> frames) override;
  void send_soon(live::Frame frame) override;
  bool writing() const override { return blocked_ || broken_; }
  void close(protocol::CloseCode code) override;
  void pause_reading() override;
  void resume_reading() override;

  // Polled
  void on_ready(std::uint32_t events) override;
  void on_turn_end() override;
  void check(Time now) override;
  void drop() override;

 private:
  void read();
  void take_in(std::span<char> bytes);
  void on_event(FrameReader::Event const& event);
  // A message that the client compressed, or the end of the connection.
  void on_compressed(FrameReader::Event const& event);
  void on_message(FrameReader::Kind kind, std::string_view payload);
  void break_off(protocol::CloseCode code);
  // What a frame leaves as.
  live::Frame form_of(live::Frame frame) const;
  void on_close_of_peer(FrameReader::Event const& event);
  void on_ping(std::string_view payload);
  bool allowed_now();
  void begin_to_close(std::uint16_t code, std::string_view reason);
  void write(std::span<live::Frame const> frames = {});
  void on_all_sent();
  void ask_for_turn_end();
  bool listens() const { return !paused_ && !rest_; }
  void watch();
  bool ping_is_due(Time now) const;
  void end();

  Shared const& shared_;
  Stream stream_;
  FrameReader reader_;
  Outbox outbox_;
  std::shared_ptr<Polled> self_;  // while the socket is open
  std::shared_ptr<live::Conversation> conversation_;
  std::unique_ptr<ConnectionCount::Place> count_;
  std::unique_ptr<std::string> rest_;  // read, but not looked at when reading was paused
  live::Frame pong_;                   // owed for the newest ping that came while blocked
  Time opened_at_;
  Time heard_at_;
  Time stuck_since_{};  // when a write last made progress, or a close began
  Time allowance_at_;
  float allowance_;           // messages that may still come in this burst
  bool blocked_ : 1 = false;  // the socket has not taken all of the outbox
  bool broken_ : 1 = false;   // a write told that the peer is gone
  bool paused_ : 1 = false;
  bool turn_asked_ : 1 = false;
  bool pinged_ : 1 = false;
  bool hello_checked_ : 1 = false;
  bool closing_ : 1 = false;
  bool deaf_ : 1 = false;    // what the client sends is not frames any more, or its close came
  bool closed_ : 1 = false;  // our close has left
  bool ended_ : 1 = false;
  bool deflates_ : 1;
};

}  // namespace torg::net
