#pragma once

#include <memory>
#include <string>

#include "protocol/errors.hpp"

namespace torg::live {

// One encoded text message of the protocol. Shared by every connection that gets the same bytes.
using Frame = std::shared_ptr<std::string const>;

// The wire under one session. All calls come from the thread of the connection. None of these may
// call back into the session before it returns.
class Transport {
 public:
  virtual ~Transport() = default;

  // Sends a whole message, in the order of the calls. A session sends only while writing() is
  // false; it may then send several messages in a row (at most one frame for each scope, and the
  // answers it owes), which the transport may gather into one write.
  virtual void send(Frame frame) = 0;

  // Whether something that was sent is not yet with the kernel. When this turns false again the
  // transport calls Session::on_writable().
  virtual bool writing() const = 0;

  // Closes after what was sent has left. The session sends nothing more and is told on_closed().
  virtual void close(protocol::CloseCode code) = 0;

  // After pause_reading() a few messages that were read already may still come.
  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;
};

}  // namespace torg::live
