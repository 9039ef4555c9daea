#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "support/raw_socket.hpp"

namespace torg::test {

/// How a frame is laid out, rightly by default.
struct HowFramed {
  bool masked = true;
  bool last = true;
  unsigned reserved = 0;     // bits: 4, 2, 1
  bool long_length = false;  // sixteen bits of length where seven do
};
/// A client's frame.
std::string client_frame(unsigned opcode, std::string_view payload, HowFramed how = {});

/// A WebSocket client that can also do everything wrong.
class RawWebsocket : public RawSocket {
 public:
  enum Opcode : unsigned { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };
  struct Frame {
    unsigned opcode = 0;
    bool last = true;
    std::string payload;
  };
  using How = HowFramed;

  using RawSocket::RawSocket;

  /// Asks for the upgrade and returns the response.
  std::string upgrade(std::string const& lines = "Sec-WebSocket-Protocol: torg.v1\r\n",
                      std::string const& target = "/live");
  bool send_frame(unsigned opcode, std::string_view payload, How how) {
    return send(client_frame(opcode, payload, how));
  }
  bool send_frame(unsigned opcode, std::string_view payload) {
    return send_frame(opcode, payload, How{});
  }
  bool say(nlohmann::json const& message) { return send_frame(text, message.dump()); }

  /// The next frame; nothing at the end or when the time is up.
  std::optional<Frame> frame(Duration within = std::chrono::seconds(5));
  /// The next message, put together from its fragments; null when a close, the end or nothing
  /// comes.
  nlohmann::json message(Duration within = std::chrono::seconds(5));
  /// The next message that is an answer, whatever frames of sections come before it.
  nlohmann::json answer(Duration within = std::chrono::seconds(5));
  /// Skips messages up to the close; its code, 0 when it has none or there is none.
  unsigned close_code(Duration within = std::chrono::seconds(5));

 private:
  unsigned closed_with_ = 0;
};

}  // namespace torg::test
