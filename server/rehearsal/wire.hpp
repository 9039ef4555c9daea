#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rehearsal/loop.hpp"
#include "rehearsal/target.hpp"
#include "rehearsal/tls.hpp"

namespace torg::rehearsal {

struct ServerFrame;

// One WebSocket to a server, as a client, encrypted where the target says so; can be connected
// again once it is gone. Small, so that tens of thousands fit: bytes are kept only while a frame or
// a write is incomplete.
//
// What the owner is told it is told from within Loop::turn(). It may send, cut or connect from
// there, but not destroy the wire.
class Wire final : private Loop::Watched {
 public:
  class Owner {
   public:
    virtual void on_open(Wire& wire) = 0;
    // A whole text message; valid during the call.
    virtual void on_message(Wire& wire, std::string_view text) = 0;
    // Not connected, refused, closed or lost. `code` is the server's close code, 0 without one.
    virtual void on_gone(Wire& wire, std::uint16_t code) = 0;

   protected:
    ~Owner() = default;
  };

  // `number` tells the owner's wires apart. Target and owner have to outlive the wire.
  Wire(Loop& loop, Target const& target, Owner& owner, std::size_t number = 0);
  ~Wire();
  Wire(Wire const&) = delete;
  Wire& operator=(Wire const&) = delete;

  // Asks for a connection; the answer is on_open() or on_gone(), never before this returns.
  void connect();
  // In order, and kept while the network takes no more. Does nothing unless open.
  void send(std::string_view text);
  // Says goodbye and drops the connection; the owner is not told.
  void leave();
  // Drops the connection as a lost network does; the owner is not told.
  void cut();

  bool is_open() const { return stage_ == Stage::open; }
  // Why the last connection was not encrypted as it should be.
  TlsFault tls_fault() const { return tls_fault_; }
  // Connected, and the server has not answered in TLS yet.
  bool is_securing() const { return stage_ == Stage::securing; }
  bool is_idle() const { return stage_ == Stage::none; }
  std::size_t number() const { return number_; }
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  enum class Stage : std::uint8_t { none, failing, connecting, securing, upgrading, open };

  void on_ready(std::uint32_t events) override;
  void on_connected();
  void secure();
  void begin_upgrade();
  void read();
  bool read_some();
  // False when the wire was dropped on the way.
  bool take(std::string_view bytes, std::size_t& used);
  bool take_frame(ServerFrame const& frame);
  bool take_message(std::string_view payload, bool compressed);
  void put(std::uint8_t opcode, std::string_view payload);
  void write(std::string_view bytes);
  // As TlsLink's, encrypted or not.
  std::optional<std::size_t> receive(std::span<char> into);
  std::optional<std::size_t> give(std::string_view bytes);
  void watch_for(bool writable);
  void drop(bool at_once);
  void end(std::uint16_t code);

  Loop& loop_;
  Target const& target_;
  Owner& owner_;
  std::size_t number_;
  std::unique_ptr<TlsLink> tls_;  // of an encrypted connection
  std::string in_;                // a part of a frame, or of the answer to the upgrade
  std::string message_;           // frames of a message that is not whole yet
  std::string out_;               // what the kernel did not take
  std::uint64_t bytes_read_ = 0;
  Loop::Task failure_{};
  int socket_ = -1;
  std::uint32_t connections_ = 0;  // tells a connection from its successors
  std::uint32_t mask_;
  Stage stage_ = Stage::none;
  TlsFault tls_fault_ = TlsFault::none;
  bool deflates_ = false;            // as agreed on
  bool message_compressed_ = false;  // `message_`
  bool watches_writable_ = false;
};

}  // namespace torg::rehearsal
