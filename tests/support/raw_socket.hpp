#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

using SSL = struct ssl_st;

namespace torg::test {

/// One TCP connection to the loopback on which a test says exactly the bytes that it wants. Blocks,
/// but never longer than it is told. Throws std::runtime_error when it cannot connect.
class RawSocket {
 public:
  using Duration = std::chrono::milliseconds;

  /// `receive_buffer` 0 takes the system's. It connects from 127.0.0.`host`.
  explicit RawSocket(std::uint16_t port, int receive_buffer = 0, unsigned host = 1);
  ~RawSocket();
  RawSocket(RawSocket const&) = delete;
  RawSocket& operator=(RawSocket const&) = delete;

  /// Encrypts from now on; `newest` is the newest version of TLS that is offered, 0 for any. False
  /// when the server refuses. Afterwards a send waits until it is done.
  bool encrypt(int newest = 0);
  /// Name in the certificate that the server showed.
  std::string certificate_name() const;

  /// False when the peer takes no more within the time or is gone.
  bool send(std::string_view bytes, Duration within = std::chrono::seconds(5));
  /// Says that nothing more will come.
  void finish();
  /// From now on nothing that the peer sends reaches this side, which answers nothing either: as
  /// when a phone's battery is out.
  void fall_silent();

  /// One HTTP response: everything up to the length that it tells. Shorter, perhaps empty, when the
  /// peer ends or the time is up.
  std::string response(bool to_head = false, Duration within = std::chrono::seconds(5));
  /// Reads and throws away until the peer ends; false when it does not within the time.
  bool ends(Duration within = std::chrono::seconds(5));
  /// Whatever comes until the peer ends or the time is up.
  std::string rest(Duration within = std::chrono::seconds(5));

 protected:
  /// Gathers at least `size` bytes in `incoming_`; false at the end or when the time is up.
  bool gather(std::size_t size, std::chrono::steady_clock::time_point until);
  std::string take(std::size_t size);

  std::string incoming_;

 private:
  bool receive(std::chrono::steady_clock::time_point until);

  long get(char* into, std::size_t size);

  int socket_;
  std::shared_ptr<SSL> tls_;
  bool ended_ = false;
};

/// The status of a response's first line, 0 when there is none.
int status_of(std::string const& response);
/// What stands behind the head.
std::string body_of(std::string const& response);
/// The value of a field, or nothing.
std::optional<std::string> field_of(std::string const& response, std::string const& name);

/// A GET in full; further lines end with CR LF each.
std::string get_request(std::string const& target, std::string const& lines = {});
/// Asks on a connection of its own.
std::string fetch(std::uint16_t port, std::string const& target, std::string const& lines = {});

}  // namespace torg::test
