#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "live/transport.hpp"
#include "net/endpoint.hpp"

namespace torg::net {

/// Says again what it is told, text as text and bytes as bytes; listens no more while the client
/// does not take its answers.
class Echo final : public live::Conversation {
 public:
  explicit Echo(live::Transport& transport) : transport_(transport) {}

  void on_message(std::string_view text) override { say(live::Message::Kind::text, text); }
  bool on_binary(std::string_view bytes) override {
    say(live::Message::Kind::binary, bytes);
    return true;
  }
  void on_writable() override {
    while (!waiting_.empty() && !transport_.writing()) {
      auto const next = std::move(waiting_.front());
      waiting_.pop_front();
      transport_.send({&next, 1});
    }
    if (waiting_.empty()) transport_.resume_reading();
  }
  void on_closed() override {}

 private:
  void say(live::Message::Kind kind, std::string_view payload) {
    auto message = std::make_shared<live::Message const>(payload, kind);
    if (!transport_.writing()) return transport_.send_soon(std::move(message));
    waiting_.push_back(std::move(message));
    transport_.pause_reading();
  }

  live::Transport& transport_;
  std::deque<live::Frame> waiting_;
};

inline Endpoint echo_endpoint(std::size_t message_bytes) {
  Endpoint endpoint;
  endpoint.path = "/";
  endpoint.message_bytes = message_bytes;
  endpoint.open = [](live::Transport& transport, std::size_t, std::string const&) {
    return std::make_shared<Echo>(transport);
  };
  return endpoint;
}

}  // namespace torg::net
