#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "live/hub.hpp"
#include "live/transport.hpp"
#include "protocol/messages.hpp"

namespace torg::live {

class MeetingDirectory;
struct Admission;
struct CommandReply;

// One conversation with one client, over whatever transport. Lives and is used on the thread of its
// connection. The transport has to outlive it or say on_closed().
//
//   net                          session
//   accepted                     Session::open(...)
//   a text message               on_message(text)
//   writing() became false       on_writable()
//   Limits::handshake_ms passed  on_handshake_timeout()   harmless after the hello
//   gone, for whatever reason    on_closed()              the last call
class Session : public std::enable_shared_from_this<Session> {
 public:
  // `source` is the address that wrong codes are counted against. `thread` is the index of the
  // loop, among those the directory was made with, that all calls come from.
  static std::shared_ptr<Session> open(MeetingDirectory& directory, std::size_t thread,
                                       Transport& transport, std::string source);
  ~Session();

  void on_message(std::string_view text);
  void on_writable();
  void on_handshake_timeout();
  void on_closed();

  // What was admitted is no longer valid, or the meeting says goodbye. Called by hub and directory.
  void shut(protocol::CloseCode code);

  // Brings the client up to date if nothing is being written. Called by the hub when something is
  // new.
  void flush();

 private:
  friend class Hub;

  // How far the client is in one scope that it follows.
  struct Following {
    ScopeName scope;
    std::string epoch;  // empty while the client knows nothing
    std::uint64_t seq = 0;
  };

  Session(MeetingDirectory& directory, std::size_t thread, Transport& transport,
          std::string source);

  void on_hello(protocol::Hello hello);
  void on_admitted(std::shared_ptr<Admission> admission);
  void refuse_hello(protocol::Error error);
  void on_command(protocol::CommandMessage message);
  void on_reply(CommandReply reply);
  void on_malformed(protocol::Error error);
  void owe(Frame frame);
  void close(protocol::CloseCode code);

  enum class Stage : std::uint8_t { expecting_hello, being_admitted, following, closed };

  MeetingDirectory& directory_;
  Transport* transport_;  // null once closed
  std::shared_ptr<Admission> admission_;
  std::vector<Frame> owed_;  // acks and rejects that could not be sent yet
  std::vector<Following> following_;
  std::string source_;
  std::unique_ptr<protocol::Hello> hello_;  // only while being admitted
  std::uint32_t thread_;
  std::uint32_t slot_ = 0;  // this session's place in the hub
  std::uint16_t unanswered_ = 0;
  std::uint16_t malformed_ = 0;
  Stage stage_ = Stage::expecting_hello;
  bool paused_ = false;
};

}  // namespace torg::live
