#pragma once

#include <span>
#include <string_view>

#include "live/frame.hpp"
#include "protocol/errors.hpp"

namespace torg::live {

// The wire under one conversation. All calls come from the thread of the connection. None of these
// may call back into the conversation before it returns.
class Transport {
 public:
  virtual ~Transport() = default;

  // Sends whole messages, in their order and behind what was sent before; the transport gathers
  // them into one write and tries it at once. A conversation sends only while writing() is false.
  virtual void send(std::span<Frame const> frames) = 0;

  // As send(), but waits until this turn of the loop is over, so that what else comes for this
  // connection leaves in the same write.
  virtual void send_soon(Frame frame) = 0;

  // Whether the connection has taken less than it was given. When this turns false again the
  // transport calls Conversation::on_writable().
  virtual bool writing() const = 0;

  // Closes after what was sent has left. The conversation sends nothing more and is told
  // on_closed().
  virtual void close(protocol::CloseCode code) = 0;

  // After pause_reading() one message that was read already may still come.
  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;
};

// What is said on one connection. Lives and is used on the thread of its connection.
//
//   what happened to the connection    what the transport's owner calls
//   a text message came                on_message(), valid UTF-8
//   a binary message came              on_binary(); false: not spoken here
//   writing() became false             on_writable()
//   Limits::handshake passed           on_handshake_timeout(), harmless when all is well
//   gone, for whatever reason          on_closed(), the last call; then the transport may die
class Conversation {
 public:
  virtual ~Conversation() = default;

  virtual void on_message(std::string_view text) = 0;
  virtual bool on_binary(std::string_view) { return false; }
  virtual void on_writable() = 0;
  virtual void on_handshake_timeout() {}
  virtual void on_closed() = 0;
};

}  // namespace torg::live
