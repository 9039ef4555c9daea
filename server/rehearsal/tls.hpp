#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

// A client's side of TLS 1.2 and 1.3.
namespace torg::rehearsal {

// Why a connection could not be encrypted, or with whom it would have been. `none` also where it
// was lost on the way.
enum class TlsFault : std::uint8_t {
  none,
  untrusted,    // nobody that is believed vouches for the certificate
  other_name,   // it is somebody else's
  out_of_date,  // it is not valid any more, or not yet
  no_tls,       // what answers speaks no TLS, or none of these versions
};

// Whose certificates are believed. Shared by any number of links.
class TlsTrust {
 public:
  // Those whom this machine believes, and, unless `authority` is empty, the certificates in that
  // PEM file. Nothing when the file holds none.
  static std::shared_ptr<TlsTrust const> load(std::string const& authority = {});

  SSL_CTX* context() const { return context_.get(); }

 private:
  explicit TlsTrust(std::shared_ptr<SSL_CTX> context) : context_(std::move(context)) {}

  std::shared_ptr<SSL_CTX> context_;
};

// One encrypted connection over a connected socket that does not block and that outlives it. Each
// shakes hands in full: none takes up the session of an earlier one, as a phone that comes back
// may.
class TlsLink {
 public:
  enum class Shake : std::uint8_t { waits, done, failed };

  // `name` is what the certificate has to be for: a host name or an address.
  TlsLink(TlsTrust const& trust, int socket, std::string const& name);

  // To be called until it is done, whenever the socket is ready.
  Shake shake();
  // Of a handshake that failed.
  TlsFault fault() const;
  // Whether shake() waits for the socket to take something.
  bool wants_to_write() const { return wants_to_write_; }

  // Bytes read; 0: there are none now; nothing: the peer is gone, or has said its last.
  std::optional<std::size_t> read(std::span<char> into);
  // Bytes taken from the front; what was not taken has to stand at the front of the next call.
  // Nothing: the peer is gone.
  std::optional<std::size_t> write(std::string_view bytes);
  // Whether bytes that no loop tells of wait to be read.
  bool holds_unread() const;

 private:
  std::optional<std::size_t> outcome_of(int result);

  struct Free {
    void operator()(SSL* link) const;
  };
  std::unique_ptr<SSL, Free> link_;
  bool wants_to_write_ = false;
  bool breaks_protocol_ = false;
};

}  // namespace torg::rehearsal
