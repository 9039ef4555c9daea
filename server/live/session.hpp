#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "live/actor.hpp"
#include "live/scope.hpp"
#include "live/transport.hpp"
#include "protocol/messages.hpp"

namespace torg::live {

class MeetingDirectory;
struct HelloRefusal;

// One conversation with one client of Torg, over whatever transport.
class Session final : public Conversation, public std::enable_shared_from_this<Session> {
 public:
  // `source` is the address that wrong codes are counted against. `thread` is the index, among the
  // loops of the directory, of the one that all calls come from.
  static std::shared_ptr<Session> open(MeetingDirectory& directory, std::size_t thread,
                                       Transport& transport, std::string source);
  ~Session() override;
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;

  void on_message(std::string_view text) override;
  void on_writable() override { flush(); }
  void on_handshake_timeout() override;
  void on_closed() override;

  // The rest is for the live floor.

  // Sends what is owed and what is new, unless something is still being written.
  void flush();
  // As flush(), but leaves the sending to the end of the loop's turn.
  void flush_soon();
  void on_reply(Frame answer);
  void shut(protocol::CloseCode code);
  std::string_view subject() const { return admission_ ? admission_->subject : std::string_view{}; }

 private:
  friend class Hub;

  struct Following {
    Scope* scope = nullptr;  // the hub's, which lives as long as this session is attached to it
    std::uint64_t seq = 0;   // what the client has been sent
  };
  // What is needed only until the client is in.
  struct Opening {
    std::string source;
    std::optional<std::map<std::string, protocol::Position, std::less<>>> positions;
    std::vector<protocol::CommandMessage> early;  // commands that did not wait for the welcome
  };
  enum class Stage : std::uint8_t { expecting_hello, being_admitted, following, closed };

  Session(MeetingDirectory& directory, std::size_t thread, Transport& transport,
          std::string source);

  void on_hello(protocol::Hello hello);
  void enter(std::shared_ptr<Admission> admission);
  void refuse_hello(protocol::Error error, protocol::CloseCode close);
  void on_command(protocol::CommandMessage message);
  void on_unreadable(protocol::DecodeError const& error);
  // Every answer counts from the question until it has been handed to the transport.
  void count_question();
  void answer(Frame frame);
  // Takes from what is owed and what is new; `send` is given each frame once, in order.
  template <class Send>
  void hand_over(Send send);
  void leave();

  MeetingDirectory& directory_;
  Transport* transport_;  // null once closed
  std::shared_ptr<Admission> admission_;
  std::unique_ptr<Opening> opening_;
  std::vector<Frame> owed_;
  // No role follows more scopes than this.
  std::array<Following, 2> following_;
  std::uint32_t thread_;
  std::uint32_t slot_ = 0;  // kept by the hub
  std::uint16_t unanswered_ = 0;
  std::uint16_t unreadable_ = 0;
  Stage stage_ = Stage::expecting_hello;
  bool paused_ = false;
};

}  // namespace torg::live
