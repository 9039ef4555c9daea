#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>

#include "live/session.hpp"
#include "live/transport.hpp"
#include "net/connection_count.hpp"
#include "net/limits.hpp"
#include "net/net.hpp"
#include "net/patrol.hpp"
#include "net/request_head.hpp"

namespace torg::net {

// The wire of one live session: Beast's WebSocket, one outbox in whole messages, one read and one
// write at a time, deadlines kept by the patrol. Lives as long as an operation of its own is
// pending; everything happens on the loop's thread.
class WebsocketSession final : public live::Transport,
                               public Watched,
                               public std::enable_shared_from_this<WebsocketSession> {
 public:
  struct Place {
    live::MeetingDirectory& directory;
    std::size_t thread;
    Patrol& patrol;
    Limits const& limits;
  };

  WebsocketSession(beast::tcp_stream stream, std::unique_ptr<ConnectionCount::Place> count,
                   Place place);
  ~WebsocketSession();

  // Answers the upgrade and begins to listen.
  void accept(Request const& request);

  void send(live::Frame frame) override;
  bool writing() const override { return writing_; }
  void close(protocol::CloseCode code) override;
  void pause_reading() override;
  void resume_reading() override;

  void check(Time now) override;
  void drop() override;

 private:
  void on_accept(error_code error, bool speaks_torg);
  void read();
  void on_read(error_code error);
  bool allowed_now();
  void write();
  void on_write(error_code error);
  void begin_close();
  void end();

  websocket::stream<beast::tcp_stream> socket_;
  beast::flat_buffer incoming_;
  std::deque<live::Frame> outbox_;
  std::shared_ptr<live::Session> session_;
  std::unique_ptr<ConnectionCount::Place> count_;
  Place place_;
  Patrol::Post post_;
  std::optional<protocol::CloseCode> closing_;
  Time opened_at_;
  Time write_began_at_{};
  Time close_began_at_{};
  Time allowance_at_;
  double allowance_;  // messages that may still come in this burst
  bool writing_ = false;
  bool reading_ = false;
  bool paused_ = false;
  bool close_sent_ = false;
  bool hello_checked_ = false;
  bool ended_ = false;
};

}  // namespace torg::net
